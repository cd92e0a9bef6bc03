import { readlinkSync } from "node:fs";
import { getPriority, setPriority } from "node:os";

/**
 * Leaves a third of another thread's share where both want to work, and all of it where the other doesn't. Less would keep
 * a publish waiting: at 10 it was in force after 1.2 s in place of 1.0, and nobody else was answered sooner.
 */
const LESS = 5;
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
