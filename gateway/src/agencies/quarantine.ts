/** Codes of answers that no server gives that means well, or works. */
const VIOLATIONS: ReadonlySet<string> = new Set(["SOURCE_ENTITY_MISMATCH", "SOURCE_CONTRACT_VIOLATION"]);
const MOST = 3;
/** Milliseconds in which as many are too many, and for which its server isn't asked then. */
const WITHIN = 300_000;
export const LASTS = 300_000;

/** Counts what an agency's server answers against its contract; after several of those its mirror answers for a while. */
export class Quarantine {
  readonly #now: () => number;
  readonly #onBegin: (code: string) => void;
  #violations: number[] = [];
  #until = Number.NEGATIVE_INFINITY;
  #counted = false;

  /**
   * @param now milliseconds of a clock that never goes back
   * @param onBegin told what the last of its violations was
   */
  constructor(now: () => number, onBegin: (code: string) => void) {
    this.#now = now;
    this.#onBegin = onBegin;
  }

  get holds(): boolean {
    return this.#now() < this.#until;
  }

  /** Told of each fault of an answer; those of one answer come together, and are one violation. */
  note(code: string): void {
    if (!VIOLATIONS.has(code) || this.#counted || this.holds) return;
    this.#counted = true;
    setImmediate(() => {
      this.#counted = false;
    });
    const now = this.#now();
    this.#violations = [...this.#violations.filter((at) => now - at < WITHIN), now];
    if (this.#violations.length < MOST) return;
    this.#violations = [];
    this.#until = now + LASTS;
    this.#onBegin(code);
  }
}
