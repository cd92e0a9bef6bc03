import { setImmediate as nextTurn } from "node:timers/promises";

const LONGEST = 4;

/**
 * Lets the process's other work have its turn every few milliseconds. Checking records is computing alone: without a
 * pause the batch that is on its way to the database stands still, and so does every request that the hub is answering.
 */
export class Turns {
  #since = performance.now();

  async pause(): Promise<void> {
    if (performance.now() - this.#since < LONGEST) return;
    await nextTurn();
    this.#since = performance.now();
  }
}
