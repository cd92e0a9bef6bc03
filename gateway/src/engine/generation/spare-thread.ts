import type { PoolLimits } from "../plan/planner-pool";
import { PlannerThread, type ThreadSource } from "../plan/planner-thread";

/** Milliseconds after the start: who begins has other things to do. */
const LATER = 10_000;

/** A planner's thread that waits for the next supergraph: reading one before makes it several times as quick. */
export class SpareThread {
  #thread: PlannerThread | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  /** Starts one of its own, for a graph whose first change would find none. */
  startLater(source: ThreadSource, limits: PoolLimits): void {
    this.#timer = setTimeout(() => {
      if (this.#thread !== null || this.#closed) return;
      const thread = new PlannerThread(source, false, limits);
      // One that doesn't come up is none.
      thread.ready.catch(() => undefined);
      this.offer(thread);
    }, LATER).unref();
  }

  /** Takes a thread that nobody uses any more; one is enough. */
  offer(thread: PlannerThread): void {
    if (this.#closed || (this.#thread !== null && !this.#thread.over)) void thread.close();
    else this.#thread = thread;
  }

  take(): PlannerThread | null {
    const thread = this.#thread;
    this.#thread = null;
    return thread?.over === true ? null : thread;
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#thread?.close();
  }
}
