import { RequestSignal } from "./request-signal";

const LEAVING = Symbol("those who leave when it aborts");

/** A signal that carries those who wait for it: in a map of its own they would outlive many a request. */
interface Watched extends AbortSignal {
  [LEAVING]?: Set<() => void>;
}

/** What tells that nobody waits for an answer any more. */
export type LeaveSignal = AbortSignal | RequestSignal;

/**
 * Calls `leave` when the signal aborts, until it is taken back with `offAbort`. One listener a signal, however many fetches of
 * a request wait for it: more than ten make Node warn, and each has its cost.
 */
export function onAbort(signal: LeaveSignal, leave: () => void): void {
  if (signal instanceof RequestSignal) signal.add(leave);
  else listen(signal, leave);
}

export function offAbort(signal: LeaveSignal, leave: () => void): void {
  if (signal instanceof RequestSignal) signal.delete(leave);
  else (signal as Watched)[LEAVING]?.delete(leave);
}

/** The same for whoever takes nothing but Node's own signals. */
export function abortSignalOf(signal: LeaveSignal): AbortSignal {
  return signal instanceof RequestSignal ? signal.asAbortSignal() : signal;
}

function listen(signal: Watched, leave: () => void): void {
  const known = signal[LEAVING];
  if (known !== undefined) {
    known.add(leave);
    return;
  }
  const all = new Set([leave]);
  signal[LEAVING] = all;
  signal.addEventListener("abort", () => {
    for (const each of all) each();
  });
}
