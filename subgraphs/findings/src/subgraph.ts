import { buildSubgraph } from "@actionline/kit/build-subgraph";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import type { Appender } from "@actionline/log/appender";
import { Idempotency } from "@actionline/log/idempotency";
import type { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import type { Db } from "mongodb";
import { FindingChangeResolver } from "./change/finding-change.resolver";
import { findingsContext } from "./context";
import { FindingResolver, resolveFinding } from "./finding.resolver";
import { FindingIndex } from "./finding-index";
import { FindingLog } from "./finding-log";
import { FindingMutationResolver } from "./finding-mutation.resolver";

/** What the subgraph is given besides the database. */
export interface FindingsOptions {
  readonly index: StocktakingIndex;
  readonly appender: Appender;
  readonly clock: () => Date;
  /** The findings in memory, where somebody else reads them too; opened here where none are given. */
  readonly findings?: FindingIndex;
}

/** The subgraph of findings: what may be missing, unknown or done twice, and what those whom it is about say to it. */
export async function buildFindingsSubgraph(db: Db, { index, appender, clock, findings }: FindingsOptions): Promise<Subgraph> {
  const { schema, sdl } = await buildSubgraph(
    { resolvers: [FindingResolver, FindingMutationResolver, FindingChangeResolver] },
    { Finding: resolveFinding },
  );
  const parts = {
    db,
    index,
    appender,
    clock,
    findings: findings ?? (await FindingIndex.open(db)),
    log: new FindingLog(appender),
    idempotency: await Idempotency.open(appender.db),
  };
  return { name: "findings", schema, sdl, context: (request: RequestContext) => findingsContext(parts, request) };
}
