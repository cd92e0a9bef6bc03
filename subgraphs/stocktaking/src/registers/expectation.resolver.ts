import { PageArguments } from "@actionline/kit/list-arguments";
import { Arg, Args, Ctx, Query, Resolver } from "type-graphql";
import type { StocktakingContext } from "../context";
import { Expectation, ExpectationConnection, ExpectationFilter } from "./expectation";

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
}
