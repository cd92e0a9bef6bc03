import type { SubgraphAnswer } from "../transport";

/** What the events come from. */
export interface EventTap {
  pause(): void;
  resume(): void;
  /** Nobody listens any more. */
  close(): void;
}

export interface FlowLimits {
  readonly waiting: number;
  readonly eventsPerSecond: number;
}

/**
 * Events between whoever sends them and whoever takes them. Where too many wait, or come too fast, the tap is closed for a
 * while: what isn't read waits in the sender's own room.
 */
export class EventFlow implements AsyncIterableIterator<SubgraphAnswer> {
  readonly #tap: EventTap;
  readonly #limits: FlowLimits;
  readonly #waiting: SubgraphAnswer[] = [];
  #taker: { resolve(result: IteratorResult<SubgraphAnswer>): void; reject(error: unknown): void } | null = null;
  #ended = false;
  #failure: { readonly error: unknown } | null = null;
  #allowed: number;
  #allowedAt = performance.now();
  #slow: NodeJS.Timeout | null = null;
  #paused = false;

  constructor(tap: EventTap, limits: FlowLimits) {
    this.#tap = tap;
    this.#limits = limits;
    this.#allowed = limits.eventsPerSecond;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get ended(): boolean {
    return this.#ended;
  }

  push(answer: SubgraphAnswer): void {
    if (this.#ended) return;
    this.#spend();
    const taker = this.#taker;
    if (taker === null) {
      this.#waiting.push(answer);
    } else {
      this.#taker = null;
      taker.resolve({ value: answer, done: false });
    }
    this.#turnTap();
  }

  /** What waits is still given, and the failure after it. */
  end(failure: { readonly error: unknown } | null = null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    if (this.#slow !== null) clearTimeout(this.#slow);
    this.#tap.close();
    const taker = this.#taker;
    this.#taker = null;
    if (taker === null) return;
    if (failure === null) taker.resolve({ value: undefined, done: true });
    else taker.reject(this.#tellOnce(failure));
  }

  next(): Promise<IteratorResult<SubgraphAnswer>> {
    const value = this.#waiting.shift();
    if (value !== undefined) {
      this.#turnTap();
      return Promise.resolve({ value, done: false });
    }
    if (this.#failure !== null) return Promise.reject(this.#tellOnce(this.#failure));
    if (this.#ended) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve, reject) => {
      this.#taker = { resolve, reject };
    });
  }

  async return(): Promise<IteratorResult<SubgraphAnswer>> {
    this.end();
    this.#waiting.splice(0);
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #tellOnce({ error }: { readonly error: unknown }): unknown {
    this.#failure = null;
    return error;
  }

  #spend(): void {
    const now = performance.now();
    const { eventsPerSecond } = this.#limits;
    this.#allowed = Math.min(eventsPerSecond, this.#allowed + ((now - this.#allowedAt) / 1_000) * eventsPerSecond) - 1;
    this.#allowedAt = now;
  }

  #turnTap(): void {
    if (this.#ended) return;
    const pause = this.#waiting.length >= this.#limits.waiting || this.#tooFast();
    if (pause === this.#paused) return;
    this.#paused = pause;
    if (pause) this.#tap.pause();
    else this.#tap.resume();
  }

  /** Looks again when enough time has passed. */
  #tooFast(): boolean {
    if (this.#slow !== null) return true;
    if (this.#allowed >= 0) return false;
    const wait = (-this.#allowed / this.#limits.eventsPerSecond) * 1_000;
    this.#slow = setTimeout(() => {
      this.#slow = null;
      this.#allowed = 0;
      this.#allowedAt = performance.now();
      this.#turnTap();
    }, wait);
    return true;
  }
}
