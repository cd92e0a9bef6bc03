/** One listener a signal, however many fetches of a request wait for it: more than ten make Node warn, and each has its cost. */
const leaving = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls `leave` when the signal aborts, until it is taken back with `offAbort`. */
export function onAbort(signal: AbortSignal, leave: () => void): void {
  const known = leaving.get(signal);
  if (known !== undefined) {
    known.add(leave);
    return;
  }
  const all = new Set([leave]);
  leaving.set(signal, all);
  signal.addEventListener("abort", () => {
    for (const each of all) each();
  });
}

export function offAbort(signal: AbortSignal, leave: () => void): void {
  leaving.get(signal)?.delete(leave);
}
