import { DateTimeScalar, JsonScalar } from "@actionline/kit/scalars";
import type { StakeholderType as StakeholderTypeName } from "@actionline/schema/stakeholder-type";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { StakeholderType } from "../activity/activity.enums";
import type { CellState as CellStateName } from "../coverage/cell-state";
import { CellState } from "../coverage-graph/coverage.enums";
import { ActionLineReference } from "../references/action-line.reference";
import { AgencyReference } from "../references/agency.reference";
import { OrganizationReference } from "../references/organization.reference";
import { PlaceReference } from "../references/place.reference";
import { PlanItemReference } from "../references/plan-item.reference";
import { SourceReference } from "../references/source.reference";
import type { ChangeStepKind as ChangeStepKindName } from "./change-step";
import { ChangeStepKind, StepActor, type StepActorName } from "./coverage-step.enums";

@ObjectType({ description: "One thing to be done about a cell, and who can do it." })
export class ChangeStep {
  @Field(() => ChangeStepKind, { description: "What." })
  readonly kind!: ChangeStepKindName;

  @Field(() => StepActor, { description: "Who can." })
  readonly actor!: StepActorName;

  @Field(() => String, { description: "The step as a sentence." })
  readonly text!: string;

  @Field(() => [AgencyReference], { nullable: "items", description: "The agency; where several are named, one of them is enough." })
  readonly agencies!: readonly AgencyReference[];

  @Field(() => [OrganizationReference], {
    nullable: "items",
    description: "Organizations: one of them is enough to answer for an item; types are to be stated of all of them.",
  })
  readonly organizations!: readonly OrganizationReference[];

  @Field(() => ActionLineReference, { nullable: true, description: "The action line whose team it is for." })
  readonly actionLine!: ActionLineReference | null;

  @Field(() => [PlanItemReference], { nullable: "items", description: "The plan items to be named; empty where the step names none." })
  readonly items!: readonly PlanItemReference[];

  @Field(() => [PlaceReference], { nullable: "items", description: "The places to be named; empty where the step names none." })
  readonly places!: readonly PlaceReference[];

  @Field(() => Int, { nullable: true, description: "The year to be named." })
  readonly year!: number | null;

  @Field(() => StakeholderType, { nullable: true, description: "The stakeholder type to be named; null for another than the cell's." })
  readonly stakeholderType!: StakeholderTypeName | null;

  @Field(() => SourceReference, { nullable: true, description: "The source that it is about." })
  readonly source!: SourceReference | null;

  @Field(() => ID, { nullable: true, description: "The reporting scope or statement to be withdrawn." })
  readonly record!: string | null;

  @Field(() => [ID], { description: "The activities that it is about: the first hundred." })
  readonly activities!: readonly string[];

  @Field(() => Int, { nullable: true, description: "How many activities or withheld records it is about." })
  readonly count!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "Until when to wait." })
  readonly until!: Date | null;

  @Field(() => JsonScalar, { nullable: true, description: "The filter that lists those activities: give it to activities." })
  readonly filter!: object | null;
}

@ObjectType({
  description:
    "A way to another state: all of its steps lead there, and none can be left out. What else is reported meanwhile may change more.",
})
export class ChangeWay {
  @Field(() => CellState, { description: "What the cell says once all steps are done." })
  readonly state!: CellStateName;

  @Field(() => [ChangeStep], { description: "The steps, in the order in which they can be taken." })
  readonly steps!: readonly ChangeStep[];
}
