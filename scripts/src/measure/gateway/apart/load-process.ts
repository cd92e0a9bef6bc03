import { Pool } from "undici";
import { OPERATIONS, type OperationName } from "../operations";
import { obey } from "./process-apart";

/** Questions that are under way at a time, each on a connection that stays open. */
const CONNECTIONS = 16;

export interface Load {
  readonly url: string;
  readonly operation: OperationName;
  readonly count: number;
  /** Number of the first variant; null where all ask the same. */
  readonly variants: number | null;
}

export interface Fired {
  readonly seconds: number;
  readonly bytes: number;
}

const pools = new Map<string, Pool>();

const orders = {
  /** Asks so many times, and refuses an answer that isn't one. */
  async fire({ url, operation, count, variants }: Load): Promise<Fired> {
    const bodies = Array.from({ length: variants === null ? 1 : count }, (_, index) => bodyOf(operation, variants, index));
    const started = performance.now();
    let next = 0;
    let bytes = 0;
    const asker = async (): Promise<void> => {
      while (next < count) {
        const body = bodies[next % bodies.length] ?? "";
        next += 1;
        bytes += (await ask(url, body)).length;
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, asker));
    return { seconds: (performance.now() - started) / 1_000, bytes };
  },

  /** One answer, as text. */
  async answer({ url, operation, variants }: Omit<Load, "count">): Promise<string> {
    return ask(url, bodyOf(operation, variants, 0));
  },
};

export type LoadOrders = typeof orders;

function bodyOf(name: OperationName, variants: number | null, index: number): string {
  const { query, variables, variant } = OPERATIONS[name];
  return JSON.stringify({ query: variants === null ? query : variant(variants + index), variables });
}

async function ask(url: string, body: string): Promise<string> {
  const { origin, pathname } = new URL(url);
  const pool = pools.get(origin) ?? new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
  pools.set(origin, pool);
  const headers = { "content-type": "application/json", accept: "application/json" };
  const { statusCode, body: answer } = await pool.request({ path: pathname, method: "POST", headers, body });
  const text = await answer.text();
  if (statusCode !== 200 || text.includes('"errors":')) throw new Error(`${url} answered ${statusCode}: ${text.slice(0, 500)}`);
  return text;
}

obey(orders);
