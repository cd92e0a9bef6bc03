import type { ExpectationState as ExpectationStateName } from "@actionline/schema/hub-records";
import { Field, ID, ObjectType } from "type-graphql";
import { ExpectationState } from "../registers/expectation";

@ObjectType({ description: "Whether something is expected in one cell, and who decided so." })
export class CellExpectation {
  @Field(() => ExpectationState, { description: "Whether something is expected." })
  readonly state!: ExpectationStateName;

  @Field(() => String, { description: "Why." })
  readonly reason!: string;

  @Field(() => String, { description: "Who decided it." })
  readonly decidedBy!: string;

  @Field(() => ID, { nullable: true, description: "The line of the expectation register; null where the definition's default holds." })
  readonly record!: string | null;
}
