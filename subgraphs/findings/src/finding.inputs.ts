import { DateTimeScalar } from "@actionline/kit/scalars";
import type { FindingKind as FindingKindName } from "@actionline/schema/coordination-records";
import type { StakeholderType as StakeholderTypeName } from "@actionline/schema/stakeholder-type";
import { Field, Float, ID, InputType, Int } from "type-graphql";
import { FindingKind, FindingOutcome, type FindingOutcomeName, ReplyStance, type ReplyStanceName, StakeholderType } from "./finding.enums";

const KEY = "A key of your own making: the same request sent twice is done once.";
const VERSION = "The version that you judged, as version told it; refused where the finding changed since.";

@InputType({ description: "A survey of the whole hub for findings." })
export class SurveyFindingsInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

@InputType({
  description:
    "A finding drafted by hand: about a cell of the grid (item, place, year, type), an activity, a line, or a pair of activities.",
})
export class DraftFindingInput {
  @Field(() => FindingKind, { description: "What it says." })
  kind!: FindingKindName;

  @Field(() => ID, { nullable: true, description: "The plan item; needed for every kind that is about a cell or an item." })
  item?: string | null;

  @Field(() => ID, { nullable: true, description: "The action line, for O7_SYNTHESIS; otherwise it follows from the item." })
  actionLine?: string | null;

  @Field(() => ID, { nullable: true, description: "The place; needed for every kind that is about a cell." })
  place?: string | null;

  @Field(() => Int, { nullable: true, description: "The calendar year; needed for every kind but a candidate duplication." })
  year?: number | null;

  @Field(() => StakeholderType, { nullable: true, description: "The stakeholder type; needed for O4_BREADTH." })
  stakeholderType?: StakeholderTypeName | null;

  @Field(() => [ID], { nullable: true, description: "The activities: two for a candidate duplication, one for O3_FOLLOW_THROUGH." })
  activities?: string[] | null;

  @Field(() => String, { description: "What it stands on, in sentences that those whom it is about can check." })
  reason!: string;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

@InputType({ description: "One finding of a notice." })
export class NotifiedFindingInput {
  @Field(() => ID, { description: "The finding." })
  finding!: string;

  @Field(() => Float, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: "Tells those whom drafts are about, and gives them time to reply. All of them or none." })
export class NotifyFindingsInput {
  @Field(() => [NotifiedFindingInput], { description: "The drafts, 1 to 100." })
  findings!: NotifiedFindingInput[];

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      "Until when replies are awaited; 30 days from now where it is left out. Never less than 30 days for what says that something is missing or done twice, and never less than 7.",
  })
  deadline?: Date | null;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

@InputType({ description: "A reply of one whom a finding is about. It stands beside the finding wherever that is shown." })
export class ReplyToFindingInput {
  @Field(() => ID, { description: "The finding." })
  finding!: string;

  @Field(() => ReplyStance, { description: "What you make of it." })
  stance!: ReplyStanceName;

  @Field(() => String, { description: "The reply, 1 to 5000 characters. It becomes public with the finding." })
  text!: string;

  @Field(() => Float, { nullable: true, description: VERSION })
  expectedVersion?: number | null;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

@InputType({ description: "A decision on a finding, once those whom it is about were heard." })
export class DecideFindingInput {
  @Field(() => ID, { description: "The finding." })
  finding!: string;

  @Field(() => FindingOutcome, { description: "The decision. A confirmed candidate duplication is a confirmed duplication." })
  outcome!: FindingOutcomeName;

  @Field(() => String, { description: "Why, and whose decision it is, 1 to 2000 characters." })
  reason!: string;

  @Field(() => Float, { nullable: true, description: VERSION })
  expectedVersion?: number | null;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

@InputType({ description: "The end of a finding whose matter is settled, or of a draft that isn't to be pursued." })
export class ResolveFindingInput {
  @Field(() => ID, { description: "The finding." })
  finding!: string;

  @Field(() => String, { description: "How it was settled, 1 to 2000 characters." })
  reason!: string;

  @Field(() => Float, { nullable: true, description: VERSION })
  expectedVersion?: number | null;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}
