import { setTimeout as wait } from "node:timers/promises";

/** When each of many things may happen, so that no more than so many do in a second; a second's worth may happen at once. */
export class Pace {
  readonly #apart: number;
  #turn = Number.NEGATIVE_INFINITY;

  constructor(perSecond: number) {
    this.#apart = 1_000 / perSecond;
  }

  /** Milliseconds that the next one has to wait. */
  next(now: number): number {
    this.#turn = Math.max(this.#turn, now - 1_000) + this.#apart;
    return Math.max(0, this.#turn - now);
  }
}

/**
 * The same items, no more than so many a second: those that come faster wait their turn. Ends with the signal, whatever
 * is still to come; what gives the items is then told to stop.
 */
export async function* paced<T>(
  items: AsyncGenerator<T, void, void>,
  perSecond: number,
  signal: AbortSignal,
): AsyncGenerator<T, void, void> {
  const pace = new Pace(perSecond);
  const next = interruptible(items, signal);
  try {
    while (!signal.aborted) {
      const { done, value } = await next();
      if (done === true) return;
      const ahead = pace.next(performance.now());
      if (ahead > 0 && !(await waited(ahead, signal))) return;
      yield value;
    }
  } finally {
    // What still waits for an item may never get one; nobody waits for that.
    items.return().catch(() => undefined);
  }
}

/** Asks for the next item until the signal comes; a race against one promise for each item would keep them all. */
function interruptible<T>(items: AsyncGenerator<T, void, void>, signal: AbortSignal): () => Promise<IteratorResult<T, void>> {
  let interrupt: () => void = () => undefined;
  signal.addEventListener("abort", () => interrupt(), { once: true });
  return () =>
    new Promise((resolve, reject) => {
      interrupt = () => resolve({ done: true, value: undefined });
      items.next().then(resolve, reject);
    });
}

async function waited(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return wait(milliseconds, true, { signal }).catch(() => false);
}
