import { Snapshot } from "@actionline/kit/as-of";
import { PageArguments } from "@actionline/kit/list-arguments";
import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { StocktakingContext } from "../context";
import { NameSnapshotInput, NameSnapshotPayload, SnapshotConnection } from "./snapshot";

/** Points of the log that bear a name. */
@Resolver(() => Snapshot)
export class SnapshotResolver {
  @Query(() => SnapshotConnection, { description: "Named snapshots by their names, a page at a time." })
  snapshots(@Args(() => PageArguments) page: PageArguments, @Ctx() { snapshots }: StocktakingContext): Promise<SnapshotConnection> {
    return snapshots.page(page);
  }

  @Mutation(() => NameSnapshotPayload, { description: "Names a point of the log. For the secretariat." })
  nameSnapshot(
    @Arg("input", () => NameSnapshotInput, { description: "The name, and which point." }) input: NameSnapshotInput,
    @Ctx() { snapshots }: StocktakingContext,
  ): Promise<NameSnapshotPayload> {
    return snapshots.name(input);
  }
}
