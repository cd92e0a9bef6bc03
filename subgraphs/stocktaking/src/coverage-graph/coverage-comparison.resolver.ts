import { Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { StocktakingContext } from "../context";
import { RowsArguments } from "../rows.arguments";

import { ComparedCellConnection, CoverageComparison, StateTransition } from "./coverage-comparison";
import { CoverageComparisonArguments } from "./coverage-comparison.arguments";

/** What another version of the definition would have said. */
@Resolver(() => CoverageComparison)
export class CoverageComparisonResolver {
  @Query(() => CoverageComparison, {
    description: "A slice of the grid by one version of the definition and by another, at one point: what would change, and by which line.",
  })
  coverageComparison(
    @Args(() => CoverageComparisonArguments) asked: CoverageComparisonArguments,
    @Ctx() { comparisons }: StocktakingContext,
  ): Promise<CoverageComparison> {
    return comparisons.open(asked);
  }

  @FieldResolver(() => [StateTransition], {
    description: "Base cells by their states in both; pairs of states that none has are left out.",
  })
  transitions(@Root() comparison: CoverageComparison, @Ctx() { comparisons }: StocktakingContext): Promise<StateTransition[]> {
    return comparisons.transitions(comparison);
  }

  @FieldResolver(() => ComparedCellConnection, {
    description: "Cells of which the two say something different: another state, reason, basis or number. A page at a time.",
  })
  changed(
    @Root() comparison: CoverageComparison,
    @Args(() => RowsArguments) page: RowsArguments,
    @Ctx() { comparisons }: StocktakingContext,
  ): Promise<ComparedCellConnection> {
    return comparisons.changed(comparison, page);
  }
}
