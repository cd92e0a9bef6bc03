import { buildSubgraph } from "@actionline/kit/build-subgraph";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import type { Db } from "mongodb";
import { AgencyResolver, resolveAgency } from "./agency.resolver";
import { SourceChangeResolver } from "./change/source-change.resolver";
import type { Following } from "./change/source-changes";
import { agenciesContext } from "./context";
import { resolveSource, SourceResolver } from "./source.resolver";
import { TraceResolver } from "./trace.resolver";

/** The subgraph of who reports: agencies, their sources with age and runs, and each record's way into the hub. */
export async function buildAgenciesSubgraph(db: Db, following: Following = { clock: () => new Date() }): Promise<Subgraph> {
  const { schema, sdl } = await buildSubgraph(
    { resolvers: [AgencyResolver, SourceResolver, TraceResolver, SourceChangeResolver] },
    { Agency: resolveAgency, Source: resolveSource },
  );
  return { name: "agencies", schema, sdl, context: (request: RequestContext) => agenciesContext(db, following, request) };
}
