/**
 * Lets one go on in every other turn of the event loop, first come, first served. What each does in one go takes some
 * milliseconds; where many come at once, everyone else is heard in between. Some are heard in the second turn alone: a
 * server may take a connection in one and read it in the next.
 */
export class OneATurn {
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;

  /** Null where nobody has gone on in this turn: then there is nothing to wait for. */
  next(): Promise<void> | null {
    if (this.#isTaken) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#isTaken = true;
    this.#later();
    return null;
  }

  #later(): void {
    setImmediate(() => setImmediate(() => this.#goOn()));
  }

  #goOn(): void {
    const goOn = this.#waiting.shift();
    this.#isTaken = goOn !== undefined;
    if (goOn === undefined) return;
    goOn();
    this.#later();
  }
}
