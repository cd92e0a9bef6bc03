import { JsonScalar } from "@actionline/kit/scalars";
import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import type { StocktakingContext } from "../context";
import { ChangeEntry, CoverageChange, CoverageChangeConnection, CoverageChanges } from "./coverage-changes";
import { ChangedCellsArguments, CoverageChangesArguments } from "./coverage-changes.arguments";

/** What changed between two points of the log. */
@Resolver(() => CoverageChanges)
export class CoverageChangesResolver {
  @Query(() => CoverageChanges, {
    description: "What changed in a slice of the grid between two points of the log; each changed cell is put down to exactly one cause.",
  })
  coverageChanges(
    @Args(() => CoverageChangesArguments) asked: CoverageChangesArguments,
    @Ctx() { changes }: StocktakingContext,
  ): Promise<CoverageChanges> {
    return changes.open(asked);
  }

  @FieldResolver(() => CoverageChangeConnection, { description: "The changed cells, a page at a time." })
  cells(
    @Root() found: CoverageChanges,
    @Args(() => ChangedCellsArguments) asked: ChangedCellsArguments,
    @Ctx() { changes }: StocktakingContext,
  ): Promise<CoverageChangeConnection> {
    return changes.cells(found, asked);
  }
}

/** What made a cell change. */
@Resolver(() => CoverageChange)
export class CoverageChangeResolver {
  @FieldResolver(() => String, { description: "The change as a sentence." })
  text(@Root() change: CoverageChange, @Ctx() { changes }: StocktakingContext): Promise<string> {
    return changes.sentence(change);
  }

  @FieldResolver(() => [ChangeEntry], {
    description: "The records that made it; where several causes were needed, those of all of them.",
  })
  entries(
    @Root() change: CoverageChange,
    @Arg("first", () => Int, { nullable: true, description: "How many, 1 to 200; 50 where not given." }) first: number | null,
    @Ctx() { changes }: StocktakingContext,
  ): Promise<ChangeEntry[]> {
    return changes.entries(change, first);
  }

  @FieldResolver(() => JsonScalar, {
    nullable: true,
    description: "The filter that lists the activities among them: give it to activities, at the earlier point for those that are gone.",
  })
  filter(@Root() change: CoverageChange, @Ctx() { changes }: StocktakingContext): Promise<object | null> {
    return changes.filter(change);
  }
}
