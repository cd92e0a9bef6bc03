import { JsonScalar } from "@actionline/kit/scalars";
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { ActivityFilter } from "../activity/activity.filter";
import type { StocktakingContext } from "../context";
import { CellExpectation } from "./cell-expectation";
import { EvidenceStrength, type EvidenceStrengthName } from "./coverage.enums";
import { CoverageCell } from "./coverage-cell";
import { Evidence } from "./evidence";
import { Responsible } from "./responsible";

/** How one knows what a cell says. */
@Resolver(() => CoverageCell)
export class CoverageCellResolver {
  @FieldResolver(() => [Evidence], {
    description: "Activities that say something about it: the strong first, then the weak, then suggested ones.",
  })
  evidence(
    @Root() cell: CoverageCell,
    @Arg("first", () => Int, { nullable: true, description: "How many, 1 to 200; 10 where not given." }) first: number | null,
    @Ctx() { cells }: StocktakingContext,
  ): Promise<Evidence[]> {
    return cells.evidence(cell, first);
  }

  @FieldResolver(() => [Responsible], {
    description: "Who answers for it, and what they declared. Where nobody does, silence means nothing.",
  })
  responsible(@Root() cell: CoverageCell, @Ctx() { cells }: StocktakingContext): Promise<Responsible[]> {
    return cells.responsible(cell);
  }

  @FieldResolver(() => CellExpectation, {
    nullable: true,
    description: "Whether something is expected, and who decided so; null for the roll-up of several cells.",
  })
  expectation(@Root() cell: CoverageCell, @Ctx() { cells }: StocktakingContext): Promise<CellExpectation | null> {
    return cells.expectation(cell);
  }

  @FieldResolver(() => JsonScalar, { description: "The filter that lists the activities behind it: give it to activities." })
  filter(
    @Root() cell: CoverageCell,
    @Arg("strengths", () => [EvidenceStrength], {
      nullable: true,
      description:
        "Which ones: STRONG alone for those that the number of activities counts, listed as dedupe asks; every record of STRONG and WEAK where not given.",
    })
    strengths: EvidenceStrengthName[] | null,
    @Ctx() { cells }: StocktakingContext,
  ): ActivityFilter {
    return cells.filter(cell, strengths);
  }
}
