import { createHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import { mainThreadTimes } from "./thread-times";

/** The longest times that the event loop did nothing else, in milliseconds. */
export interface Stalls {
  /** As whoever waits feels it. */
  readonly longest: number;
  /** What of a turn this thread was at work, whatever else the machine did; null where the system doesn't tell. */
  readonly longestAtWork: number | null;
  /** So long at most were 99 of a hundred of its looks at the clock apart, at work alike. */
  readonly p99AtWork: number | null;
  /** The share of its own time that this thread was ready to work and the machine did something else, of 1. */
  readonly keptWaiting: number | null;
}

const RESOLUTION_MS = 10;
const NANOSECONDS = 1_000_000;
const MICROSECONDS = 1_000;

/** Watches the event loop of its own process. */
export class LoopWatch {
  readonly #delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  readonly #turns = createHistogram();
  #since = mainThreadTimes(process.pid);
  #last = this.#since;
  #longestAtWork = 0;

  constructor() {
    this.#delays.enable();
    setInterval(() => this.#look(), RESOLUTION_MS).unref();
  }

  /** Since the last time it was asked. */
  stalls(): Stalls {
    const told = { longest: this.#delays.max / NANOSECONDS, ...this.#atWork() };
    this.#delays.reset();
    this.#turns.reset();
    this.#longestAtWork = 0;
    this.#since = mainThreadTimes(process.pid);
    return told;
  }

  #atWork(): Pick<Stalls, "longestAtWork" | "p99AtWork" | "keptWaiting"> {
    const [since, now] = [this.#since, mainThreadTimes(process.pid)];
    if (since === null || now === null) return { longestAtWork: null, p99AtWork: null, keptWaiting: null };
    const [atWork, waiting] = [now.atWork - since.atWork, now.waiting - since.waiting];
    return {
      longestAtWork: this.#longestAtWork,
      p99AtWork: this.#turns.percentile(99) / MICROSECONDS,
      keptWaiting: waiting / Math.max(1, atWork + waiting),
    };
  }

  #look(): void {
    const [last, now] = [this.#last, mainThreadTimes(process.pid)];
    if (now !== null && last !== null) {
      const turn = now.atWork - last.atWork;
      this.#longestAtWork = Math.max(this.#longestAtWork, turn);
      this.#turns.record(Math.max(1, Math.round(turn * MICROSECONDS)));
    }
    this.#last = now;
  }
}
