import "reflect-metadata";
import cluster from "node:cluster";
import { createGateway, type Gateway } from "@actionline/gateway/gateway";
import { openLog } from "@actionline/gateway/observe/open-log";
import { DEFAULT_SETTINGS } from "@actionline/gateway/settings";
import { callHub } from "@actionline/gateway/subgraph-servers/call-hub";
import { RemoteSubgraph } from "@actionline/gateway/subgraph-servers/remote-subgraph";
import { connectIndex } from "@actionline/kit/connect-index";
import { HUB_SCALARS } from "@actionline/kit/scalars";
import { settleAsOf } from "@actionline/log/as-of";
import { redactedSince } from "@actionline/log/redaction/redacted-since";
import { feedRoutes } from "@actionline/notices/feed/feed.routes";
import { DEFAULT_NOTICE_SETTINGS } from "@actionline/notices/notice-settings";
import { RecordedOperations } from "@actionline/registry/recorded-operations";
import { hostedAgencies } from "../hosted-agencies";
import { readinessOf } from "../readiness";
import { Tokens } from "../tokens";
import { handOn } from "./forwarded-posts";
import type { FromGateway, GatewayOrder, ToGateway } from "./gateway-message";

/** One of a hub's gateways: a process that answers questions and asks the hub's subgraphs in the hub's own process. */
interface OpenGateway {
  readonly gateway: Gateway;
  close(): Promise<void>;
}

const LATER_MS = 70;
const LOOKS_MS = 200;

let open: OpenGateway | null = null;

function tell(message: FromGateway): void {
  // The hub may be gone by now; that is noticed by itself.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

async function openGateway(order: GatewayOrder): Promise<OpenGateway> {
  const { hub, mongodb, database, supergraphSdl } = order;
  const settings = { ...DEFAULT_SETTINGS, ...order.settings };
  const { db, close } = await connectIndex(mongodb, database);
  const tokens = new Tokens(db);
  const operations = new RecordedOperations(db, () => new Date());
  operations.start();
  const gateway = await createGateway({
    supergraphSdl,
    subgraphs: [],
    scalars: HUB_SCALARS,
    ...(await hostedAgencies({ db, home: order.home, follows: true, after: lateness() })),
    transportOf: ({ name }) => new RemoteSubgraph({ subgraph: name, ...hub, requestMs: settings.requestMs }),
    resolvePoint: (input, now) => settleAsOf(db, input, now),
    principalOf: (token) => tokens.principalOf(token),
    readiness: () => readinessOf(db),
    definitionsAt: async (point) => (await callHub(hub, "definitions", point.sequence)) as { id: string; version: string }[],
    redactedSince: ({ sequence }) => redactedSince(db, sequence),
    metricsOfAll: async () => String(await callHub(hub, "metrics", null)),
    posts: handOn(order.posts, (handing, mostMs) => callHub(hub, "post", handing, mostMs)),
    saw: (text, name) => operations.saw(text, name),
    routes: feedRoutes(db, { ...DEFAULT_NOTICE_SETTINGS, ...order.notices }),
    settings,
    logger: openLog(order.log),
  });
  const { url, port } = await gateway.listen(order.port, order.host);
  tell({ kind: "listening", url, port });
  return {
    gateway,
    close: async () => {
      await gateway.stop();
      await operations.stop();
      await close();
    },
  };
}

/** Processes that began together take up a new supergraph one after the other. */
function lateness(): number {
  return ((cluster.worker?.id ?? 0) * LATER_MS) % LOOKS_MS;
}

function leave(): void {
  if (process.connected) process.disconnect?.();
}

async function obey(message: ToGateway): Promise<void> {
  if (message.kind === "open") open = await openGateway(message.order);
  else if (message.kind === "replace") await replace(message.supergraphSdl);
  else if (message.kind === "tell figures") tell({ kind: "figures", figures: (await open?.gateway.figures()) ?? [] });
  else await stop();
}

/** An invalid supergraph leaves the last one serving, and is told. */
async function replace(supergraphSdl: string): Promise<void> {
  try {
    await open?.gateway.replace(supergraphSdl);
    tell({ kind: "replaced", error: null });
  } catch (error) {
    tell({ kind: "replaced", error: error instanceof Error ? error.message : String(error) });
  }
}

async function stop(): Promise<void> {
  await open?.close();
  leave();
}

process.on("message", (message: ToGateway) => {
  obey(message).catch((error: Error) => {
    tell({ kind: "failed", error: error.message });
    process.exitCode = 1;
    leave();
  });
});
// A hub that is gone can't be answered for; what runs is finished first.
process.on("disconnect", () => void open?.close().finally(() => process.exit()));
// The terminal tells every process of a group; only the hub decides when gateways stop.
for (const signal of ["SIGINT", "SIGHUP"] as const) process.on(signal, () => undefined);
tell({ kind: "ready" });
