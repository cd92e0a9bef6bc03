import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { Engine } from "@actionline/gateway/engine/engine";
import { largeSupergraph } from "@actionline/gateway/engine/testing/large-graph";
import type { CaseAlone } from "./measured-case";

const SUBGRAPHS = 40;
const TYPES = SUBGRAPHS * 40;
const SWAPS = 4;
const LONGEST_STALL = 50;
const NANOSECONDS = 1_000_000;

/** A swap of a large graph: how long it takes, and how long nothing else is done meanwhile. */
export const swapCase: CaseAlone = {
  name: "swap",
  about: `A graph of ${SUBGRAPHS} subgraphs and ${TYPES} types is swapped ${SWAPS} times: no event-loop stall over ${LONGEST_STALL} ms.`,
  alone: true,
  async measure({ say }) {
    const supergraphSdl = largeSupergraph(SUBGRAPHS, TYPES / SUBGRAPHS);
    const engine = await Engine.open({ supergraphSdl, transportOf: unasked, limits: { grace: 0 } });
    const delays = monitorEventLoopDelay({ resolution: 1 });
    const stalls: number[] = [];
    const began = performance.now();
    for (let swap = 1; swap <= SWAPS; swap++) {
      say(`swap ${swap} of ${SWAPS}`);
      stalls.push(await stallOf(delays, () => engine.replace(`${supergraphSdl}\n# ${swap}`)));
    }
    const seconds = (performance.now() - began) / 1_000 / SWAPS;
    const generations = await drained(engine);
    const memory = process.memoryUsage.rss() / 1024 / 1024;
    await engine.close();
    const longest = Math.max(...stalls);
    return {
      figures: {
        secondsForEach: rounded(seconds),
        longestStallMs: rounded(longest),
        generationsLeft: generations,
        memoryMiB: Math.round(memory),
      },
      ratios: [{ name: "longest stall, ms", value: rounded(longest), target: `at most ${LONGEST_STALL}`, met: longest <= LONGEST_STALL }],
    };
  },
};

/** The longest that the event loop stood still while something was done. */
async function stallOf(delays: IntervalHistogram, work: () => Promise<unknown>): Promise<number> {
  delays.enable();
  await sleep(50);
  delays.reset();
  await work();
  await sleep(50);
  delays.disable();
  return delays.max / NANOSECONDS;
}

/** Generations that are left once nobody uses the old ones. */
async function drained(engine: Engine): Promise<number> {
  for (let waits = 0; waits < 100 && engine.generations.length > 1; waits++) await sleep(20);
  return engine.generations.length;
}

/** Nothing is asked of subgraphs here. */
function unasked() {
  return { trusted: true, ask: () => Promise.reject(new Error("nothing is asked")), close: async () => undefined };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
