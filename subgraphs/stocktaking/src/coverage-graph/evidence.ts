import { Field, ObjectType } from "type-graphql";
import { Activity } from "../activity/activity";
import { CellReason } from "./cell-reason";
import { EvidenceStrength, type EvidenceStrengthName } from "./coverage.enums";

@ObjectType({ description: "An activity that says something about a cell, and how much." })
export class Evidence {
  @Field(() => Activity, { description: "The activity." })
  readonly activity!: Activity;

  @Field(() => EvidenceStrength, { description: "How much it says." })
  readonly strength!: EvidenceStrengthName;

  @Field(() => [CellReason], { description: "For weak evidence why it is weak; empty otherwise." })
  readonly reasons!: readonly CellReason[];
}
