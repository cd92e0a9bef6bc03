import type { RequestContext } from "@actionline/kit/request-context";
import type { Db } from "mongodb";
import { AgencyRepository } from "./agency.repository";
import { type Following, SourceChanges } from "./change/source-changes";
import { type Declaring, SourceDesk } from "./declared/source-desk";
import { HarvestRunRepository } from "./harvest-run.repository";
import { type Redacting, RedactionRepository } from "./redaction/redaction.repository";
import { ScorecardRepository } from "./scorecard/scorecard.repository";
import { SourceRepository } from "./source.repository";
import { TraceRepository } from "./trace.repository";

/** What this subgraph's resolvers may use in one request. */
export interface AgenciesContext {
  readonly request: RequestContext;
  readonly agencies: AgencyRepository;
  readonly sources: SourceRepository;
  readonly runs: HarvestRunRepository;
  readonly traces: TraceRepository;
  readonly changes: SourceChanges;
  readonly redactions: RedactionRepository;
  readonly scorecards: ScorecardRepository;
  readonly desk: SourceDesk;
}

/** What this subgraph writes with; null where a process only reads. */
export interface Writing {
  readonly redacting: Redacting;
  readonly declaring: Declaring;
}

/** Repositories of one request: what they have read is read at its point of the log. */
export function agenciesContext(db: Db, following: Following, writing: Writing | null, request: RequestContext): AgenciesContext {
  const runs = new HarvestRunRepository(db, request);
  const sources = new SourceRepository(db, request, runs);
  return {
    request,
    runs,
    sources,
    agencies: new AgencyRepository(db, request),
    traces: new TraceRepository(db, request, sources, runs),
    changes: new SourceChanges(db, following, request, sources),
    redactions: new RedactionRepository(db, request, writing?.redacting ?? null),
    desk: new SourceDesk(request, writing?.declaring ?? null),
    scorecards: new ScorecardRepository(db, request, sources, runs),
  };
}
