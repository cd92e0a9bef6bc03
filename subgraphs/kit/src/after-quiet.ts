/** When work runs after it was asked for, in milliseconds. */
export interface QuietTimes {
  /** So long after it was last asked for, and after the run before it ended. */
  readonly quietMs: number;
  /** No later than this after it was first asked for, however often it is asked for again, unless a run is under way. */
  readonly atMostMs: number;
  /** Even where nobody asks. */
  readonly everyMs?: number;
}

/** Runs a piece of work once things have come to rest; never twice at the same time. */
export class AfterQuiet {
  readonly #work: () => Promise<unknown>;
  readonly #times: QuietTimes;
  readonly #onFault: (error: unknown) => void;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();
  #askedAt: number | null = null;
  #busy = false;
  #stopped = false;

  /** @param onFault told where the work fails; it is tried again the next time that it is asked for */
  constructor(work: () => Promise<unknown>, times: QuietTimes, onFault: (error: unknown) => void) {
    this.#work = work;
    this.#times = times;
    this.#onFault = onFault;
  }

  /** Asks for the work. */
  wake(): void {
    const { quietMs, atMostMs } = this.#times;
    const now = performance.now();
    this.#askedAt ??= now;
    // What is asked for while a run is under way is done by one run after it, and not by one for each asking.
    if (!this.#busy) this.#runIn(Math.max(0, Math.min(quietMs, this.#askedAt + atMostMs - now)));
  }

  /** Begins no other run, and waits for the one under way. */
  stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    return this.#running;
  }

  #runIn(milliseconds: number): void {
    if (this.#stopped) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#running = this.#run();
    }, milliseconds);
    this.#timer.unref();
  }

  async #run(): Promise<void> {
    this.#busy = true;
    this.#askedAt = null;
    await this.#work().catch(this.#onFault);
    this.#busy = false;
    if (this.#askedAt !== null) this.#runIn(this.#times.quietMs);
    else if (this.#times.everyMs !== undefined) this.#runIn(this.#times.everyMs);
  }
}
