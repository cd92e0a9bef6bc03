import type { RequestContext } from "@actionline/kit/request-context";
import type { Db } from "mongodb";
import { FacilitatorAssignmentRepository } from "./facilitator-assignment.repository";
import { TeamRepository } from "./team.repository";

/** What this subgraph's resolvers may use in one request. */
export interface TeamsContext {
  readonly teams: TeamRepository;
  readonly assignments: FacilitatorAssignmentRepository;
}

/** Repositories of one request: what they have read is read at its point of the log. */
export function teamsContext(db: Db, request: RequestContext): TeamsContext {
  return { teams: new TeamRepository(db, request), assignments: new FacilitatorAssignmentRepository(db, request) };
}
