import { Field, Float, ObjectType } from "type-graphql";
import { ActionLineReference } from "../references/action-line.reference";
import { PlanItemReference } from "../references/plan-item.reference";
import { AssignmentBasis, type AssignmentBasisName } from "./activity.enums";

@ObjectType({ description: "A plan item, or a whole action line, that an activity works for, and who says so." })
export class ItemAssignment {
  @Field(() => PlanItemReference, { nullable: true, description: "The plan item; null where only a line is meant." })
  readonly item!: PlanItemReference | null;

  @Field(() => ActionLineReference, { nullable: true, description: "The item's line, or the line that is meant without an item." })
  readonly actionLine!: ActionLineReference | null;

  @Field(() => AssignmentBasis, { description: "Who says so. SUGGESTED ones await review and are no evidence." })
  readonly basis!: AssignmentBasisName;

  @Field(() => Float, { nullable: true, description: "The share of the activity in percent, where the publisher declares one." })
  readonly weight!: number | null;

  @Field(() => Float, { nullable: true, description: "For a suggestion, how sure the hub is, from 0 to 1." })
  readonly confidence!: number | null;

  @Field(() => String, { nullable: true, description: "Why the hub suggests it, or why the reviewer accepted it." })
  readonly reason!: string | null;
}
