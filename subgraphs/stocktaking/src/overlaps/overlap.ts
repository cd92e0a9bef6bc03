import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { DateTimeScalar } from "@actionline/kit/scalars";
import type { OverlapRecord } from "@actionline/schema/coordination-records";
import { Directive, Field, Float, ID, ObjectType } from "type-graphql";
import { Activity } from "../activity/activity";
import {
  OverlapAssertion,
  type OverlapAssertionName,
  OverlapLevel,
  type OverlapLevelName,
  OverlapState,
  type OverlapStateName,
} from "./overlap.enums";
import { OverlapDecisionNote, OverlapUndoing } from "./overlap-decision";

@ObjectType({ description: "Something that speaks for two records having to do with each other." })
export class OverlapReason {
  @Field(() => OverlapAssertion, { description: "What." })
  readonly name!: OverlapAssertionName;

  @Field(() => String, { description: "What was compared, in a sentence to check against the two records." })
  readonly detail!: string;
}

@Directive('@key(fields: "id")')
@ObjectType("Overlap", {
  description:
    "Two activities that may be records of one, or that possibly overlap, with all reasons. What the hub says here is possible; only people say duplication.",
})
export class Overlap {
  /** What the matcher found, where it found anything. */
  readonly found!: OverlapRecord | null;

  @Field(() => ID, { description: "The id of the pair, the same whichever of the two is named first." })
  readonly id!: string;

  @Field(() => OverlapLevel, {
    nullable: true,
    description: "How much they have to do with each other; null where a person decided on a pair that the hub found nothing about.",
  })
  readonly level!: OverlapLevelName | null;

  @Field(() => OverlapState, {
    nullable: true,
    description: "What has been decided; null for what is worked out for a cell and asks for no decision.",
  })
  readonly state!: OverlapStateName | null;

  @Field(() => [Activity], { description: "The two activities." })
  readonly activities!: readonly [Activity, Activity];

  @Field(() => [OverlapReason], { description: "What speaks for it; empty where only a person's decision does." })
  readonly assertions!: readonly OverlapReason[];

  @Field(() => OverlapDecisionNote, { nullable: true, description: "What a person decided; null where nobody has." })
  readonly decision!: OverlapDecisionNote | null;

  @Field(() => OverlapUndoing, {
    nullable: true,
    description: "That the last decision was taken back, and why; null while one stands, and where there never was one.",
  })
  readonly undone!: OverlapUndoing | null;

  @Field(() => String, { nullable: true, description: "Version of the matching method that found it." })
  readonly method!: string | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "Its version, for expectedVersion of a decision: the sequence of the log at which it last changed; null for what is worked out on demand.",
  })
  readonly version!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When what stands was entered; null for what is worked out on demand." })
  readonly since!: Date | null;
}

@ObjectType({ description: "An overlap in its list." })
export class OverlapEdge extends edgeOf(Overlap) {}

@ObjectType({ description: "A page of overlaps." })
export class OverlapConnection extends connectionOf(Overlap, OverlapEdge) {}
