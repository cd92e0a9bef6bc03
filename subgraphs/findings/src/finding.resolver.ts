import { AsOfArguments, PageArguments } from "@actionline/kit/list-arguments";
import { Arg, Args, Ctx, ID, Query, Resolver } from "type-graphql";
import type { FindingsContext } from "./context";
import { Finding } from "./finding";
import { FindingConnection } from "./finding.connection";
import { FindingFilter } from "./finding.filter";

/** What the graph can be asked about findings. */
@Resolver(() => Finding)
export class FindingResolver {
  @Query(() => FindingConnection, {
    description: "Findings about absence and redundancy that you may see: those that are public, and those that you are a party to.",
  })
  findings(
    @Arg("filter", () => FindingFilter, { nullable: true, description: "Which ones; all that you may see where it is left out." })
    filter: FindingFilter | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { findings }: FindingsContext,
  ): Promise<FindingConnection> {
    return findings.page(filter ?? {}, page);
  }

  @Query(() => Finding, { nullable: true, description: "One finding; null where there is none that you may see." })
  finding(
    @Arg("id", () => ID, { description: "The finding's id." }) id: string,
    @Args(() => AsOfArguments) _at: AsOfArguments,
    @Ctx() { findings }: FindingsContext,
  ): Promise<Finding | null> {
    return findings.byId(id);
  }
}

/** Answers the gateway when another subgraph refers to a finding by id. */
export function resolveFinding({ id }: { readonly id: string }, { findings }: FindingsContext): Promise<Finding | null> {
  return findings.byId(id);
}
