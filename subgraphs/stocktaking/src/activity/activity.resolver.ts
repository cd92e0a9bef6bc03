import { AsOfArguments, PageArguments } from "@actionline/kit/list-arguments";
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import type { StocktakingContext } from "../context";
import { ActionLineReference } from "../references/action-line.reference";
import { Activity } from "./activity";
import { ActivityConnection } from "./activity.connection";
import { ActivityFilter } from "./activity.filter";
import { ActivityOrder } from "./activity.order";
import { ActivityLink, linksOf } from "./activity-link";
import { ItemAssignment } from "./item-assignment";
import { Provenance } from "./provenance";

/** What the graph can be asked about activities. */
@Resolver(() => Activity)
export class ActivityResolver {
  @Query(() => ActivityConnection, {
    description: "Activities of all agencies, a page at a time; the latest changes first where no order is given.",
  })
  activities(
    @Arg("filter", () => ActivityFilter, { nullable: true, description: "Which ones; all where it is left out." })
    filter: ActivityFilter | null,
    @Arg("orderBy", () => ActivityOrder, { nullable: true, description: "In which order." }) orderBy: ActivityOrder | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { activities }: StocktakingContext,
  ): Promise<ActivityConnection> {
    return activities.page(filter, orderBy, page);
  }

  @Query(() => Activity, {
    nullable: true,
    description:
      "One activity; null where the hub doesn't hold it at this point (see trace for why). Where it was merged or split, an error says into what.",
  })
  activity(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Args(() => AsOfArguments) _asOf: AsOfArguments,
    @Ctx() { activities }: StocktakingContext,
  ): Promise<Activity | null> {
    return activities.asked(id);
  }

  @FieldResolver(() => [ItemAssignment], {
    description: "The plan items and lines it works for, and who says so. Suggested ones await review.",
  })
  items(@Root() activity: Activity, @Ctx() { reviews }: StocktakingContext): Promise<ItemAssignment[]> {
    return reviews.assignments(activity);
  }

  @FieldResolver(() => [ActionLineReference], {
    nullable: "items",
    description: "The action lines it works for, by declared and reviewed assignments; suggested ones aren't here.",
  })
  actionLines(@Root() activity: Activity, @Ctx() { reviews }: StocktakingContext): Promise<ActionLineReference[]> {
    return reviews.linesOf(activity);
  }

  @FieldResolver(() => [ActivityLink], { description: "How it is related to other activities, as its publisher says." })
  links(@Root() activity: Activity): ActivityLink[] {
    return linksOf(activity);
  }

  @FieldResolver(() => Provenance, { description: "Who says all this, where, and when." })
  provenance(@Root() activity: Activity, @Ctx() { activities }: StocktakingContext): Promise<Provenance> {
    return activities.provenance(activity);
  }
}

/** Answers the gateway when another subgraph refers to an activity by id. */
export function resolveActivity({ id }: { readonly id: string }, { activities }: StocktakingContext): Promise<Activity | null> {
  return activities.byId(id);
}
