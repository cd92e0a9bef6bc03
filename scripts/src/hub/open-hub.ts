import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { KeptRedactions } from "@actionline/agencies/redaction/kept-redactions";
import { contractRoute } from "@actionline/agencies/served/contract-route";
import type { HubIdentity } from "@actionline/agencies/served/hub-identity";
import { ServedContract } from "@actionline/agencies/served/served-contract";
import { FindingIndex } from "@actionline/findings/finding-index";
import { maySee } from "@actionline/findings/may-see";
import { createGateway, type Gateway, type GatewayOptions } from "@actionline/gateway/gateway";
import { DEFAULT_SETTINGS } from "@actionline/gateway/settings";
import type { CitedDefinition } from "@actionline/kit/citation";
import type { PostRoute } from "@actionline/kit/http-route";
import type { Subgraph } from "@actionline/kit/subgraph";
import { Appender } from "@actionline/log/appender";
import { resolveAsOf, settleAsOf } from "@actionline/log/as-of";
import { redactedSince } from "@actionline/log/redaction/redacted-since";
import { EventStream } from "@actionline/notices/event/event-stream";
import type { NoticeSettings } from "@actionline/notices/notice-settings";
import { type Notices, openNotices } from "@actionline/notices/open-notices";
import { adminRoute } from "@actionline/registry/admin/admin-route";
import type { Registry } from "@actionline/registry/registry";
import type { RegistryOptions } from "@actionline/registry/registry-options";
import type { Space } from "@actionline/schema/entry-kind";
import { COVERAGE_DEFINITION } from "@actionline/stocktaking/coverage-graph/coverage-definition";
import { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import type { Db, MongoClient } from "mongodb";
import { pino } from "pino";
import { repositoryRoot } from "../repository-root";
import { admitAgency } from "./admit-agency";
import { buildSubgraphs } from "./build-subgraphs";
import { hostedAgencies } from "./hosted-agencies";
import { HubDryRuns } from "./hub-dry-runs";
import { identityOfHub } from "./identity-of-hub";
import { loadReferenceData } from "./load-reference-data";
import { openRegistry } from "./open-registry";
import { type OwnHarvests, openOwnHarvests } from "./own-harvests";
import { readinessOf } from "./readiness";
import { openServerWatch, type ServerWatch } from "./server-watch";
import { Tokens } from "./tokens";
import { WatchedCells } from "./watched-cells";
import { Workers } from "./workers";

export interface HubOptions {
  readonly client: MongoClient;
  readonly db: Db;
  readonly space: Space;
  readonly clock?: () => Date;
  /** What the gateway loads; the committed `schema/supergraph.graphql` where none is given. */
  readonly supergraphSdl?: string;
  readonly settings?: GatewayOptions["settings"];
  readonly logger?: GatewayOptions["logger"];
  readonly notices?: Partial<NoticeSettings>;
  /** Where mails are put while no mail server is set. */
  readonly outbox?: string;
  /** Only looks: takes no lease and writes nothing, so that it may stand beside a hub that runs. */
  readonly observe?: boolean;
  /** Starts what follows the log by itself and writes what it finds; never in tests, whose sequences have to be the same each time. */
  readonly workers?: boolean;
  /** A folder for what outlives the process: the key that the hub signs with, and the last supergraph. Neither is kept without. */
  readonly home?: string;
  /** Whether supergraphs that come into force are taken up while it runs; as `workers` says where not given. */
  readonly follows?: boolean;
  /** Who this hub is to others that mirror it. */
  readonly identity?: Partial<HubIdentity>;
  /** The database as each subgraph reads it; `db` where not given. */
  readonly databaseOf?: (subgraph: string) => Db;
  /** How the registry composes and asks agencies' servers, where that differs. */
  readonly registry?: Pick<RegistryOptions, "checkServer" | "composer" | "execArgv">;
}

/** A whole hub in this process. Production and tests open the same. */
export interface Hub extends Pick<Gateway, "listen" | "execute" | "explain" | "replace" | "figures"> {
  readonly client: MongoClient;
  readonly db: Db;
  readonly clock: () => Date;
  readonly appender: Appender;
  readonly index: StocktakingIndex;
  readonly findings: FindingIndex;
  readonly subgraphs: readonly Subgraph[];
  readonly tokens: Tokens;
  readonly notices: Notices;
  /** Who publishes what, and the supergraph in force. */
  readonly registry: Registry;
  /** What it harvests without anybody's command. */
  readonly harvests: OwnHarvests;
  /** Watches over agencies' own servers. */
  readonly servers: ServerWatch;
  /** What it takes by POST beside the graph, also from gateways of its own. */
  readonly posts: readonly PostRoute[];
  /** The supergraph that the hub began with. */
  readonly supergraphSdl: string;
  /** The definitions in force at a point, as citations name them. */
  definitionsAt(sequence: number): Promise<readonly CitedDefinition[]>;
  /** Lets what follows the log work through all of it: overlaps are looked for, findings drafted. */
  settle(): Promise<void>;
  /** Finishes the running requests, then gives the lease back. The database connection stays its opener's. */
  close(): Promise<void>;
}

/** Opens a hub over a database: reference data and definitions brought up to date, subgraphs, index, gateway. */
export async function openHub({ client, db, space, ...options }: HubOptions): Promise<Hub> {
  const clock = options.clock ?? (() => new Date());
  const observe = options.observe === true;
  const identity = await identityOfHub(db, options.identity, observe);
  const appender = observe ? Appender.observe(db, space) : await Appender.acquire(client, db, { space, clock, hubId: identity.id });
  try {
    // Before anything is read: the database may have been put back from a copy that is older than an order.
    const kept = observe || options.home === undefined ? null : await KeptRedactions.open(appender, redactionsOf(options.home, db));
    if (!observe) await loadWhatTheHubKnows(db, appender);
    const index = await StocktakingIndex.open(db);
    const findings = await FindingIndex.open(db);
    const stopFollowing = appender.onCommit((sequence) => {
      for (const follower of [index, findings]) follower.reach(sequence).catch(() => undefined);
    });
    const fault = (what: string) => (error: unknown) => (options.logger ?? pino()).error({ err: error }, what);
    const keep = async () => kept?.note().catch(fault("orders to redact couldn't be kept beside the database"));
    const stopKeeping = appender.onCommit(() => void keep());
    const stream = new EventStream(db);
    const noticesGiven = { observe, stream, ...(options.notices !== undefined && { settings: options.notices }) };
    const databaseOf = options.databaseOf ?? (() => db);
    const subgraphs = await buildSubgraphs({
      databaseOf,
      index,
      findings,
      appender,
      clock,
      allowLocal: options.settings?.allowLocalAgencies === true,
      notices: noticesGiven,
    });
    const tokens = new Tokens(db);
    const notices = openNotices({
      db,
      cells: new WatchedCells(index),
      findings: { maySee },
      principalOf: (id) => tokens.principalOfId(id),
      ...(options.notices !== undefined && { settings: options.notices }),
      outbox: options.outbox ?? ".actionline/outbox",
      clock,
      stream,
      onFault: fault("notices couldn't be found or sent"),
    });
    const workers = await Workers.open({ db, appender, index, clock, onFault: fault("overlaps or findings couldn't be worked out") });
    const supergraphSdl = options.supergraphSdl ?? (await committedSupergraph());
    const follows = options.follows ?? (options.workers === true && !observe);
    const hosted = await hostedAgencies({ db, home: options.home ?? null, follows, observe, clock });
    const registry = await openRegistry({
      db,
      appender,
      subgraphs,
      supergraphSdl,
      clock,
      observe,
      local: options.settings?.allowLocalAgencies === true,
      key: hosted.agencies.key,
      publicUrl: options.settings?.publicUrl ?? null,
      logger: options.logger ?? pino(),
      ...options.registry,
    });
    const dryRuns = new HubDryRuns({ client, db, space, onFault: fault("a dry run failed") });
    const harvests = openOwnHarvests({
      client,
      db,
      appender,
      registry,
      clock,
      allowLocal: options.settings?.allowLocalAgencies === true,
      key: hosted.agencies.key,
      publicUrl: options.settings?.publicUrl ?? null,
      onFault: fault("a source couldn't be harvested"),
    });
    const servers = openServerWatch({
      db,
      registry,
      notices,
      clock,
      allowLocal: options.settings?.allowLocalAgencies === true,
      driftMs: options.settings?.driftMs ?? DEFAULT_SETTINGS.driftMs,
      key: hosted.agencies.key,
      publicUrl: options.settings?.publicUrl ?? null,
      onFault: fault("agencies' servers couldn't be looked at"),
    });
    // What is on trial goes to no other hub, where nothing would say any more that it is.
    const contract = space === "SANDBOX" ? [] : [contractRoute(new ServedContract(db, identity))];
    const posts = observe
      ? []
      : [adminRoute({ registry, dryRuns, admitAgency: (agency) => admitAgency(appender, tokens, agency) }), ...contract, ...harvests.posts];
    const gateway = await createGateway({
      ...hosted,
      supergraphSdl,
      subgraphs,
      // Settling an instant may write: one that only looks answers by what is committed, and names the point it read at.
      resolvePoint: (input, now) => (observe ? resolveAsOf(db, input, now) : settleAsOf(db, input, now)),
      principalOf: (token) => tokens.principalOf(token),
      readiness: () => readinessOf(db),
      definitionsAt: ({ sequence }) => definitionsAt(index, sequence),
      redactedSince: ({ sequence }) => redactedSince(db, sequence),
      routes: notices.routes,
      posts,
      ...(!observe && { saw: (text, name) => registry.operations.saw(text, name) }),
      clock,
      ...(options.settings !== undefined && { settings: options.settings }),
      ...(options.logger !== undefined && { logger: options.logger }),
    });
    if (options.workers === true && !observe) registry.operations.start();
    const stopWorkers = options.workers === true && !observe ? workers.start() : async () => undefined;
    const stopHarvests = options.workers === true && !observe ? harvests.start() : async () => undefined;
    const stopServers = options.workers === true && !observe ? servers.start() : async () => undefined;
    const stopNotices = options.workers === true && !observe ? startNotices(notices, appender) : notices.close;
    return {
      client,
      db,
      clock,
      appender,
      index,
      findings,
      subgraphs,
      tokens,
      notices,
      registry,
      harvests,
      servers,
      posts,
      supergraphSdl,
      definitionsAt: (sequence) => definitionsAt(index, sequence),
      settle: () => workers.settle(),
      listen: (port, host) => gateway.listen(port, host),
      execute: (question, asker) => gateway.execute(question, asker),
      explain: (query, variables) => gateway.explain(query, variables),
      replace: (next) => gateway.replace(next),
      figures: () => gateway.figures(),
      close: async () => {
        await gateway.stop();
        await stopHarvests();
        await stopServers();
        await stopWorkers();
        await stopNotices();
        stopFollowing();
        stopKeeping();
        await keep();
        await registry.operations.stop();
        registry.close();
        await dryRuns.close();
        await appender.release();
      },
    };
  } catch (error) {
    await appender.release();
    throw error;
  }
}

/** Lets notices follow the log by themselves; returns how to end it. */
function startNotices(notices: Notices, appender: Appender): () => Promise<void> {
  const stop = appender.onCommit(() => notices.wake());
  notices.start();
  return async () => {
    stop();
    await notices.close();
  };
}

const redactionsOf = (home: string, db: Db): string => join(home, `redactions-${db.databaseName}.jsonl`);

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

/** What citations name: the definitions that anyone may read at the point. */
async function definitionsAt(index: StocktakingIndex, sequence: number): Promise<CitedDefinition[]> {
  await index.reach(sequence);
  const { definitions } = index.tables.at(sequence, false);
  return [...definitions.values()].map(({ id, version }) => ({ id, version })).sort((a, b) => (a.id < b.id ? -1 : 1));
}
