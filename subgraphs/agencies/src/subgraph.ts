import { buildSubgraph } from "@actionline/kit/build-subgraph";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import type { Appender } from "@actionline/log/appender";
import { Idempotency } from "@actionline/log/idempotency";
import { prepareMirror } from "@actionline/mirror/known-things";
import type { Db } from "mongodb";
import { AgencyResolver, resolveAgency } from "./agency.resolver";
import { SourceChangeResolver } from "./change/source-change.resolver";
import type { Following } from "./change/source-changes";
import { agenciesContext } from "./context";
import { prepareHarvest } from "./feed/harvest";
import type { Redacting } from "./redaction/redaction.repository";
import { RedactionResolver } from "./redaction/redaction.resolver";
import { resolveSource, SourceResolver } from "./source.resolver";
import { TraceResolver } from "./trace.resolver";

export interface AgenciesOptions extends Following {
  /** What redactions are written with; nothing is redacted without. */
  readonly writer?: Appender | undefined;
}

/** The subgraph of who reports: agencies, their sources with age and runs, each record's way into the hub, what was redacted. */
export async function buildAgenciesSubgraph(db: Db, options: AgenciesOptions = { clock: () => new Date() }): Promise<Subgraph> {
  const { schema, sdl } = await buildSubgraph(
    { resolvers: [AgencyResolver, SourceResolver, TraceResolver, SourceChangeResolver, RedactionResolver] },
    { Agency: resolveAgency, Source: resolveSource },
  );
  const redacting = await redactingBy(options);
  return { name: "agencies", schema, sdl, context: (request: RequestContext) => agenciesContext(db, options, redacting, request) };
}

async function redactingBy({ writer, clock }: AgenciesOptions): Promise<Redacting | null> {
  if (writer === undefined) return null;
  await prepareHarvest(writer.db);
  await prepareMirror(writer.db);
  return { appender: writer, idempotency: await Idempotency.open(writer.db), clock };
}
