import type { RequestContext } from "@actionline/kit/request-context";
import type { Db } from "mongodb";
import { OrganizationRepository } from "./organization.repository";

/** What this subgraph's resolvers may use in one request. */
export interface StakeholdersContext {
  readonly request: RequestContext;
  readonly organizations: OrganizationRepository;
}

/** Repositories of one request: what they have read is read at its point of the log. */
export function stakeholdersContext(db: Db, request: RequestContext): StakeholdersContext {
  return { request, organizations: new OrganizationRepository(db, request) };
}
