import { Field, Float, ID, InputType, ObjectType } from "type-graphql";
import { Activity } from "../activity/activity";
import { Overlap } from "./overlap";
import { OverlapDecision, type OverlapDecisionName, OverlapRelation, type OverlapRelationName } from "./overlap.enums";

@InputType({ description: "A decision on two activities. It stands until it is decided anew or undone, whatever later harvests bring." })
export class DecideOverlapInput {
  @Field(() => ID, { description: "One activity." })
  one!: string;

  @Field(() => ID, { description: "The other one. Any two can be decided on, proposed or not." })
  other!: string;

  @Field(() => OverlapDecision, { description: "The decision." })
  decision!: OverlapDecisionName;

  @Field(() => OverlapRelation, { nullable: true, description: "How they are related; give it with RELATED, and with nothing else." })
  relation?: OverlapRelationName | null;

  @Field(() => String, { description: "Why, in a sentence that stands beside the decision; up to 2000 characters." })
  reason!: string;

  @Field(() => String, { description: "A key of your own making: the same request sent twice is done once." })
  idempotencyKey!: string;

  @Field(() => Float, {
    nullable: true,
    description: "The version of the overlap that you judged, 0 where there was none; refused where it changed since.",
  })
  expectedVersion?: number | null;
}

@InputType({ description: "Takes a decision back: what the hub finds about the two activities holds again." })
export class UndoOverlapDecisionInput {
  @Field(() => ID, { description: "The overlap." })
  overlap!: string;

  @Field(() => String, { description: "Why, in a sentence that is kept beside the end of the decision; up to 2000 characters." })
  reason!: string;

  @Field(() => String, { description: "A key of your own making: the same request sent twice is done once." })
  idempotencyKey!: string;

  @Field(() => Float, { nullable: true, description: "The version of the overlap that you judged; refused where it changed since." })
  expectedVersion?: number | null;
}

@ObjectType({ description: "What a decision on two activities did." })
export class DecideOverlapPayload {
  @Field(() => Overlap, {
    nullable: true,
    description: "The overlap as it stands after the decision; null where nothing is left of it once a decision was undone.",
  })
  readonly overlap!: Overlap | null;

  @Field(() => [Activity], { description: "The two activities." })
  readonly activities!: readonly Activity[];
}
