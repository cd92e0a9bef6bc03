import { setImmediate } from "node:timers/promises";
import { hubError } from "./hub-error";

/** How much work one request may cause. A unit is what one look at one row costs: in the order of ten nanoseconds. */
export const MOST_WORK = 100_000_000;
/** Units after which a request lets others have their turn: about 10 ms. */
const TURN = 1_000_000;

/**
 * What one request may still spend on work in memory. Whoever is about to look at many rows draws for them first: a
 * request that asks for too much is refused before the work, and one that asks for much never holds up the others.
 */
export class WorkBudget {
  readonly #isOver: () => boolean;
  readonly #most: number;
  #spent = 0;
  /** Drawn since others last had their turn. */
  #drawn = 0;
  #line: Promise<void> = Promise.resolve();

  /** @param isOver whether nobody waits for the answer any more */
  constructor(isOver: () => boolean = () => false, most: number = MOST_WORK) {
    this.#isOver = isOver;
    this.#most = most;
  }

  get spent(): number {
    return this.#spent;
  }

  /** Draws for work, and waits until it is this work's turn to be done; refuses what is left too little for. */
  async draw(units: number): Promise<void> {
    this.#spend(units);
    if (!this.#goesOn(units)) await this.#turn(units);
  }

  /** Does work that comes in steps, each of which tells first what the next one costs. */
  async run<Result>(steps: Generator<number, Result, void>): Promise<Result> {
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value;
      this.#spend(value);
      // Most steps are small: to wait before each would cost more than they do.
      if (!this.#goesOn(value)) await this.#turn(value);
    }
  }

  #spend(units: number): void {
    if (this.#spent + units > this.#most) {
      throw hubError(
        "QUERY_TOO_COSTLY",
        "Answering this takes more work than one request may cause. Ask for fewer lists, groups or filters at once, or narrow them.",
        { most: this.#most },
      );
    }
    this.#spent += units;
  }

  #goesOn(units: number): boolean {
    if (this.#drawn + units > TURN) return false;
    this.#drawn += units;
    return true;
  }

  /** Work of one request that has to wait stands in line: each has a turn of the event loop to itself. */
  async #turn(units: number): Promise<void> {
    this.#line = this.#line.then(() => setImmediate());
    await this.#line;
    this.#drawn = units;
    if (this.#isOver()) throw hubError("DEADLINE", "The request took longer than the hub allows; ask for less at once.");
  }
}

/** Does work that comes in steps in one go, where nobody waits beside it. */
export function inOneGo<Result>(steps: Generator<number, Result, void>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
