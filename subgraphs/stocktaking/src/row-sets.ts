export const NO_ROWS = new Uint32Array(0);

/** Rows in both; each ascending and without repeats. */
export function rowsInBoth(one: Uint32Array, other: Uint32Array): Uint32Array {
  const rows = new Uint32Array(Math.min(one.length, other.length));
  let count = 0;
  let at = 0;
  for (const row of one) {
    while (at < other.length && (other[at] ?? 0) < row) at += 1;
    if (at < other.length && other[at] === row) rows[count++] = row;
  }
  return rows.slice(0, count);
}

/** Rows less others, list by list: what a list costs is its own length, however many rows there are. */
export class RowsLeft {
  readonly #rows: Uint32Array;
  readonly #gone: Uint8Array;

  /** @param rows ascending */
  constructor(rows: Uint32Array) {
    this.#rows = rows;
    this.#gone = new Uint8Array((rows.at(-1) ?? -1) + 1);
  }

  without(others: Uint32Array): void {
    for (const row of others) this.#gone[row] = 1;
  }

  get rows(): Uint32Array {
    return this.#rows.filter((row) => this.#gone[row] === 0);
  }
}
