import { PageArguments } from "@actionline/kit/list-arguments";
import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { StocktakingContext } from "../context";
import { DeclareScopeInput, DeclareScopePayload, ReportingScope, ReportingScopeConnection, ReportingScopeFilter } from "./reporting-scope";

@Resolver(() => ReportingScope)
export class ReportingScopeResolver {
  @Query(() => ReportingScopeConnection, { description: "Agencies' declarations of how complete their reporting is, a page at a time." })
  reportingScopes(
    @Arg("filter", () => ReportingScopeFilter, { nullable: true, description: "Which ones; all where it is left out." })
    filter: ReportingScopeFilter | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { reportingScopes }: StocktakingContext,
  ): Promise<ReportingScopeConnection> {
    return reportingScopes.page(filter ?? {}, page);
  }

  @Mutation(() => DeclareScopePayload, {
    description: "Declares how complete an agency's reporting is; a nil return too. For a publisher of the agency.",
  })
  async declareScope(
    @Arg("input", () => DeclareScopeInput, { description: "What is declared, and for what." }) input: DeclareScopeInput,
    @Ctx() { reportingScopes }: StocktakingContext,
  ): Promise<DeclareScopePayload> {
    return { reportingScope: await reportingScopes.declare(input) };
  }
}
