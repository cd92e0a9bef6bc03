/** Up to 16 MB of bits; beyond that a set of the pairs that really occur. */
const MOST_BITS = 2 ** 27;

/** Tells the first sight of a pair (cell, number) from the later ones, and nothing else. */
export class DistinctPairs {
  readonly #width: number;
  readonly #bits: Int32Array | null;
  readonly #seen = new Set<number>();

  constructor(cells: number, width: number) {
    this.#width = width;
    this.#bits = cells * width <= MOST_BITS ? new Int32Array(Math.ceil((cells * width) / 32)) : null;
  }

  /** 1 for a pair not seen before, else 0. */
  add(cell: number, number: number): number {
    const pair = cell * this.#width + number;
    if (this.#bits === null) {
      if (this.#seen.has(pair)) return 0;
      this.#seen.add(pair);
      return 1;
    }
    // Without a branch: which way it goes can't be foretold.
    const word = pair >>> 5;
    const before = this.#bits[word] ?? 0;
    this.#bits[word] = before | (1 << pair);
    return (~before >>> pair) & 1;
  }
}
