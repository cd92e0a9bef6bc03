/** When a breaker opens, and for how long. Times are milliseconds. */
export interface BreakerRules {
  /** Outcomes that are looked at: the last ones, and none older than `memory`. */
  readonly window: number;
  readonly memory: number;
  /** It opens at this many failures, where they are at least this share of the outcomes. */
  readonly failures: number;
  readonly share: number;
  /** As many failures in a row are enough by themselves. */
  readonly inARow: number;
  /** How long it stays open the first time, and at most: it doubles with each time in a row. */
  readonly rest: number;
  readonly longestRest: number;
  /** After this long without opening, the next rest is a short one again. */
  readonly calm: number;
}

export const BREAKER_RULES: BreakerRules = {
  window: 20,
  memory: 30_000,
  failures: 5,
  share: 0.5,
  inARow: 3,
  rest: 5_000,
  longestRest: 30_000,
  calm: 120_000,
};

/** A question that a breaker let through; whoever asked it tells once how it ended. */
export interface Leave {
  readonly isProbe: boolean;
  succeeded(): void;
  failed(): void;
  /** Nobody waited for its end: it says nothing of the source. */
  abandoned(): void;
}

export type BreakerState = "UNTRIED" | "CLOSED" | "OPEN" | "HALF_OPEN";

/**
 * Keeps questions from a source that doesn't answer. Closed, it lets all through; open, none; when it has rested it is half
 * open and lets exactly one through, whose end decides. It begins untried, which is half open: a hub that starts anew
 * doesn't know yet who is there, and asks one question first.
 */
export class Breaker {
  readonly #rules: BreakerRules;
  readonly #now: () => number;
  readonly #onOpen: () => void;
  readonly #outcomes: { readonly at: number; readonly failed: boolean }[] = [];
  #state: BreakerState = "UNTRIED";
  #probing = false;
  #until = 0;
  #rest: number;
  #openedAt = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds, of a clock that never goes back */
  constructor(rules: BreakerRules, now: () => number, onOpen: () => void = () => undefined) {
    this.#rules = rules;
    this.#now = now;
    this.#onOpen = onOpen;
    this.#rest = rules.rest;
  }

  get state(): BreakerState {
    if (this.#state === "OPEN" && this.#now() >= this.#until) this.#state = "HALF_OPEN";
    return this.#state;
  }

  /** Whether a question would be let through at this moment. */
  get admits(): boolean {
    return this.state === "CLOSED" || (this.#state !== "OPEN" && !this.#probing);
  }

  /** Leave to ask; null where the source isn't to be asked now. */
  enter(): Leave | null {
    if (!this.admits) return null;
    const isProbe = this.#state !== "CLOSED";
    if (isProbe) this.#probing = true;
    return { isProbe, ...this.#ends(isProbe) };
  }

  #ends(isProbe: boolean): Omit<Leave, "isProbe"> {
    let told = false;
    const once = (end: () => void) => (): void => {
      if (told) return;
      told = true;
      if (isProbe) this.#probing = false;
      end();
    };
    return {
      succeeded: once(() => (isProbe ? this.#close() : this.#note(false))),
      failed: once(() => (isProbe ? this.#open() : this.#note(true))),
      abandoned: once(() => undefined),
    };
  }

  #note(failed: boolean): void {
    // What began before it opened says nothing new.
    if (this.#state !== "CLOSED") return;
    const at = this.#now();
    this.#outcomes.push({ at, failed });
    while (this.#outcomes.length > this.#rules.window || (this.#outcomes[0]?.at ?? at) < at - this.#rules.memory) this.#outcomes.shift();
    const { failures, share, inARow } = this.#rules;
    const count = this.#outcomes.filter((outcome) => outcome.failed).length;
    const last = this.#outcomes.slice(-inARow);
    const isGone = last.length === inARow && last.every((outcome) => outcome.failed);
    if (isGone || (count >= failures && count >= this.#outcomes.length * share)) this.#open();
  }

  #open(): void {
    const now = this.#now();
    const { rest, longestRest, calm } = this.#rules;
    this.#rest = now - this.#openedAt > calm ? rest : Math.min(this.#rest * 2, longestRest);
    this.#openedAt = now;
    this.#until = now + this.#rest;
    this.#state = "OPEN";
    this.#outcomes.length = 0;
    this.#onOpen();
  }

  #close(): void {
    this.#state = "CLOSED";
    this.#outcomes.length = 0;
  }
}
