import type { IncomingHttpHeaders } from "node:http";
import type { Principal } from "@actionline/kit/access";
import type { Point } from "@actionline/kit/point";
import type { RequestContext } from "@actionline/kit/request-context";
import type { GraphQLError } from "graphql";
import { AgencyAnswers } from "./agencies/agency-answers";
import type { Begun } from "./answering/hub-engine";
import type { Reply } from "./answering/reply";
import type { Deadline } from "./deadline";
import type { FetchReport } from "./engine/execution/execution";
import type { RequestWatch } from "./observe/observer";

/** How a request is to be answered: what the way it came by allows, and where not as it says. */
export interface Manner {
  readonly planOnly?: boolean;
  readonly pinnedTo?: string | null;
  /** It came by a method that must change nothing. */
  readonly queriesOnly?: boolean;
  /** Whoever asks can take an answer in parts; without, `@defer` puts nothing off. */
  readonly inParts?: boolean;
  /** Whoever asks can take a stream of answers. */
  readonly asStream?: boolean;
  /** How it came over HTTP, for whoever looks into that. */
  readonly http?: HttpHead | null;
}

/** The head of an HTTP request. */
export interface HttpHead {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** With its question mark; "" where there is none. */
  readonly search: string;
}

/** One request as the gateway sees it, from its admission to the line in the log. */
export class Exchange {
  readonly principal: Principal;
  readonly deadline: Deadline;
  readonly startedAt = performance.now();
  /** What the subgraphs are handed; null until the operation is admitted, and for one that only asks about the schema. */
  request: RequestContext | null = null;
  /** What they are handed at another point, for one event of a subscription; null until it is admitted. */
  requestAt: ((point: Point) => RequestContext) | null = null;
  operationName: string | null = null;
  /** Whether the operation was let through: its document is one, and within the limits. */
  admitted = false;
  estimatedNodes: number | null = null;
  /** Objects that the answer came to, where the engine counted them. */
  actualNodes: number | null = null;
  /** Whether whoever asks wants to be told how the answer came about. */
  explains = false;
  /** How the operation is asked of the subgraphs, in words; of one that is to be explained, or was only to be planned. */
  plan: string | null = null;
  /** Whether the operation was planned: what fails from then on isn't the planner's doing. */
  planned = false;
  /** The operation as the engine keeps it, once it is begun. */
  begun: Begun | null = null;
  /** An answer that was made before its pipeline gives it. */
  reply: Reply | null = null;
  /** Codes of the answer's errors, for the log. */
  codes: readonly string[] = [];
  /** Errors of subgraphs, at their place in the answer. */
  readonly errors: GraphQLError[] = [];
  /** How each question to a subgraph went. */
  readonly fetches: FetchReport[] = [];
  /** What agencies had to do with the answer. */
  readonly agencies = new AgencyAnswers();
  /** Who looks on; null where nobody does. */
  watch: RequestWatch | null = null;
  /** Whether the token that it came with still stands for the same principal; null where it came with none. Never rejects. */
  stillHeld: (() => Promise<boolean>) | null = null;
  /** Whether the records are on trial. */
  sandbox = false;
  /** Errors beyond those that an answer tells. */
  errorsLeftOut = 0;
  /** Stops after planning. */
  readonly planOnly: boolean;
  /** The name of the point to read at, whatever asOf the question gives; null for what the question says. */
  readonly pinnedTo: string | null;

  readonly queriesOnly: boolean;
  readonly inParts: boolean;
  readonly asStream: boolean;
  readonly http: HttpHead | null;

  constructor(principal: Principal, deadline: Deadline, manner: Manner = {}) {
    this.principal = principal;
    this.deadline = deadline;
    this.planOnly = manner.planOnly ?? false;
    this.pinnedTo = manner.pinnedTo ?? null;
    this.queriesOnly = manner.queriesOnly ?? false;
    this.inParts = manner.inParts ?? false;
    this.asStream = manner.asStream ?? false;
    this.http = manner.http ?? null;
  }

  /** Goes on with the next event of a subscription: it reads at its own point, and nothing read for the last one is kept. */
  beginEvent(point: Point): void {
    if (this.requestAt === null) throw new Error("an event came before its subscription was admitted");
    this.request = this.requestAt(point);
    this.fetches.length = 0;
    this.agencies.clear();
  }
}

/** Apollo copies a request's context property by property, so the exchange stands one step below it. */
export interface GatewayContext {
  readonly exchange: Exchange;
}
