import { AsOfArguments } from "@actionline/kit/list-arguments";
import type { AgencyRecord } from "@actionline/schema/hub-records";
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { Agency } from "./agency";
import type { AgenciesContext } from "./context";
import { OrganizationReference } from "./organization.reference";
import { ScorecardLight } from "./scorecard/scorecard";
import { Source } from "./source";

/** What the graph can be asked about who reports. */
@Resolver(() => Agency)
export class AgencyResolver {
  @Query(() => [Agency], { description: "Every agency that reports to the hub, in the order of their short names." })
  agencies(@Args(() => AsOfArguments) _at: AsOfArguments, @Ctx() { agencies }: AgenciesContext): Promise<AgencyRecord[]> {
    return agencies.all();
  }

  @Query(() => Agency, { nullable: true, description: "One agency, or null where none of that name reports." })
  agency(
    @Arg("id", () => ID, { description: "The agency's short name." }) id: string,
    @Args(() => AsOfArguments) _at: AsOfArguments,
    @Ctx() { agencies }: AgenciesContext,
  ): Promise<AgencyRecord | null> {
    return agencies.byId(id);
  }

  @FieldResolver(() => OrganizationReference, { nullable: true, description: "The organization that this agency is." })
  organization(@Root() agency: AgencyRecord): OrganizationReference {
    return { id: agency.organization };
  }

  @FieldResolver(() => [Source], { description: "What the hub harvests from it." })
  sources(@Root() agency: AgencyRecord, @Ctx() { sources }: AgenciesContext): Promise<Source[]> {
    return sources.ofAgency(agency.id);
  }

  @FieldResolver(() => [ScorecardLight], {
    description: "How its reporting stands, as separate lights and never as one rank: what was counted, and how to turn each green.",
  })
  async scorecard(@Root() agency: AgencyRecord, @Ctx() { scorecards }: AgenciesContext): Promise<ScorecardLight[]> {
    return [...(await scorecards.lights(agency.id))];
  }
}

/** Answers the gateway when another subgraph refers to an agency by its short name. */
export function resolveAgency({ id }: { readonly id: string }, { agencies }: AgenciesContext): Promise<AgencyRecord | null> {
  return agencies.byId(id);
}
