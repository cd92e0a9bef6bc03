import { readFileSync } from "node:fs";
import { createHistogram, monitorEventLoopDelay } from "node:perf_hooks";

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
/** The nanoseconds that the main thread was on a processor, and that it waited for one. */
const THREAD = `/proc/self/task/${process.pid}/schedstat`;

/** Milliseconds of the thread since it began. */
interface ThreadTimes {
  readonly atWork: number;
  readonly waiting: number;
}

/** Watches the event loop of its own process. */
export class LoopWatch {
  readonly #delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  readonly #turns = createHistogram();
  #since = threadTimes();
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
    this.#since = threadTimes();
    return told;
  }

  #atWork(): Pick<Stalls, "longestAtWork" | "p99AtWork" | "keptWaiting"> {
    const [since, now] = [this.#since, threadTimes()];
    if (since === null || now === null) return { longestAtWork: null, p99AtWork: null, keptWaiting: null };
    const [atWork, waiting] = [now.atWork - since.atWork, now.waiting - since.waiting];
    return {
      longestAtWork: this.#longestAtWork,
      p99AtWork: this.#turns.percentile(99) / MICROSECONDS,
      keptWaiting: waiting / Math.max(1, atWork + waiting),
    };
  }

  #look(): void {
    const [last, now] = [this.#last, threadTimes()];
    if (now !== null && last !== null) {
      const turn = now.atWork - last.atWork;
      this.#longestAtWork = Math.max(this.#longestAtWork, turn);
      this.#turns.record(Math.max(1, Math.round(turn * MICROSECONDS)));
    }
    this.#last = now;
  }
}

function threadTimes(): ThreadTimes | null {
  try {
    const [atWork = "", waiting = ""] = readFileSync(THREAD, "latin1").split(" ");
    return { atWork: Number(atWork) / NANOSECONDS, waiting: Number(waiting) / NANOSECONDS };
  } catch {
    return null;
  }
}
