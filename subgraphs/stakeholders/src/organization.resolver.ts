import { type Connection, connect } from "@actionline/kit/connection";
import { AsOfArguments } from "@actionline/kit/list-arguments";
import { Arg, Args, Ctx, ID, Query, Resolver } from "type-graphql";
import type { StakeholdersContext } from "./context";
import { Organization } from "./organization";
import { OrganizationConnection, OrganizationSearch } from "./organization.search";

/** What the graph can be asked about organizations. */
@Resolver(() => Organization)
export class OrganizationResolver {
  @Query(() => OrganizationConnection, { description: "Organizations that the hub knows, in the order of their ids." })
  async organizations(
    @Args(() => OrganizationSearch) search: OrganizationSearch,
    @Ctx() { organizations, request }: StakeholdersContext,
  ): Promise<Connection<Organization>> {
    return connect(await organizations.search(search), request);
  }

  @Query(() => Organization, {
    nullable: true,
    description: "One organization, or null where the hub holds none of that id; where it was merged, an error that says into which.",
  })
  organization(
    @Arg("id", () => ID, { description: "The organization's id, such as ITU." }) id: string,
    @Args(() => AsOfArguments) _at: AsOfArguments,
    @Ctx() { organizations }: StakeholdersContext,
  ): Promise<Organization | null> {
    return organizations.asked(id);
  }
}

/** Answers the gateway when another subgraph refers to an organization by id. */
export function resolveOrganization({ id }: { readonly id: string }, { organizations }: StakeholdersContext): Promise<Organization | null> {
  return organizations.byId(id);
}
