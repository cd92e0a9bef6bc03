import { PageArguments } from "@actionline/kit/list-arguments";
import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { AgenciesContext } from "../context";
import { RedactInput, Redaction, RedactionConnection, RedactPayload } from "./redaction";

@Resolver(() => Redaction)
export class RedactionResolver {
  @Query(() => RedactionConnection, { description: "What was erased by order, when and why, a page at a time." })
  redactions(@Args(() => PageArguments) page: PageArguments, @Ctx() { redactions }: AgenciesContext): Promise<RedactionConnection> {
    return redactions.page(page);
  }

  @Mutation(() => RedactPayload, {
    description:
      "Erases what was published by mistake, such as personal data or a protected place, from every version that the hub keeps, and keeps it out. For the agency's publisher and the secretariat.",
  })
  async redact(
    @Arg("input", () => RedactInput, { description: "What to erase, and why." }) input: RedactInput,
    @Ctx() { redactions }: AgenciesContext,
  ): Promise<RedactPayload> {
    return { redaction: await redactions.redact(input) };
  }
}
