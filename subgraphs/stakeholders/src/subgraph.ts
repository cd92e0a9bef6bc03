import { buildSubgraph } from "@actionline/kit/build-subgraph";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import type { Db } from "mongodb";
import { stakeholdersContext } from "./context";
import { OrganizationResolver, resolveOrganization } from "./organization.resolver";

/** The subgraph of who takes part: organizations of every stakeholder type. */
export async function buildStakeholdersSubgraph(db: Db): Promise<Subgraph> {
  const { schema, sdl } = await buildSubgraph({ resolvers: [OrganizationResolver] }, { Organization: resolveOrganization });
  return { name: "stakeholders", schema, sdl, context: (request: RequestContext) => stakeholdersContext(db, request) };
}
