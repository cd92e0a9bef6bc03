import { setTimeout as wait } from "node:timers/promises";
import { SourceError } from "../../engine-error";
import { abortSignalOf, type LeaveSignal } from "../on-abort";
import type { SubgraphAnswer } from "../transport";
import type { StreamLimits } from "./stream-limits";

/** How a lost connection is made anew. */
export interface ReconnectPlan {
  readonly limits: Pick<StreamLimits, "reconnects" | "reconnectWait" | "reconnectWaitMost">;
  readonly signal: LeaveSignal;
  /** From 0 to 1, 1 excluded; spreads those who were cut off at once. */
  readonly random: () => number;
  /** Told of each attempt: what the source said in between is lost. */
  readonly onReconnect: (attempt: number, cause: unknown) => void;
}

/** Connections that were lost, and not refused, are worth another attempt. */
const LOST: ReadonlySet<string> = new Set(["SOURCE_UNAVAILABLE", "SOURCE_TIMEOUT"]);

/** Events of one connection after the other, as long as it is only lost; each event that comes gives all attempts back. */
export async function* reconnecting(
  open: () => AsyncIterable<SubgraphAnswer>,
  plan: ReconnectPlan,
): AsyncGenerator<SubgraphAnswer, void, void> {
  const { limits, signal, random, onReconnect } = plan;
  for (let attempts = 0; !signal.aborted; attempts++) {
    try {
      for await (const event of open()) {
        attempts = 0;
        yield event;
      }
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof SourceError) || !LOST.has(error.code) || attempts >= limits.reconnects) throw error;
      const longest = Math.min(limits.reconnectWaitMost, limits.reconnectWait * 2 ** attempts);
      await wait(longest * (0.5 + random() / 2), undefined, { signal: abortSignalOf(signal) }).catch(() => undefined);
      onReconnect(attempts + 1, error);
    }
  }
}
