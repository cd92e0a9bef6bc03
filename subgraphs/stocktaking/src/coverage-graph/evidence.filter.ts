import type { PlaceLevel as PlaceLevelName } from "@actionline/schema/reference-records";
import type { StakeholderType as StakeholderTypeName } from "@actionline/schema/stakeholder-type";
import { Field, ID, InputType, Int } from "type-graphql";
import { StakeholderType } from "../activity/activity.enums";
import type { CoverageAxis as CoverageAxisName } from "../coverage/coverage-query";
import { CoverageAxis, EvidenceStrength, type EvidenceStrengthName } from "./coverage.enums";
import { PlaceLevel } from "./place-level";

@InputType({ description: "A value on an axis of the grid." })
export class AxisValueInput {
  @Field(() => CoverageAxis, { description: "The axis." })
  axis!: CoverageAxisName;

  @Field(() => String, { description: "The value, such as GPA-18a or 002." })
  value!: string;
}

@InputType({ description: "A cell of the coverage grid: the question that the grid answers, and where in it the cell stands." })
export class EvidenceFilter {
  @Field(() => [AxisValueInput], { description: "Where the cell stands: one value for each axis, as its keys tell." })
  at!: AxisValueInput[];

  @Field(() => [EvidenceStrength], {
    nullable: true,
    description: "How much it says for one of the base cells of the cell at least; STRONG and WEAK where left out.",
  })
  strengths?: EvidenceStrengthName[] | null;

  @Field(() => [ID], { nullable: true, description: "Plan items of the grid." })
  items?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Action lines of the grid." })
  actionLines?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Places of the grid." })
  places?: string[] | null;

  @Field(() => PlaceLevel, { nullable: true, description: "The level of the grid's places." })
  placeLevel?: PlaceLevelName | null;

  @Field(() => [Int], { nullable: true, description: "Calendar years of the grid; the last closed one where left out." })
  years?: number[] | null;

  @Field(() => [StakeholderType], { nullable: true, description: "Stakeholder types of the grid." })
  stakeholderTypes?: StakeholderTypeName[] | null;

  @Field(() => String, {
    nullable: true,
    description: "Version of the definition that the grid was computed by; the one in force at the point where left out.",
  })
  definition?: string | null;
}
