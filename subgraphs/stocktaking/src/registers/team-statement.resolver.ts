import { PageArguments } from "@actionline/kit/list-arguments";
import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { StocktakingContext } from "../context";
import { SignStatementInput, SignStatementPayload, TeamStatement, TeamStatementConnection, TeamStatementFilter } from "./team-statement";

@Resolver(() => TeamStatement)
export class TeamStatementResolver {
  @Query(() => TeamStatementConnection, { description: "Nil statements that teams signed, a page at a time." })
  teamStatements(
    @Arg("filter", () => TeamStatementFilter, { nullable: true, description: "Which ones; all where it is left out." })
    filter: TeamStatementFilter | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { teamStatements }: StocktakingContext,
  ): Promise<TeamStatementConnection> {
    return teamStatements.page(filter ?? {}, page);
  }

  @Mutation(() => SignStatementPayload, {
    description: "Signs a team's statement that companies or civil society did nothing here. For the moderator of the team.",
  })
  async signStatement(
    @Arg("input", () => SignStatementInput, { description: "What is stated, and how the team knows." }) input: SignStatementInput,
    @Ctx() { teamStatements }: StocktakingContext,
  ): Promise<SignStatementPayload> {
    return { statement: await teamStatements.sign(input) };
  }
}
