import { readFileSync } from "node:fs";

/** Milliseconds of a thread since it began. */
export interface ThreadTimes {
  readonly atWork: number;
  /** It was ready to work, and the machine did something else. */
  readonly waiting: number;
}

const NANOSECONDS = 1_000_000;

/** Of a process's main thread; null where the system doesn't tell. */
export function mainThreadTimes(process: number): ThreadTimes | null {
  try {
    const [atWork = "", waiting = ""] = readFileSync(`/proc/${process}/task/${process}/schedstat`, "latin1").split(" ");
    return { atWork: Number(atWork) / NANOSECONDS, waiting: Number(waiting) / NANOSECONDS };
  } catch {
    return null;
  }
}
