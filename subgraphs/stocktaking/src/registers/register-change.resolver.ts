import { PageArguments } from "@actionline/kit/list-arguments";
import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { StocktakingContext } from "../context";
import {
  RegisterChange,
  RegisterChangeConnection,
  RegisterChangeFilter,
  WithdrawRegisterLineInput,
  WithdrawRegisterLinePayload,
} from "./register-change";

/** The public change log of the registers. */
@Resolver(() => RegisterChange)
export class RegisterChangeResolver {
  @Query(() => RegisterChangeConnection, {
    description: "What changed in the registers of expectations, reporting scopes, statements and commitments, the newest first.",
  })
  registerChanges(
    @Arg("filter", () => RegisterChangeFilter, { nullable: true, description: "Which ones; all where it is left out." })
    filter: RegisterChangeFilter | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { registerChanges }: StocktakingContext,
  ): Promise<RegisterChangeConnection> {
    return registerChanges.page(filter ?? {}, page);
  }

  @Mutation(() => WithdrawRegisterLinePayload, { description: "Withdraws a line of a register, with a reason. For those who may set it." })
  async withdrawRegisterLine(
    @Arg("input", () => WithdrawRegisterLineInput, { description: "Which line, and why." }) input: WithdrawRegisterLineInput,
    @Ctx() { registerChanges }: StocktakingContext,
  ): Promise<WithdrawRegisterLinePayload> {
    return { change: await registerChanges.withdraw(input) };
  }
}
