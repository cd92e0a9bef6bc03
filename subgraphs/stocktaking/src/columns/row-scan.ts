import type { MatchPoint, RowTest } from "./match-point";

/** Rows looked at before others have their turn. */
export const ROWS_OF_STEP = 4_096;

/** What rows have to be before anything else is asked of them: of some statuses, in a span of years. */
export interface RowSpan {
  /** By status's number: 0 where it isn't meant. */
  readonly statuses: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** By row the last year of its period. */
  readonly lastYear: ArrayLike<number>;
}

/** The live rows of a point that pass some tests, a step at a time: either all rows are looked at, or those of a list. */
export class RowScan {
  /** How many rows are looked at. */
  readonly length: number;
  /** The rows that the last step found, in order. */
  readonly found: Int32Array;
  readonly #point: Pick<MatchPoint, "columns" | "sequence" | "privateToo">;
  readonly #tests: readonly RowTest[];
  readonly #listed: Int32Array | null;
  readonly #span: RowSpan | null;

  /** @param listed ascending; null for all rows */
  constructor(
    point: Pick<MatchPoint, "columns" | "sequence" | "privateToo">,
    tests: readonly RowTest[],
    listed: Int32Array | null,
    span: RowSpan | null = null,
  ) {
    this.#point = point;
    this.#tests = tests;
    this.#span = span;
    this.#listed = listed;
    this.length = listed?.length ?? point.columns.rowsUpTo(point.sequence);
    this.found = new Int32Array(Math.min(this.length, ROWS_OF_STEP));
  }

  /** How many rows the step from `start` on looks at. */
  lookedAt(start: number): number {
    return Math.min(ROWS_OF_STEP, this.length - start);
  }

  /** Looks at the rows of the step from `start` on; returns how many it found. */
  read(start: number): number {
    const end = start + this.lookedAt(start);
    let count = this.#listed === null ? this.#liveBetween(start, end) : this.#liveOf(this.#listed, start, end);
    for (const test of this.#tests) count = test(this.found, count);
    return count;
  }

  #liveBetween(start: number, end: number): number {
    const span = this.#span;
    if (span !== null) return this.#spannedBetween(start, end, span);
    const { columns, sequence, privateToo } = this.#point;
    const { found } = this;
    const to = columns.to.array;
    const hidden = columns.hidden.array;
    const most = privateToo ? 1 : 0;
    let count = 0;
    for (let row = start; row < end; row += 1) {
      if ((to[row] ?? 0) > sequence && (hidden[row] ?? 0) <= most) found[count++] = row;
    }
    return count;
  }

  /** The same for a span, in one loop: most rows of a scan end here. */
  #spannedBetween(start: number, end: number, { statuses, from, to, lastYear }: RowSpan): number {
    const { columns, sequence, privateToo } = this.#point;
    const { found } = this;
    const ends = columns.to.array;
    const hidden = columns.hidden.array;
    const ofRows = columns.statuses.array;
    const firstYear = columns.firstYear.array;
    const most = privateToo ? 1 : 0;
    let count = 0;
    for (let row = start; row < end; row += 1) {
      if ((lastYear[row] ?? 0) < from || (firstYear[row] ?? 0) > to) continue;
      if (statuses[ofRows[row] ?? 0] !== 0 && (ends[row] ?? 0) > sequence && (hidden[row] ?? 0) <= most) found[count++] = row;
    }
    return count;
  }

  #liveOf(listed: Int32Array, start: number, end: number): number {
    const { columns, sequence, privateToo } = this.#point;
    const { found } = this;
    const from = columns.from.array;
    const to = columns.to.array;
    const hidden = columns.hidden.array;
    const most = privateToo ? 1 : 0;
    let count = 0;
    for (let at = start; at < end; at += 1) {
      const row = listed[at] ?? 0;
      if ((from[row] ?? 0) <= sequence && (to[row] ?? 0) > sequence && (hidden[row] ?? 0) <= most) found[count++] = row;
    }
    return this.#span === null ? count : this.#spanned(count, this.#span);
  }

  #spanned(count: number, { statuses, from, to, lastYear }: RowSpan): number {
    const { found } = this;
    const ofRows = this.#point.columns.statuses.array;
    const firstYear = this.#point.columns.firstYear.array;
    let kept = 0;
    for (let at = 0; at < count; at += 1) {
      const row = found[at] ?? 0;
      if ((lastYear[row] ?? 0) >= from && (firstYear[row] ?? 0) <= to && statuses[ofRows[row] ?? 0] !== 0) found[kept++] = row;
    }
    return kept;
  }
}
