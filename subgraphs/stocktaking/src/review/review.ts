import { graphEnum } from "@actionline/kit/graph-enum";
import type { ReviewRecord } from "@actionline/schema/hub-records";
import { Field, Float, ID, InputType, ObjectType } from "type-graphql";
import { Activity } from "../activity/activity";
import { ItemAssignment } from "../activity/item-assignment";

export type ReviewDecisionName = ReviewRecord["decision"];

export const ReviewDecision = graphEnum<ReviewDecisionName>("ReviewDecision", "What a reviewer decides on a suggested assignment.", {
  ACCEPTED: "The activity works for it: from now on it counts as evidence.",
  REJECTED: "It doesn't: the suggestion is shown no more.",
});

@InputType({ description: "A decision on one suggestion of the hub. It stands until it is decided anew, whatever later harvests bring." })
export class ReviewAssignmentInput {
  @Field(() => ID, { description: "The activity." })
  activity!: string;

  @Field(() => ID, { nullable: true, description: "The suggested plan item. Give either item or actionLine." })
  item?: string | null;

  @Field(() => ID, { nullable: true, description: "The suggested line, where the hub suggests a line without an item." })
  actionLine?: string | null;

  @Field(() => ReviewDecision, { description: "The decision." })
  decision!: ReviewDecisionName;

  @Field(() => String, { description: "Why, in a sentence that stands beside the assignment." })
  reason!: string;

  @Field(() => String, { description: "A key of your own making: the same request sent twice is done once." })
  idempotencyKey!: string;

  @Field(() => Float, {
    nullable: true,
    description: "The version of the activity that you judged, as provenance.sequence told it; refused where it changed since.",
  })
  expectedVersion?: number | null;
}

@ObjectType({ description: "What a review did." })
export class ReviewAssignmentPayload {
  @Field(() => Activity, { description: "The activity, as it stands after the decision." })
  readonly activity!: Activity;

  @Field(() => ItemAssignment, { nullable: true, description: "The assignment; null where it was rejected." })
  readonly assignment!: ItemAssignment | null;
}
