import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { StocktakingContext } from "../context";
import { Activity } from "./activity";
import { ActivityLink } from "./activity-link";

/** Where a link leads. */
@Resolver(() => ActivityLink)
export class ActivityLinkResolver {
  @FieldResolver(() => Activity, { nullable: true, description: "The other activity; null where the hub doesn't hold it." })
  activity(@Root() { activityId, agency }: ActivityLink, @Ctx() { activities }: StocktakingContext): Promise<Activity | null> {
    return activities.linked(activityId, agency);
  }
}
