import { DateTimeScalar } from "@actionline/kit/scalars";
import type { FindingKind as FindingKindName, FindingState as FindingStateName } from "@actionline/schema/coordination-records";
import { Directive, Field, Float, ID, Int, ObjectType } from "type-graphql";
import { FindingKind, FindingLevel, type FindingLevelName, FindingState, StakeholderType } from "./finding.enums";
import { FindingDecision, FindingEvidence, FindingParty, FindingReply, FindingResolution } from "./finding.parts";
import { ActionLineReference } from "./references/action-line.reference";
import { ActivityReference } from "./references/activity.reference";
import { PlaceReference } from "./references/place.reference";
import { PlanItemReference } from "./references/plan-item.reference";

@Directive('@key(fields: "id")')
@ObjectType("Finding", {
  description:
    "A statement about absence or redundancy, with the right of reply of those whom it is about. Machines draft it and write no more than possible; people decide. It is seen by those alone until they were heard.",
})
export class Finding {
  @Field(() => ID, { description: "The finding's id: the same as long as it is about the same." })
  readonly id!: string;

  @Field(() => FindingKind, { description: "What it says." })
  readonly kind!: FindingKindName;

  @Field(() => FindingState, { description: "How far it has come." })
  readonly state!: FindingStateName;

  @Field(() => String, { description: "What may be said of it in public, as it stands: use these words and no stronger ones." })
  readonly wording!: string;

  @Field(() => FindingLevel, {
    nullable: true,
    description: "For an overlap of two activities how far it has come; null for the other kinds.",
  })
  readonly level!: FindingLevelName | null;

  @Field(() => PlanItemReference, { nullable: true, description: "The plan item that it is about; null where it is about none alone." })
  readonly item!: PlanItemReference | null;

  @Field(() => ActionLineReference, { nullable: true, description: "The action line that it is about." })
  readonly actionLine!: ActionLineReference | null;

  @Field(() => PlaceReference, { nullable: true, description: "The place; null where it is about several, which its evidence names." })
  readonly place!: PlaceReference | null;

  @Field(() => Int, { nullable: true, description: "The calendar year of the work." })
  readonly year!: number | null;

  @Field(() => StakeholderType, { nullable: true, description: "The stakeholder type; null for any type." })
  readonly stakeholderType!: string | null;

  @Field(() => [ActivityReference], { nullable: "items", description: "The activities that it is about, if any." })
  readonly activities!: readonly ActivityReference[];

  @Field(() => ID, { nullable: true, description: "The overlap that it is about, for a candidate duplication." })
  readonly overlap!: string | null;

  @Field(() => DateTimeScalar, { description: "Since when it has held, as far as the hub has seen." })
  readonly since!: Date;

  @Field(() => [FindingParty], { description: "Those whom it is about. Each may reply." })
  readonly parties!: readonly FindingParty[];

  @Field(() => [FindingEvidence], { description: "What it stands on, in sentences that a person can check." })
  readonly evidence!: readonly FindingEvidence[];

  @Field(() => String, { description: "The version of the coverage definition that it was drafted under." })
  readonly definition!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: "When those whom it is about were told; null for a draft." })
  readonly notifiedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "Until when replies are awaited before anything is decided or made public." })
  readonly deadline!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "From when on everybody sees it: the deadline, or when all had replied. Null where it isn't to be public.",
  })
  readonly publicSince!: Date | null;

  @Field(() => [FindingReply], { description: "The replies, the first one first. They stand beside it wherever it is shown." })
  readonly replies!: readonly FindingReply[];

  @Field(() => FindingDecision, { nullable: true, description: "What was decided, by whom and why; null while nothing is." })
  readonly decision!: FindingDecision | null;

  @Field(() => FindingResolution, { nullable: true, description: "How it came to its end; null while it stands." })
  readonly resolution!: FindingResolution | null;

  @Field(() => Float, { description: "The version that is shown; give it as expectedVersion with what you do on it." })
  readonly version!: number;
}
