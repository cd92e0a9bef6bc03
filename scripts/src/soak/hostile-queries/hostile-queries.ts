import { Agent } from "node:http";
import { SeededRandom } from "@actionline/gateway/engine/testing/operations/seeded-random";
import type { HostileKind } from "./hostile-request";
import { judge } from "./judge-answer";
import { sendHostile } from "./send-hostile";

export interface HostileQueriesOptions {
  readonly url: string;
  readonly kinds: Readonly<Record<string, HostileKind>>;
  /** The seed of the first; each has its own, the next number. */
  readonly first: number;
  readonly count: number;
  readonly atOnce: number;
  readonly onProgress?: (sent: number) => void;
}

/** How hostile queries fared. */
export interface HostileReport {
  readonly sent: number;
  readonly refused: number;
  readonly answered: number;
  /** Closed before they were sent whole, which is a refusal too. */
  readonly closed: number;
  /** What must never come of one, with the seed that shows it. */
  readonly problems: readonly string[];
}

/** Sends random requests of every kind in turn, several at once, and judges each answer. */
export async function hostileQueries(options: HostileQueriesOptions): Promise<HostileReport> {
  const counts = { REFUSED: 0, ANSWERED: 0, CLOSED: 0 };
  const problems: string[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: options.atOnce });
  let next = 0;
  let done = 0;
  const sendAll = async (): Promise<void> => {
    while (next < options.count) {
      const seed = options.first + next;
      next += 1;
      const { name, request } = drawn(options.kinds, seed);
      const { outcome, problem } = judge(request, await sendHostile(options.url, request, agent));
      counts[outcome] += 1;
      if (problem !== null) problems.push(`${name}, seed ${seed} (${request.body.length} bytes): ${problem}`);
      done += 1;
      if (done % 1_000 === 0) options.onProgress?.(done);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, sendAll));
  agent.destroy();
  return { sent: next, refused: counts.REFUSED, answered: counts.ANSWERED, closed: counts.CLOSED, problems };
}

function drawn(kinds: HostileQueriesOptions["kinds"], seed: number) {
  const all = Object.entries(kinds);
  const [name, kind] = all[seed % all.length] ?? [];
  if (name === undefined || kind === undefined) throw new Error("there is no kind of hostile query");
  return { name, request: kind(new SeededRandom(seed)) };
}
