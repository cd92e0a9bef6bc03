import { buildSubgraph } from "@actionline/kit/build-subgraph";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import type { Db } from "mongodb";
import { teamsContext } from "./context";
import { FacilitatorAssignmentResolver } from "./facilitator-assignment.resolver";
import { ActionLineTeamResolver, resolveTeam, TeamResolver } from "./team.resolver";

/** The subgraph of the action lines' teams and of who facilitates them. */
export async function buildTeamsSubgraph(db: Db): Promise<Subgraph> {
  const { schema, sdl } = await buildSubgraph(
    { resolvers: [TeamResolver, ActionLineTeamResolver, FacilitatorAssignmentResolver] },
    { Team: resolveTeam },
  );
  return { name: "teams", schema, sdl, context: (request: RequestContext) => teamsContext(db, request) };
}
