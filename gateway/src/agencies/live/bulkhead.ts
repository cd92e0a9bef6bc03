/** How much of a hub one source may take up. */
export interface BulkheadRules {
  readonly atOnce: number;
  readonly waiting: number;
  /** Milliseconds that one waits. */
  readonly waitMs: number;
}

/** There was no room, or no turn came in time. */
export class NoRoom extends Error {}

interface Waiter {
  enter(): void;
  refuse(): void;
}

/** Lets so many questions through at once and so many wait; the rest learn at once that there is no room. */
export class Bulkhead {
  readonly #rules: BulkheadRules;
  readonly #waiting = new Set<Waiter>();
  #inside = 0;
  #room: number;

  constructor(rules: BulkheadRules) {
    this.#rules = rules;
    this.#room = rules.atOnce;
  }

  get inside(): number {
    return this.#inside;
  }

  /** Rejects with NoRoom; who was let in leaves once. */
  async enter(): Promise<void> {
    if (this.#inside < this.#room) this.#inside++;
    else if (this.#waiting.size >= this.#rules.waiting) throw new NoRoom("as many questions wait for it as may");
    else await this.#turn();
  }

  leave(): void {
    this.#inside--;
    this.#fill();
  }

  /** Sends away whoever waits: there is nobody to wait for. */
  dismiss(): void {
    for (const waiter of this.#waiting) waiter.refuse();
  }

  /** A source that is just back takes one question at first. */
  narrow(): void {
    this.#room = 1;
  }

  /** Each answer makes room for one more, up to the usual. */
  widen(): void {
    if (this.#room >= this.#rules.atOnce) return;
    this.#room++;
    this.#fill();
  }

  #fill(): void {
    for (const waiter of this.#waiting) {
      if (this.#inside >= this.#room) return;
      this.#inside++;
      waiter.enter();
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => (): void => {
        clearTimeout(timer);
        this.#waiting.delete(waiter);
        end();
      };
      const waiter: Waiter = { enter: settle(resolve), refuse: settle(() => reject(new NoRoom("its turn didn't come"))) };
      const timer = setTimeout(() => waiter.refuse(), this.#rules.waitMs);
      this.#waiting.add(waiter);
    });
  }
}
