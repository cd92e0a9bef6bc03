import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createGateway, type Gateway, type GatewayOptions } from "@actionline/gateway/gateway";
import type { Subgraph } from "@actionline/kit/subgraph";
import { Appender } from "@actionline/log/appender";
import { resolveAsOf, settleAsOf } from "@actionline/log/as-of";
import type { Space } from "@actionline/schema/entry-kind";
import { COVERAGE_DEFINITION } from "@actionline/stocktaking/coverage-graph/coverage-definition";
import { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import type { Db, MongoClient } from "mongodb";
import { repositoryRoot } from "../repository-root";
import { buildSubgraphs } from "./build-subgraphs";
import { loadReferenceData } from "./load-reference-data";
import { Tokens } from "./tokens";

export interface HubOptions {
  readonly client: MongoClient;
  readonly db: Db;
  readonly space: Space;
  readonly clock?: () => Date;
  /** What the gateway loads; the committed `schema/supergraph.graphql` where none is given. */
  readonly supergraphSdl?: string;
  readonly settings?: GatewayOptions["settings"];
  readonly logger?: GatewayOptions["logger"];
  /** Only looks: takes no lease and writes nothing, so that it may stand beside a hub that runs. */
  readonly observe?: boolean;
  /** The database as each subgraph reads it; `db` where not given. */
  readonly databaseOf?: (subgraph: string) => Db;
}

/** A whole hub in this process. Production and tests open the same. */
export interface Hub extends Pick<Gateway, "listen" | "execute" | "explain"> {
  readonly client: MongoClient;
  readonly db: Db;
  readonly clock: () => Date;
  readonly appender: Appender;
  readonly index: StocktakingIndex;
  readonly subgraphs: readonly Subgraph[];
  readonly tokens: Tokens;
  /** Finishes the running requests, then gives the lease back. The database connection stays its opener's. */
  close(): Promise<void>;
}

/** Opens a hub over a database: reference data and definitions brought up to date, subgraphs, index, gateway. */
export async function openHub({ client, db, space, ...options }: HubOptions): Promise<Hub> {
  const clock = options.clock ?? (() => new Date());
  const observe = options.observe === true;
  const appender = observe ? Appender.observe(db, space) : await Appender.acquire(client, db, { space, clock });
  try {
    if (!observe) await loadWhatTheHubKnows(db, appender);
    const index = await StocktakingIndex.open(db);
    const stopFollowing = appender.onCommit((sequence) => void index.reach(sequence).catch(() => undefined));
    const subgraphs = await buildSubgraphs({ databaseOf: options.databaseOf ?? (() => db), index, appender, clock });
    const tokens = new Tokens(db);
    const gateway = await createGateway({
      supergraphSdl: options.supergraphSdl ?? (await committedSupergraph()),
      subgraphs,
      // Settling an instant may write: one that only looks answers by what is committed, and names the point it read at.
      resolvePoint: (input, now) => (observe ? resolveAsOf(db, input, now) : settleAsOf(db, input, now)),
      principalOf: (token) => tokens.principalOf(token),
      readiness: () => readinessOf(db),
      clock,
      ...(options.settings !== undefined && { settings: options.settings }),
      ...(options.logger !== undefined && { logger: options.logger }),
    });
    return {
      client,
      db,
      clock,
      appender,
      index,
      subgraphs,
      tokens,
      listen: (port, host) => gateway.listen(port, host),
      execute: (question, asker) => gateway.execute(question, asker),
      explain: (query, variables) => gateway.explain(query, variables),
      close: async () => {
        await gateway.stop();
        stopFollowing();
        await appender.release();
      },
    };
  } catch (error) {
    await appender.release();
    throw error;
  }
}

async function loadWhatTheHubKnows(db: Db, appender: Appender): Promise<void> {
  await loadReferenceData(db, appender);
  const definition = { kind: "DEFINITION", operation: "UPSERT", owner: "hub:definitions" } as const;
  await appender.append([{ ...definition, subject: COVERAGE_DEFINITION.id, record: COVERAGE_DEFINITION }]);
}

function committedSupergraph(): Promise<string> {
  return readFile(join(repositoryRoot(), "schema/supergraph.graphql"), "utf8").catch(() => {
    throw new Error('schema/supergraph.graphql is missing: make it with "npm run schema".');
  });
}

async function readinessOf(db: Db): Promise<{ ready: boolean; reasons: string[] }> {
  const answers = await db.command({ ping: 1 }, { timeoutMS: 2_000 }).then(
    () => true,
    () => false,
  );
  return answers ? { ready: true, reasons: [] } : { ready: false, reasons: ["The database doesn't answer."] };
}
