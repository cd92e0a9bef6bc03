import { readlinkSync } from "node:fs";
import { getPriority, setPriority } from "node:os";

/** Leaves a tenth of the processor where another thread wants to work too, and all of it where none does. */
const LESS = 10;
const LEAST = 19;
/** Reads as `<process>/task/<thread>`. */
const OWN_THREAD = "/proc/thread-self";

/** Lets other threads go first: whoever asks something waits for the main thread, which isn't to wait for who plans. */
export function giveWay(): void {
  // Elsewhere a thread has no priority of its own.
  if (process.platform !== "linux") return;
  try {
    const [owner, , thread] = readlinkSync(OWN_THREAD).split("/");
    if (owner !== String(process.pid)) return;
    setPriority(Number(thread), Math.min(getPriority(Number(thread)) + LESS, LEAST));
  } catch {
    // Where it may not be asked for, it plans as an equal.
  }
}
