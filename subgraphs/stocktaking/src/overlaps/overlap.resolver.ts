import { AsOfArguments, PageArguments } from "@actionline/kit/list-arguments";
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import type { StocktakingContext } from "../context";
import { ActivityCluster } from "./activity-cluster";
import { Overlap, OverlapConnection } from "./overlap";
import { OverlapFilter } from "./overlap.filter";
import { OverlapExculpationNote, OverlapVetoNote } from "./overlap-comparison";
import { DecideOverlapInput, DecideOverlapPayload, UndoOverlapDecisionInput } from "./overlap-decision.input";
import { OverlapsInArguments } from "./overlaps-in.arguments";

/** Pairs of activities that may be records of one, or that possibly overlap. */
@Resolver(() => Overlap)
export class OverlapResolver {
  @Query(() => OverlapConnection, {
    description:
      "Possible record duplicates, and requests for review as far as you may see them, with all reasons; the latest changes first.",
  })
  overlaps(
    @Arg("filter", () => OverlapFilter, { nullable: true, description: "Which ones; all where it is left out." })
    filter: OverlapFilter | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { overlaps }: StocktakingContext,
  ): Promise<OverlapConnection> {
    return overlaps.page(filter, page);
  }

  @Query(() => Overlap, { nullable: true, description: "One overlap; null where there is none at this point for you to see." })
  overlap(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Args(() => AsOfArguments) _asOf: AsOfArguments,
    @Ctx() { overlaps }: StocktakingContext,
  ): Promise<Overlap | null> {
    return overlaps.byId(id);
  }

  @Query(() => OverlapConnection, {
    description:
      "Which activities of different leads overlap in one cell, worked out as you ask: those that have most to do with each other first. Neutral facts and possible overlaps, never duplication.",
  })
  overlapsIn(
    @Args(() => OverlapsInArguments) asked: OverlapsInArguments,
    @Ctx() { cellOverlaps }: StocktakingContext,
  ): Promise<OverlapConnection> {
    return cellOverlaps.page(asked);
  }

  @Mutation(() => DecideOverlapPayload, {
    description:
      "Decides whether two activities are one, two, or related. For the secretariat; for a publisher where both are of its own agency.",
  })
  decideOverlap(
    @Arg("input", () => DecideOverlapInput, { description: "Which two, the decision and its reason." }) input: DecideOverlapInput,
    @Ctx() { overlapDecisions }: StocktakingContext,
  ): Promise<DecideOverlapPayload> {
    return overlapDecisions.decide(input);
  }

  @Mutation(() => DecideOverlapPayload, {
    description: "Takes a decision on two activities back. For the secretariat; for a publisher what its own agency decided on its own.",
  })
  undoOverlapDecision(
    @Arg("input", () => UndoOverlapDecisionInput, { description: "Which decision, and why." }) input: UndoOverlapDecisionInput,
    @Ctx() { overlapDecisions }: StocktakingContext,
  ): Promise<DecideOverlapPayload> {
    return overlapDecisions.undo(input);
  }

  @FieldResolver(() => [OverlapVetoNote], {
    description: "What shows that they are two activities and not one, and what would show it, as the two records stand.",
  })
  vetoes(@Root() overlap: Overlap, @Ctx() { overlapComparisons }: StocktakingContext): Promise<OverlapVetoNote[]> {
    return overlapComparisons.vetoes(overlap);
  }

  @FieldResolver(() => [OverlapExculpationNote], { description: "What explains the overlap, as the two records stand." })
  exculpations(@Root() overlap: Overlap, @Ctx() { overlapComparisons }: StocktakingContext): Promise<readonly OverlapExculpationNote[]> {
    return overlapComparisons.exculpations(overlap);
  }

  @FieldResolver(() => [String], {
    description: "What to know before weighing it, in sentences: that the titles couldn't be compared, or that ids are in conflict.",
  })
  notes(@Root() overlap: Overlap, @Ctx() { overlapComparisons }: StocktakingContext): Promise<string[]> {
    return overlapComparisons.notes(overlap);
  }

  @FieldResolver(() => ActivityCluster, {
    nullable: true,
    description: "The records of one activity that both belong to; null unless they are confirmed to be one.",
  })
  cluster(@Root() { state, activities }: Overlap, @Ctx() { clusters }: StocktakingContext): Promise<ActivityCluster | null> | null {
    return state === "CONFIRMED" ? clusters.of(activities[0].id, "CONFIRMED") : null;
  }
}

/** Answers the gateway when another subgraph refers to an overlap by id. */
export function resolveOverlap({ id }: { readonly id: string }, { overlaps }: StocktakingContext): Promise<Overlap | null> {
  return overlaps.byId(id);
}
