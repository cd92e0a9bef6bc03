import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { extname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startAgencyHub } from "@actionline/gateway/agencies/testing/agency-hub";
import { MovingGraph } from "@actionline/gateway/agencies/testing/moving-graph";
import type { CaseAlone } from "../measure/measured-case";
import type { LoadOrder, LoadTold } from "./publishes/load-child";

const PUBLISHES = 200;
const PER_SECOND = 60;
const QUIET_SECONDS = 30;
const LOOK_MS = 20;

/** Publishes that move fields from one agency to another, one after the other, while the graph is asked without a break. */
export const publishesUnderLoadCase: CaseAlone = {
  name: "publishes-under-load",
  about: `${PUBLISHES} publishes while ${PER_SECOND} questions come each second: none fails, no answer is of two schemas.`,
  alone: true,
  async measure({ say }) {
    const graph = await MovingGraph.open();
    const following = { source: graph, keptIn: null, looks: true };
    const { gateway, log } = await startAgencyHub(graph.agencies, {}, { supergraphSdl: graph.first, following });
    const loader = fork(join(__dirname, `publishes/load-child${extname(__filename)}`));
    try {
      const { url } = await gateway.listen(0, "127.0.0.1");
      const order = { url: `${url}/graphql`, perSecond: PER_SECOND };
      // The first questions fill caches that every later one uses.
      await loaded(loader, order, () => sleep(5_000));
      say("without publishes…");
      const quiet = await loaded(loader, order, () => sleep(QUIET_SECONDS * 1_000));
      say("with publishes…");
      const swaps = () => log.filter((line) => line.includes("took over"));
      const busy = await loaded(loader, order, () => publishAll(graph, () => swaps().length, say));
      const took = swaps().map((line) => Number((JSON.parse(line) as { took: number }).took));
      const [ratio, longest] = [busy.p99 / quiet.p99, Math.max(...took)];
      return {
        figures: {
          questions: busy.asked,
          "p50 without, ms": quiet.p50,
          "p99 without, ms": quiet.p99,
          "p50 with, ms": busy.p50,
          "p99 with, ms": busy.p99,
          "swaps seen": took.length,
          "longest swap, ms": longest,
        },
        ratios: [
          { name: "questions that failed", value: busy.failed + quiet.failed, target: "0", met: busy.failed + quiet.failed === 0 },
          { name: "answers of two schemas", value: busy.mixed + quiet.mixed, target: "0", met: busy.mixed + quiet.mixed === 0 },
          { name: "p99 with publishes over p99 without", value: ratio, target: "at most 1.5", met: ratio <= 1.5 },
          { name: "longest swap, ms", value: longest, target: "under 2,000", met: longest < 2_000 },
        ],
      };
    } finally {
      loader.disconnect();
      await gateway.stop();
      await graph.stop();
    }
  },
};

/** Loads the hub for as long as something is done. */
async function loaded(loader: ChildProcess, order: LoadOrder, work: () => Promise<unknown>): Promise<LoadTold> {
  const told = once(loader, "message") as Promise<[LoadTold]>;
  loader.send(order);
  await work();
  loader.send("stop");
  return (await told)[0];
}

async function publishAll(graph: MovingGraph, swaps: () => number, say: (line: string) => void): Promise<void> {
  for (let publish = 1; publish <= PUBLISHES; publish++) {
    graph.publish();
    if (publish % 50 === 0) say(`${publish} of ${PUBLISHES}`);
    while (swaps() < publish) await sleep(LOOK_MS);
  }
}
