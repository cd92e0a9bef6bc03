import { ArgsType, Field, Int } from "type-graphql";

/** The arguments of a list inside an answer, which reads at the answer's own point. */
@ArgsType()
export class RowsArguments {
  @Field(() => Int, { nullable: true, description: "How many rows to give, 1 to 200; 50 where it is left out." })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "The endCursor of the page before; left out, the list's beginning." })
  after?: string | null;
}
