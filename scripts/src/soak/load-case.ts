import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { DEFAULT_SEED, generateDemonstration } from "../demonstration/generate-demonstration";
import { QUESTIONS } from "../demonstration/questions";
import { loadDemonstration } from "../hub/load-demonstration";
import { openHub } from "../hub/open-hub";
import { quietLogger } from "../hub/quiet-logger";
import type { MeasuredCase, Ratio } from "../measure/measured-case";

const SECONDS = 30;
const WARM_UP_SECONDS = 5;
const CONNECTIONS = 20;
const MOST_GROWTH = 150;

/** What the load generator, a process of its own, found. */
interface Loaded {
  readonly requests: { readonly average: number; readonly total: number };
  readonly latency: { readonly p50: number; readonly p99: number };
  readonly non2xx: number;
  readonly errors: number;
  readonly timeouts: number;
}

/** The questions of the first start, asked at once by many, for half a minute each. */
export const loadCase: MeasuredCase = {
  name: "load",
  about: `${CONNECTIONS} connections ask each of the first start's questions for ${SECONDS} s over HTTP on 127.0.0.1`,
  measure: async ({ client, db, say }) => {
    const hub = await openHub({ client, db, space: "DEMONSTRATION", logger: quietLogger });
    try {
      await loadDemonstration(hub, generateDemonstration({ seed: DEFAULT_SEED, today: new Date() }), () => undefined);
      const { url } = await hub.listen(0, "127.0.0.1");
      // The first answers fill caches that stay; growth is counted from there.
      for (const { query } of QUESTIONS) await load(`${url}/graphql`, query, WARM_UP_SECONDS);
      const before = process.memoryUsage().rss;
      const figures: Record<string, number> = {};
      let wrong = 0;
      for (const { name, query } of QUESTIONS) {
        const { requests, latency, ...faults } = await load(`${url}/graphql`, query, SECONDS);
        say(`${name}: ${requests.total} answers, ${requests.average}/s, p50 ${latency.p50} ms, p99 ${latency.p99} ms`);
        Object.assign(figures, { [`${name} a second`]: requests.average, [`${name} p99 ms`]: latency.p99 });
        wrong += faults.non2xx + faults.errors + faults.timeouts;
      }
      const grown = (process.memoryUsage().rss - before) / 2 ** 20;
      return { figures, ratios: ratiosOf(wrong, grown) };
    } finally {
      await hub.close();
    }
  },
};

function ratiosOf(wrong: number, grown: number): Ratio[] {
  return [
    { name: "answers that failed", value: wrong, target: "0", met: wrong === 0 },
    {
      name: "megabytes that the process grew by after its warm-up",
      value: grown,
      target: `under ${MOST_GROWTH}`,
      met: grown < MOST_GROWTH,
    },
  ];
}

/** Bounded in time and connections, and only ever against this process's own address. */
async function load(url: string, query: string, seconds: number): Promise<Loaded> {
  const body = JSON.stringify({ query });
  const generator = [require.resolve("autocannon/autocannon.js"), "-j", "-c", String(CONNECTIONS), "-d", String(seconds), "-m", "POST"];
  const request = ["-H", "content-type=application/json", "-b", body, url];
  const { stdout } = await promisify(execFile)(process.execPath, [...generator, ...request], { maxBuffer: 2 ** 24 });
  return JSON.parse(stdout) as Loaded;
}
