import type { FindingState as FindingStateName } from "@actionline/schema/coordination-records";
import { Field, ObjectType } from "type-graphql";
import { FindingState } from "../finding.enums";

@ObjectType({ description: "A finding that moved on, or that you may see from now on. Its answer is read at the point of that change." })
export class FindingChange {
  /** The finding's id; the graph shows the finding itself. */
  readonly finding!: string;

  @Field(() => FindingState, {
    nullable: true,
    description: "The state that it was in before; null where there was none, or none that you were allowed to see.",
  })
  readonly stateBefore!: FindingStateName | null;
}
