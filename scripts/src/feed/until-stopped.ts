const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Lets Ctrl-C end work in order, so that a scratch database goes. */
export async function untilStopped<T>(work: (stop: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const onSignal = (): void => stop.abort(new Error("Stopped; nothing was written."));
  for (const signal of SIGNALS) process.once(signal, onSignal);
  try {
    return await work(stop.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  }
}
