import { Evidenced } from "@actionline/kit/evidenced";
import type { SdgLink as SdgLinkRecord } from "@actionline/schema/reference-records";
import { Field, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "That an action line serves a Sustainable Development Goal, as the facilitators' matrix says." })
export class SdgLink extends Evidenced implements SdgLinkRecord {
  @Field(() => Int, { description: "The goal, 1 to 17." })
  readonly goal!: number;

  @Field(() => [String], { description: "Its targets that the matrix cites, such as 3.8; none where it cites only the goal." })
  readonly targets!: readonly string[];

  @Field(() => Boolean, { description: "True where the matrix's two tables differ about this link." })
  readonly disputed!: boolean;
}
