import { Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { ActivityConnection } from "../activity/activity.connection";
import type { StocktakingContext } from "../context";
import { RowsArguments } from "../rows.arguments";
import { ActivityAggregate, AggregateGroup } from "./activity-aggregate";
import { AggregateArguments } from "./aggregate.arguments";

/** Activities counted by what they share. */
@Resolver(() => AggregateGroup)
export class AggregateResolver {
  @Query(() => ActivityAggregate, { description: "How many activities there are, by what they share. Every group opens to its rows." })
  activityAggregate(
    @Args(() => AggregateArguments) asked: AggregateArguments,
    @Ctx() { aggregates }: StocktakingContext,
  ): Promise<ActivityAggregate> {
    return aggregates.aggregate(asked);
  }

  @FieldResolver(() => ActivityConnection, { description: "The activities that are counted here, the latest changes first." })
  activities(
    @Root() { filter }: AggregateGroup,
    @Args(() => RowsArguments) page: RowsArguments,
    @Ctx() { activities }: StocktakingContext,
  ): Promise<ActivityConnection> {
    return activities.page(filter, null, page);
  }
}
