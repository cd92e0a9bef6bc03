import { Field, ID, Int, ObjectType } from "type-graphql";
import { Activity } from "../activity/activity";

@ObjectType({ description: "A record of an activity that is reported more than once." })
export class ClusterRecord {
  @Field(() => Activity, { description: "The record." })
  readonly activity!: Activity;

  @Field(() => Boolean, {
    description: "Whether it is the one that stands for all where records of one activity count once: the first to come in.",
  })
  readonly representative!: boolean;
}

@ObjectType({ description: "Records of one and the same activity. All are kept; together they count once." })
export class ActivityCluster {
  /** Rows of its records, the representative first. */
  readonly rows!: readonly number[];

  @Field(() => ID, { description: "The id of the record that came in first. Records that come in later don't change it." })
  readonly id!: string;

  @Field(() => Int, { description: "How many records there are." })
  readonly size!: number;
}
