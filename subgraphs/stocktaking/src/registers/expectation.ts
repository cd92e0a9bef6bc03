import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { graphEnum } from "@actionline/kit/graph-enum";
import { DateScalar } from "@actionline/kit/scalars";
import type { ExpectationState as ExpectationStateName } from "@actionline/schema/hub-records";
import { Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import { StakeholderType } from "../activity/activity.enums";
import { PlaceReference } from "../references/place.reference";
import { PlanItemReference } from "../references/plan-item.reference";
import { RegisterEdit } from "./register-input";

export const ExpectationState = graphEnum<ExpectationStateName>(
  "ExpectationState",
  "Whether something is expected in a cell of the grid.",
  {
    EXPECTED: "Something is expected; the cell counts in every rate.",
    NOT_APPLICABLE: "Nothing is expected, for the reason given.",
    UNDETERMINED: "Nobody has decided yet; the cell stands outside every rate.",
  },
);

@ObjectType("Expectation", { description: "A line of the expectation register: what is expected where, decided by whom and why." })
export class Expectation {
  @Field(() => ID, { description: "The line's id." })
  readonly id!: string;

  @Field(() => PlanItemReference, { nullable: true, description: "The plan item." })
  readonly item!: PlanItemReference | null;

  @Field(() => PlaceReference, { nullable: true, description: "The place; null for every place." })
  readonly place!: PlaceReference | null;

  @Field(() => Int, { nullable: true, description: "The calendar year; null for every year." })
  readonly year!: number | null;

  // The register keeps the word as decided, so that a word of tomorrow doesn't make today's hub fail.
  @Field(() => StakeholderType, { nullable: true, description: "The stakeholder type; null for any type." })
  readonly stakeholderType!: string | null;

  @Field(() => ExpectationState, { description: "Whether something is expected." })
  readonly state!: ExpectationStateName;

  @Field(() => String, { description: "Why." })
  readonly reason!: string;

  @Field(() => String, { description: "Who decided it." })
  readonly decidedBy!: string;

  @Field(() => DateScalar, { description: "When it was decided." })
  readonly decidedOn!: string;

  @Field(() => String, { description: "Who owns the line, such as team:C7-eHealth." })
  readonly owner!: string;

  @Field(() => Float, { description: "The line's version: the sequence of the log that it was entered with." })
  readonly version!: number;
}

@ObjectType({ description: "A line of the register in its list." })
export class ExpectationEdge extends edgeOf(Expectation) {}

@ObjectType({ description: "A page of the expectation register." })
export class ExpectationConnection extends connectionOf(Expectation, ExpectationEdge) {}

@InputType({ description: "Which lines of the expectation register are meant; each field given holds, any of its values is enough." })
export class ExpectationFilter {
  @Field(() => [ID], { nullable: true, description: "Plan items." })
  items?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Places; lines for every place are listed too." })
  places?: string[] | null;

  @Field(() => [Int], { nullable: true, description: "Years; lines for every year are listed too." })
  years?: number[] | null;

  @Field(() => [ExpectationState], { nullable: true, description: "What was decided." })
  states?: ExpectationStateName[] | null;
}

@InputType({ description: "What is expected in a cell of the grid. The most specific line decides; among equals the later one." })
export class SetExpectationInput extends RegisterEdit {
  @Field(() => ID, { description: "The plan item, an action or a target." })
  item!: string;

  @Field(() => ID, { nullable: true, description: "The place; left out, every place." })
  place?: string | null;

  @Field(() => Int, { nullable: true, description: "The calendar year; left out, every year." })
  year?: number | null;

  @Field(() => StakeholderType, { nullable: true, description: "The stakeholder type; left out, any type." })
  stakeholderType?: string | null;

  @Field(() => ExpectationState, { description: "Whether something is expected." })
  state!: ExpectationStateName;

  @Field(() => String, { description: "Why, in up to 2000 characters; it stands beside every cell that it decides." })
  reason!: string;
}

@ObjectType({ description: "What setting an expectation did." })
export class SetExpectationPayload {
  @Field(() => Expectation, { description: "The line as it stands." })
  readonly expectation!: Expectation;
}
