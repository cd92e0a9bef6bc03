/**
 * Lets one go on in each turn of the event loop, first come, first served. What each does in one go takes some
 * milliseconds; where many come at once, everyone else is heard in between.
 */
export class OneATurn {
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;

  /** Null where nobody has gone on in this turn: then there is nothing to wait for. */
  next(): Promise<void> | null {
    if (this.#isTaken) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#isTaken = true;
    this.#inNextTurn();
    return null;
  }

  #inNextTurn(): void {
    setImmediate(() => {
      const goOn = this.#waiting.shift();
      this.#isTaken = goOn !== undefined;
      if (goOn === undefined) return;
      goOn();
      this.#inNextTurn();
    });
  }
}
