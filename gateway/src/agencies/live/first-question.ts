import type { Breaker, Leave } from "./breaker";

/** Leave to ask a server that nobody may have asked yet: while the first question of all is on its way, the others wait for how it ends. */
export class FirstQuestion {
  readonly #breaker: Breaker;
  #first: Promise<void> | null = null;

  constructor(breaker: Breaker) {
    this.#breaker = breaker;
  }

  /** Null where the server isn't to be asked now. */
  async leave(): Promise<Leave | null> {
    const untried = this.#breaker.state === "UNTRIED";
    const leave = this.#breaker.enter();
    if (leave !== null) return untried ? this.#waitedFor(leave) : leave;
    if (this.#first === null) return null;
    await this.#first;
    return this.#breaker.enter();
  }

  #waitedFor(leave: Leave): Leave {
    let over: () => void = () => undefined;
    this.#first = new Promise((ended) => {
      over = ended;
    });
    const then = (end: () => void) => (): void => {
      end();
      this.#first = null;
      over();
    };
    return { ...leave, succeeded: then(leave.succeeded), failed: then(leave.failed), abandoned: then(leave.abandoned) };
  }
}
