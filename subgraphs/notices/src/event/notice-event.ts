import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { DateTimeScalar } from "@actionline/kit/scalars";
import type { StakeholderType as StakeholderTypeName } from "@actionline/schema/stakeholder-type";
import { Field, Float, ID, Int, ObjectType } from "type-graphql";
import { FindingReference } from "../references/finding.reference";
import { PlaceReference } from "../references/place.reference";
import { PlanItemReference } from "../references/plan-item.reference";
import { SourceReference } from "../references/source.reference";
import { StakeholderType } from "../watch/watch.enums";
import { EventKind, type EventKindName } from "./event-kind";

@ObjectType({ description: "A cell of the coverage grid that a notice names." })
export class NoticeCell {
  @Field(() => PlanItemReference, { nullable: true, description: "The plan item." })
  readonly item!: PlanItemReference | null;

  @Field(() => PlaceReference, { nullable: true, description: "The place." })
  readonly place!: PlaceReference | null;

  @Field(() => Int, { description: "The calendar year of the work." })
  readonly year!: number;

  @Field(() => StakeholderType, { nullable: true, description: "The stakeholder type; null for any type." })
  readonly stakeholderType!: StakeholderTypeName | null;
}

@ObjectType({ description: "Something that happened, as it was found. What is of one kind and was found at once is one notice." })
export class NoticeEvent {
  @Field(() => ID, { description: "The notice's id: the same wherever it is sent, so that a second delivery can be told." })
  readonly id!: string;

  @Field(() => Float, { description: "Its place in the one order of all notices." })
  readonly position!: number;

  @Field(() => EventKind, { description: "What happened." })
  readonly kind!: EventKindName;

  @Field(() => DateTimeScalar, { description: "When the hub found it." })
  readonly at!: Date;

  @Field(() => Float, {
    description: "The sequence of the log that it was found at: ask with asOf: { sequence } for what the hub knew then.",
  })
  readonly sequence!: number;

  @Field(() => String, { description: "What happened, in a sentence." })
  readonly text!: string;

  @Field(() => Int, { description: "How many things it tells of; the lists below name the first 100 of them." })
  readonly count!: number;

  @Field(() => ID, {
    nullable: true,
    description: "The watch that it belongs to; null for one that goes to those whom a finding is about.",
  })
  readonly watch!: string | null;

  @Field(() => [NoticeCell], { description: "Cells that it tells of." })
  readonly cells!: readonly NoticeCell[];

  @Field(() => [ID], { description: "Overlaps that it tells of, by id." })
  readonly overlaps!: readonly string[];

  @Field(() => [FindingReference], {
    nullable: "items",
    description: "Findings that it tells of; null for one that you may not see any more.",
  })
  readonly findings!: readonly FindingReference[];

  @Field(() => [SourceReference], { nullable: "items", description: "Sources that it tells of." })
  readonly sources!: readonly SourceReference[];
}

@ObjectType({ description: "A notice in its list." })
export class NoticeEventEdge extends edgeOf(NoticeEvent) {}

@ObjectType({ description: "A page of notices." })
export class NoticeEventConnection extends connectionOf(NoticeEvent, NoticeEventEdge) {}
