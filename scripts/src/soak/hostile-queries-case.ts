import { readFile } from "node:fs/promises";
import { setPriority } from "node:os";
import { join } from "node:path";
import { buildSchema } from "graphql";
import { NODE_FLAGS } from "../hub/gateways/node-flags";
import { ProcessApart } from "../measure/gateway/apart/process-apart";
import type { MeasuredCase, Measurement } from "../measure/measured-case";
import { repositoryRoot } from "../repository-root";
import type { HealthOrders, Healths } from "./hostile-queries/health-process";
import { hostileKinds } from "./hostile-queries/hostile-kinds";
import { type HostileReport, hostileQueries } from "./hostile-queries/hostile-queries";
import type { HubOrders, HubUsage } from "./hostile-queries/hub-process";
import type { IdleOrders } from "./hostile-queries/idle-process";

const COUNT = 10_000;
const WARM_UP = 1_000;
const AT_ONCE = 8;
/** Whoever sends is elsewhere, where hubs run in earnest; here they go last, so that the hub is kept waiting less by them. */
const SENDERS_PRIORITY = 10;
const MOST = { growth: 100, peak: 200, stall: 200, health: 50 };
/** Of the folder that processes apart are in. */
const FOLDER = "../../../soak/hostile-queries";
const GOOD = '{ actionLine(code: "C7-eHealth") { code team { id } items { id } } activities(first: 5) { totalCount nodes { id } } }';

/** G5: whatever is asked, the hub stays as large as it was and answers others meanwhile. */
export const hostileQueriesCase: MeasuredCase = {
  name: "hostile-queries",
  about: `${COUNT} hostile queries to a hub in a process of its own: its memory, its event loop, its health, and each answer`,
  measure: async ({ db, uri, say, seed }) => {
    const hub = new ProcessApart<HubOrders>(`${FOLDER}/hub-process`, { execArgv: ["--expose-gc", ...NODE_FLAGS] });
    const health = new ProcessApart<HealthOrders>(`${FOLDER}/health-process`);
    const idle = new ProcessApart<IdleOrders>(`${FOLDER}/idle-process`);
    try {
      const asked = await hub.tell("start", { uri, database: db.databaseName });
      const { url } = asked;
      const kinds = hostileKinds(buildSchema(await readFile(join(repositoryRoot(), "schema/api.graphql"), "utf8")));
      const send = (first: number, count: number): Promise<HostileReport> =>
        hostileQueries({
          url: `${url}/graphql`,
          kinds,
          first,
          count,
          atOnce: AT_ONCE,
          onProgress: (sent) => say(`${sent} of ${count} sent`),
        });
      const before = await good(url);
      setPriority(process.pid, SENDERS_PRIORITY);
      // The first of each kind fill stores that stay; growth is counted from there.
      await send(seed + COUNT, WARM_UP);
      const start = await hub.tell("usage", null);
      await health.tell("start", { hub: asked, idle: await idle.tell("start", null) });
      const report = await send(seed, COUNT);
      // First, for to tell what it uses the hub collects all its garbage twice, and answers nobody meanwhile.
      const lived = await health.tell("told", null);
      const end = await hub.tell("usage", null);
      for (const problem of report.problems.slice(0, 20)) say(problem);
      return measured(report, { seed, start, end, lived, same: (await good(url)) === before });
    } finally {
      await Promise.all([hub.stop(), health.stop(), idle.stop()]);
    }
  },
};

/** The data of a question that means well. */
async function good(url: string): Promise<string> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify({ query: GOOD }) });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
  if (errors !== undefined) throw new Error(`a good question was answered with ${JSON.stringify(errors)}`);
  return JSON.stringify(data);
}

interface Seen {
  readonly seed: number;
  readonly start: HubUsage;
  readonly end: HubUsage;
  readonly lived: Healths;
  readonly same: boolean;
}

const MIB = 2 ** 20;

function measured({ sent, refused, answered, closed, problems }: HostileReport, { seed, start, end, lived, same }: Seen): Measurement {
  const growth = (end.resident - start.resident) / MIB;
  const peak = (end.mostResident - start.resident) / MIB;
  const under = (name: string, value: number, most: number) => ({ name, value, target: `at most ${most}`, met: value <= most });
  const none = (name: string, value: number) => ({ name, value, target: "0", met: value === 0 });
  return {
    figures: {
      sent,
      refused,
      answered,
      "closed before sent whole": closed,
      seed,
      "MiB resident before": Math.round(start.resident / MIB),
      "MiB resident at most": Math.round(end.mostResident / MIB),
      "MiB of the main thread's objects before": Math.round(start.heap / MIB),
      "MiB of the main thread's objects after": Math.round(end.heap / MIB),
      "longest stall of the event loop as it was felt, ms": Math.round(end.longest),
      ...(end.p99AtWork !== null && { "turn of the event loop, p99 ms at work": Math.round(end.p99AtWork) }),
      ...(end.keptWaiting !== null && { "% of the event loop's time that the machine kept it waiting": Math.round(100 * end.keptWaiting) }),
      "times asked whether it lives": lived.hub.asked,
      "health, longest ms": Math.round(lived.hub.longest),
      "health, p99 ms but for what the machine kept it waiting": Math.round(lived.hub.ownP99),
      "health of an idle server beside it, p99 ms": Math.round(lived.idle.p99),
    },
    ratios: [
      none("answers that must never be", problems.length),
      none("times that it didn't say that it lives", lived.hub.failed),
      none("good questions answered otherwise afterwards", same ? 0 : 1),
      under("MiB that the process grew by after its warm-up", growth, MOST.growth),
      under("MiB that it held at most beyond what it held after its warm-up", peak, MOST.peak),
      // What else the machine does keeps a thread waiting too, and is no doing of the hub's.
      under("longest turn of the event loop, ms at work", end.longestAtWork ?? end.longest, MOST.stall),
      under("health, p99 ms as it was felt", lived.hub.p99, MOST.health),
    ],
  };
}
