import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { StocktakingContext } from "../context";
import { Activity } from "./activity";
import { ActivityLink } from "./activity-link";

/** Where a link leads. */
@Resolver(() => ActivityLink)
export class ActivityLinkResolver {
  @FieldResolver(() => Activity, {
    nullable: true,
    description: "The other activity, or the one that it was merged into; null where the hub holds neither, or where it was split.",
  })
  activity(@Root() link: ActivityLink, @Ctx() { links }: StocktakingContext): Promise<Activity | null> {
    return links.activity(link);
  }

  @FieldResolver(() => [Activity], {
    description:
      "What the other activity went into where its agency merged or split it, as far as the hub holds it; at most 20, empty where the hub holds the activity itself. trace(id: activityId) tells the whole way.",
  })
  successors(@Root() link: ActivityLink, @Ctx() { links }: StocktakingContext): Promise<Activity[]> {
    return links.successors(link);
  }
}
