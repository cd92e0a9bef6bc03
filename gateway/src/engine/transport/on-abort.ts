const LEAVING = Symbol("those who leave when it aborts");

/** A signal that carries those who wait for it: in a map of its own they would outlive many a request. */
interface Watched extends AbortSignal {
  [LEAVING]?: Set<() => void>;
}

/**
 * Calls `leave` when the signal aborts, until it is taken back with `offAbort`. One listener a signal, however many fetches of
 * a request wait for it: more than ten make Node warn, and each has its cost.
 */
export function onAbort(signal: Watched, leave: () => void): void {
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

export function offAbort(signal: Watched, leave: () => void): void {
  signal[LEAVING]?.delete(leave);
}
