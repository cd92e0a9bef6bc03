const PERCENT = /^percent\((\d{1,3}(?:\.\d{1,8})?)\)$/;

const NONE: readonly string[] = [];

/** Which labels of progressive `@override` are active for a request. */
export class OverrideLabels {
  /** Shares of 100 by label. */
  readonly #shares: readonly (readonly [string, number])[];
  readonly #others: ReadonlySet<string>;
  readonly #random: () => number;

  /** @param random from 0 to 1, 1 excluded */
  constructor(labels: readonly string[], random: () => number) {
    const shares = labels.map((label) => [label, Number(PERCENT.exec(label)?.[1])] as const);
    this.#shares = shares.filter(([, share]) => !Number.isNaN(share));
    this.#others = new Set(shares.filter(([, share]) => Number.isNaN(share)).map(([label]) => label));
    this.#random = random;
  }

  /**
   * In order. Shares are drawn with one number for the whole request: so an operation has one plan more for each share,
   * not twice as many.
   *
   * @param asked labels that the request itself makes active
   */
  active(asked: readonly string[] = NONE): readonly string[] {
    if (this.#shares.length === 0 && this.#others.size === 0) return NONE;
    const drawn = this.#random() * 100;
    const shared = this.#shares.filter(([, share]) => drawn < share).map(([label]) => label);
    return [...shared, ...new Set(asked.filter((label) => this.#others.has(label)))].sort();
  }
}
