import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { StocktakingContext } from "../context";
import { ReviewAssignmentInput, ReviewAssignmentPayload } from "./review";

/** Decisions on what the hub suggests. */
@Resolver(() => ReviewAssignmentPayload)
export class ReviewResolver {
  @Mutation(() => ReviewAssignmentPayload, { description: "Accepts or rejects a suggested assignment. For the secretariat." })
  reviewAssignment(
    @Arg("input", () => ReviewAssignmentInput, { description: "Which suggestion, the decision and its reason." })
    input: ReviewAssignmentInput,
    @Ctx() { reviews }: StocktakingContext,
  ): Promise<ReviewAssignmentPayload> {
    return reviews.decide(input);
  }
}
