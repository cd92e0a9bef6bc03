import { Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { StocktakingContext } from "../context";
import { Definition } from "../registers/definition";
import { Coverage } from "./coverage";
import { CoverageArguments } from "./coverage.query";
import { CoverageCellConnection } from "./coverage-cell";
import { CellsArguments } from "./coverage-cells.arguments";
import { CoverageMatrix } from "./coverage-matrix";

/** What is covered, what is omitted, and of what nothing can be said. */
@Resolver(() => Coverage)
export class CoverageResolver {
  @Query(() => Coverage, {
    description: "Who reports work on which plan items, where and when: a slice of the grid, as rates, as cells and as a matrix.",
  })
  coverage(@Args(() => CoverageArguments) asked: CoverageArguments, @Ctx() { coverage }: StocktakingContext): Promise<Coverage> {
    return coverage.open(asked);
  }

  @FieldResolver(() => Definition, { description: "The definition that it was computed by; name its version when quoting." })
  definition(@Root() { opened }: Coverage, @Ctx() { coverage }: StocktakingContext): Definition {
    return coverage.definition(opened);
  }

  @FieldResolver(() => CoverageCellConnection, { description: "The cells, row by row in the order of the axes, a page at a time." })
  cells(
    @Root() { opened }: Coverage,
    @Args(() => CellsArguments) page: CellsArguments,
    @Ctx() { coverage }: StocktakingContext,
  ): Promise<CoverageCellConnection> {
    return coverage.cells(opened, page);
  }

  @FieldResolver(() => CoverageMatrix, { description: "The whole slice in one small answer." })
  matrix(@Root() { opened }: Coverage, @Ctx() { coverage }: StocktakingContext): Promise<CoverageMatrix> {
    return coverage.matrix(opened);
  }
}
