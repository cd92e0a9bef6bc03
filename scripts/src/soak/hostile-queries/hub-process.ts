import "reflect-metadata";
import { setTimeout as wait } from "node:timers/promises";
import { connectIndex } from "@actionline/kit/connect-index";
import { DEFAULT_SEED, generateDemonstration } from "../../demonstration/generate-demonstration";
import { loadDemonstration } from "../../hub/load-demonstration";
import { openHub } from "../../hub/open-hub";
import { quietLogger } from "../../hub/quiet-logger";
import { obey } from "../../measure/gateway/apart/process-apart";
import type { Asked } from "./health-process";
import { LoopWatch, type Stalls } from "./loop-watch";

export interface HubUsage extends Stalls {
  /** Bytes resident after a collection, and at most since the last time it was told. */
  readonly resident: number;
  readonly mostResident: number;
  /** Bytes of the main thread's objects after a collection. */
  readonly heap: number;
}

const SAMPLED_MS = 100;
/** Pages that a collection emptied are given back while it is over already, and a second one finds what the first one let go. */
const COLLECTIONS = { times: 2, apartMs: 500 };
let mostResident = 0;
let watch: LoopWatch | null = null;

/** A hub with the demonstration, alone in its process. */
const orders = {
  async start({ uri, database }: { readonly uri: string; readonly database: string }): Promise<Asked> {
    const { client, db } = await connectIndex(uri, database);
    const hub = await openHub({ client, db, space: "DEMONSTRATION", logger: quietLogger });
    await loadDemonstration(hub, generateDemonstration({ seed: DEFAULT_SEED, today: new Date() }), () => undefined);
    setInterval(() => {
      mostResident = Math.max(mostResident, process.memoryUsage.rss());
    }, SAMPLED_MS).unref();
    watch = new LoopWatch();
    return { url: (await hub.listen(0, "127.0.0.1")).url, process: process.pid };
  },

  async usage(_: null): Promise<HubUsage> {
    if (watch === null) throw new Error("the hub wasn't started");
    const stalls = watch.stalls();
    const most = Math.max(mostResident, process.memoryUsage.rss());
    await collect();
    const { rss: resident, heapUsed: heap } = process.memoryUsage();
    mostResident = resident;
    // The collection itself is no stall of the hub's.
    setImmediate(() => watch?.stalls());
    return { ...stalls, resident, mostResident: most, heap };
  },
};

async function collect(): Promise<void> {
  for (let time = 0; time < COLLECTIONS.times; time += 1) {
    global.gc?.();
    await wait(COLLECTIONS.apartMs);
  }
}

export type HubOrders = typeof orders;

obey(orders);
