import { buildSubgraph } from "@actionline/kit/build-subgraph";
import { type Resolve, resolveByServers } from "@actionline/kit/egress/resolve-public";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import type { Appender } from "@actionline/log/appender";
import { Idempotency } from "@actionline/log/idempotency";
import { prepareMirror } from "@actionline/mirror/known-things";
import type { Db } from "mongodb";
import { AgencyResolver, resolveAgency } from "./agency.resolver";
import { SourceChangeResolver } from "./change/source-change.resolver";
import type { Following } from "./change/source-changes";
import { agenciesContext, type Writing } from "./context";
import { DeclareSourceResolver } from "./declared/declare-source.resolver";
import { prepareHarvest } from "./feed/harvest";
import { RedactionResolver } from "./redaction/redaction.resolver";
import { resolveSource, SourceResolver } from "./source.resolver";
import { TraceResolver } from "./trace.resolver";

export interface AgenciesOptions extends Following {
  /** What redactions and declarations are written with; nothing is without. */
  readonly writer?: Appender | undefined;
  /** Lets sources be at addresses of this machine itself: for tests and demonstrations only. */
  readonly allowLocal?: boolean | undefined;
  /** Looks up the hosts of addresses; asks the system's name servers where it isn't given. */
  readonly resolve?: Resolve | undefined;
}

/** The subgraph of who reports: agencies, their sources with age and runs, each record's way into the hub, what was redacted. */
export async function buildAgenciesSubgraph(db: Db, options: AgenciesOptions = { clock: () => new Date() }): Promise<Subgraph> {
  const { schema, sdl } = await buildSubgraph(
    { resolvers: [AgencyResolver, SourceResolver, TraceResolver, SourceChangeResolver, RedactionResolver, DeclareSourceResolver] },
    { Agency: resolveAgency, Source: resolveSource },
  );
  const writing = await writingBy(options);
  return { name: "agencies", schema, sdl, context: (request: RequestContext) => agenciesContext(db, options, writing, request) };
}

async function writingBy({ writer, clock, allowLocal = false, resolve = resolveByServers() }: AgenciesOptions): Promise<Writing | null> {
  if (writer === undefined) return null;
  await prepareHarvest(writer.db);
  await prepareMirror(writer.db);
  const idempotency = await Idempotency.open(writer.db);
  return {
    redacting: { appender: writer, idempotency, clock },
    declaring: { appender: writer, idempotency, allowLocal, resolve },
  };
}
