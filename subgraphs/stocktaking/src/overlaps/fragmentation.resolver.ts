import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { StocktakingContext } from "../context";
import { CoverageCell } from "../coverage-graph/coverage-cell";
import { CellFragmentation } from "./fragmentation";

/** How the work in a cell is spread over leads. */
@Resolver(() => CoverageCell)
export class FragmentationResolver {
  @FieldResolver(() => CellFragmentation, {
    nullable: true,
    description:
      "Who leads the work that covers it, and whether a team joins them: a neutral fact. Null unless the cell is one item in one country or region and one year.",
  })
  fragmentation(@Root() cell: CoverageCell, @Ctx() { fragmentations }: StocktakingContext): Promise<CellFragmentation | null> {
    return fragmentations.of(cell);
  }
}
