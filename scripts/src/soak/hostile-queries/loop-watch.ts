import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

/** The longest times that the event loop did nothing else, in milliseconds. */
export interface Stalls {
  /** As whoever waits feels it. */
  readonly longest: number;
  /** What of a turn this thread was at work, whatever else the machine did; null where the system doesn't tell. */
  readonly longestAtWork: number | null;
}

const RESOLUTION_MS = 10;
const NANOSECONDS = 1_000_000;
/** Its first number is the nanoseconds that the main thread was on a processor. */
const THREAD = `/proc/self/task/${process.pid}/schedstat`;

/** Watches the event loop of its own process. */
export class LoopWatch {
  readonly #delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #atWork = timeAtWork();
  #longestAtWork = 0;

  constructor() {
    this.#delays.enable();
    setInterval(() => this.#look(), RESOLUTION_MS).unref();
  }

  /** Since the last time it was asked. */
  stalls(): Stalls {
    const told = { longest: this.#delays.max / NANOSECONDS, longestAtWork: this.#atWork === null ? null : this.#longestAtWork };
    this.#delays.reset();
    this.#longestAtWork = 0;
    return told;
  }

  #look(): void {
    const now = timeAtWork();
    if (now !== null && this.#atWork !== null) this.#longestAtWork = Math.max(this.#longestAtWork, now - this.#atWork);
    this.#atWork = now;
  }
}

function timeAtWork(): number | null {
  try {
    return Number(readFileSync(THREAD, "latin1").split(" ")[0]) / NANOSECONDS;
  } catch {
    return null;
  }
}
