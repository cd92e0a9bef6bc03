import { PageArguments } from "@actionline/kit/list-arguments";
import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { StocktakingContext } from "../context";
import { Commitment, CommitmentConnection, CommitmentFilter, RecordCommitmentInput, RecordCommitmentPayload } from "./commitment";

@Resolver(() => Commitment)
export class CommitmentResolver {
  @Query(() => CommitmentConnection, { description: "What organizations committed themselves to, a page at a time." })
  commitments(
    @Arg("filter", () => CommitmentFilter, { nullable: true, description: "Which ones; all where it is left out." })
    filter: CommitmentFilter | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { commitments }: StocktakingContext,
  ): Promise<CommitmentConnection> {
    return commitments.page(filter ?? {}, page);
  }

  @Mutation(() => RecordCommitmentPayload, {
    description: "Records what an organization commits itself to. For its representative and the secretariat.",
  })
  async recordCommitment(
    @Arg("input", () => RecordCommitmentInput, { description: "Who commits itself to what, and from when." }) input: RecordCommitmentInput,
    @Ctx() { commitments }: StocktakingContext,
  ): Promise<RecordCommitmentPayload> {
    return { commitment: await commitments.record(input) };
  }
}
