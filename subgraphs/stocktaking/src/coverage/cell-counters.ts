import { DistinctPairs } from "./distinct-pairs";

/**
 * What evidence a base cell has, as bits: the weaknesses of its weak evidence, whether any is strong or suggested, and
 * whether any would count were it of the cell's type, which nobody states.
 */
export const MARK = { PLANNED: 1, COARSE: 2, DIFFUSE: 4, STALE: 8, strong: 16, suggested: 32, untyped: 64 } as const;
export const WEAKNESS_BITS = 15;

/** Distinct rows in each shown cell: a row that comes to a cell again, through another base cell, isn't counted again. */
class DistinctRows {
  readonly counts: Uint32Array;
  /** The last row that each cell counted, plus one: rows come in order, so an earlier one can't come back. */
  readonly #last: Uint32Array;

  constructor(cells: number) {
    this.counts = new Uint32Array(cells);
    this.#last = new Uint32Array(cells);
  }

  add(cell: number, row: number): void {
    if (this.#last[cell] === row + 1) return;
    this.#last[cell] = row + 1;
    this.counts[cell] = (this.counts[cell] ?? 0) + 1;
  }
}

/** Distinct activities and leads of every shown cell. */
export class CellCounters {
  readonly #strong: DistinctRows;
  readonly #weak: DistinctRows;
  readonly #suggested: DistinctRows;
  readonly #leads: Uint32Array;
  readonly #pairs: DistinctPairs;

  constructor(cells: number, organizations: number) {
    this.#strong = new DistinctRows(cells);
    this.#weak = new DistinctRows(cells);
    this.#suggested = new DistinctRows(cells);
    this.#leads = new Uint32Array(cells);
    this.#pairs = new DistinctPairs(cells, organizations);
  }

  add(cell: number, row: number, lead: number, mark: number): void {
    if (mark === MARK.strong) {
      this.#strong.add(cell, row);
      this.#leads[cell] = (this.#leads[cell] ?? 0) + this.#pairs.add(cell, lead);
    } else if (mark === MARK.suggested) this.#suggested.add(cell, row);
    else this.#weak.add(cell, row);
  }

  activities(cell: number): number {
    return this.#strong.counts[cell] ?? 0;
  }

  weak(cell: number): number {
    return this.#weak.counts[cell] ?? 0;
  }

  leads(cell: number): number {
    return this.#leads[cell] ?? 0;
  }

  suggested(cell: number): number {
    return this.#suggested.counts[cell] ?? 0;
  }
}
