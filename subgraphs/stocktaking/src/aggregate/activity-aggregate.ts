import { Snapshot } from "@actionline/kit/as-of";
import { Citation } from "@actionline/kit/citation";
import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { JsonScalar } from "@actionline/kit/scalars";
import { Field, Float, ObjectType } from "type-graphql";
import type { ActivityFilter } from "../activity/activity.filter";
import { DedupedCount } from "../dedupe";
import { SourceStatus } from "../source-status";
import { ActivityDimension, type ActivityDimensionName } from "./activity-dimension";

@ObjectType({ description: "A value that all activities of a group share." })
export class GroupKey {
  @Field(() => ActivityDimension, { description: "The dimension." })
  readonly dimension!: ActivityDimensionName;

  @Field(() => String, { description: "The value, such as GPA-18a or KE." })
  readonly value!: string;

  @Field(() => String, { description: "The value in words." })
  readonly label!: string;
}

@ObjectType({ description: "A group of activities and how many they are. It opens to its rows." })
export class AggregateGroup {
  /** The group's key as text, by which it is told apart and ordered. */
  readonly id!: string;

  @Field(() => [GroupKey], { description: "What its activities share, one value for each dimension; empty for missing and other." })
  readonly keys!: readonly GroupKey[];

  @Field(() => DedupedCount, { description: "How many." })
  readonly count!: DedupedCount;

  @Field(() => Float, {
    description:
      "Its part of the records where each record counts once in all: one that is in several groups is split among them in equal parts. Over the groups of all pages and missing it adds up to totals.none.",
  })
  readonly apportioned!: number;

  @Field(() => JsonScalar, {
    description: "The filter that lists exactly the activities counted here: give it to activities. Its dedupe is the one asked for.",
  })
  readonly filter!: ActivityFilter;
}

@ObjectType({ description: "A group in its list." })
export class AggregateGroupEdge extends edgeOf(AggregateGroup) {}

@ObjectType({ description: "A page of groups." })
export class AggregateGroupConnection extends connectionOf(AggregateGroup, AggregateGroupEdge) {}

@ObjectType({ description: "Activities counted by what they share." })
export class ActivityAggregate {
  @Field(() => AggregateGroupConnection, { description: "The groups of this page." })
  readonly groups!: AggregateGroupConnection;

  @Field(() => AggregateGroup, {
    nullable: true,
    description: "Activities in no group of this page: those of other pages and those that having leaves out. Null where there are none.",
  })
  readonly other!: AggregateGroup | null;

  @Field(() => AggregateGroup, {
    nullable: true,
    description: "Activities that have no value in at least one of the dimensions, and so are in no group. Null where there are none.",
  })
  readonly missing!: AggregateGroup | null;

  @Field(() => DedupedCount, { description: "How many activities there are in all, each counted once." })
  readonly totals!: DedupedCount;

  @Field(() => Boolean, { description: "Whether some activity is in several groups, so that the groups add up to more than the totals." })
  readonly overlapping!: boolean;

  @Field(() => Snapshot, { description: "The point of the log that it was counted at." })
  readonly asOf!: Snapshot;

  @Field(() => [SourceStatus], { description: "The sources that it stands on." })
  readonly sources!: readonly SourceStatus[];

  @Field(() => Citation, { description: "How to cite the answer." })
  readonly cite!: Promise<Citation>;
}
