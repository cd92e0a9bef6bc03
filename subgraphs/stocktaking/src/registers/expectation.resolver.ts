import { PageArguments } from "@actionline/kit/list-arguments";
import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { StocktakingContext } from "../context";
import { Expectation, ExpectationConnection, ExpectationFilter, SetExpectationInput, SetExpectationPayload } from "./expectation";

@Resolver(() => Expectation)
export class ExpectationResolver {
  @Query(() => ExpectationConnection, { description: "The expectation register, a page at a time." })
  expectations(
    @Arg("filter", () => ExpectationFilter, { nullable: true, description: "Which ones; all where it is left out." })
    filter: ExpectationFilter | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { expectations }: StocktakingContext,
  ): Promise<ExpectationConnection> {
    return expectations.page(filter ?? {}, page);
  }

  @Mutation(() => SetExpectationPayload, {
    description: "Sets what is expected in a cell of the grid. For the moderator of the item's team and the secretariat.",
  })
  async setExpectation(
    @Arg("input", () => SetExpectationInput, { description: "The cell, what is expected there, and why." }) input: SetExpectationInput,
    @Ctx() { expectations }: StocktakingContext,
  ): Promise<SetExpectationPayload> {
    return { expectation: await expectations.set(input) };
  }
}
