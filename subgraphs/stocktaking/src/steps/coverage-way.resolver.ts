import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { StocktakingContext } from "../context";
import { CoverageCell } from "../coverage-graph/coverage-cell";
import { ChangeWay } from "./coverage-way";

/** What would change a cell. */
@Resolver(() => CoverageCell)
export class CoverageWayResolver {
  @FieldResolver(() => [ChangeWay], {
    description:
      "What would change it: ways to another state, the shortest first, for a single cell that is UNKNOWN, PARTIAL or OMITTED; empty for any other.",
  })
  whatWouldChange(@Root() cell: CoverageCell, @Ctx() { ways }: StocktakingContext): Promise<ChangeWay[]> {
    return ways.ways(cell);
  }
}
