import type { Principal } from "@actionline/kit/access";
import type { RequestContext } from "@actionline/kit/request-context";
import type { QueryPlan } from "@apollo/query-planner";
import type { GraphQLError } from "graphql";
import type { Deadline } from "./deadline";

/** How a request is to be answered, where not as it says. */
export interface Manner {
  readonly planOnly?: boolean;
  readonly pinnedTo?: string | null;
}

/** One request as the gateway sees it, from its admission to the line in the log. */
export class Exchange {
  readonly principal: Principal;
  readonly deadline: Deadline;
  readonly startedAt = performance.now();
  /** What the subgraphs are handed; null until the operation is admitted, and for one that only asks about the schema. */
  request: RequestContext | null = null;
  operationName: string | null = null;
  estimatedNodes: number | null = null;
  plan: QueryPlan | null = null;
  /** Codes of the answer's errors, for the log. */
  codes: readonly string[] = [];
  /** Errors of subgraphs, at their place in the answer. */
  readonly errors: GraphQLError[] = [];
  /** Errors beyond those that an answer tells. */
  errorsLeftOut = 0;
  /** Stops after planning. */
  readonly planOnly: boolean;
  /** The name of the point to read at, whatever asOf the question gives; null for what the question says. */
  readonly pinnedTo: string | null;

  constructor(principal: Principal, deadline: Deadline, { planOnly = false, pinnedTo = null }: Manner = {}) {
    this.principal = principal;
    this.deadline = deadline;
    this.planOnly = planOnly;
    this.pinnedTo = pinnedTo;
  }
}

/** Apollo copies a request's context property by property, so the exchange stands one step below it. */
export interface GatewayContext {
  readonly exchange: Exchange;
}
