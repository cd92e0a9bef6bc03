import { ArgsType, Field } from "type-graphql";
import { CoverageSliceArguments } from "./coverage.query";

@ArgsType()
export class CoverageComparisonArguments extends CoverageSliceArguments {
  @Field(() => String, { description: "Version of the definition to compute by, such as 1.0.0; definitions tells which can be run." })
  definition!: string;

  @Field(() => String, {
    nullable: true,
    description: "Version to compare it with; the one in force at the point where left out.",
  })
  against?: string | null;
}
