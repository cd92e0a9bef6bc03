import { CellCounters, MARK, WEAKNESS_BITS } from "./cell-counters";
import type { EvidenceRow } from "./coverage-result";
import { eachSighting, type Sightings } from "./sightings";

/** A row that counts for a cell, and all that it counts for there. */
export interface CountedRow {
  readonly row: number;
  readonly marks: number;
}

/** Some cells of an answer, by number, and how many rows of each are to be shown. */
export interface WantedRows {
  readonly cell: number;
  readonly first: number;
}

/** The most that a row says that counts for this. */
export function strengthOf(marks: number): EvidenceRow["strength"] {
  if ((marks & MARK.strong) !== 0) return "STRONG";
  return (marks & WEAKNESS_BITS) !== 0 ? "WEAK" : "SUGGESTED";
}

/** All that a row that counts for this is for some base cell, the most first: a number of weak ones opens to these rows. */
export function strengthsOf(marks: number): EvidenceRow["strength"][] {
  const is = { STRONG: MARK.strong, WEAK: WEAKNESS_BITS, SUGGESTED: MARK.suggested } as const;
  return (["STRONG", "WEAK", "SUGGESTED"] as const).filter((strength) => (marks & is[strength]) !== 0);
}

/**
 * Rows behind some of the cells of a tally, gathered in its one pass. It keeps no more of each strength than are to be
 * shown: what it takes depends on the cells asked for, not on how many rows count for them.
 */
export class RowsOfCells extends CellCounters {
  readonly #wanted: readonly WantedRows[];
  /** By cell: its place among those wanted, plus one. */
  readonly #places: Uint32Array;
  readonly #lists: readonly Record<EvidenceRow["strength"], CountedRow[]>[];
  readonly #lastRow: Int32Array;
  readonly #lastMarks: Uint8Array;

  constructor(size: number, wanted: readonly WantedRows[]) {
    super(0, 0);
    this.#wanted = wanted;
    this.#places = new Uint32Array(size);
    wanted.forEach(({ cell }, place) => {
      this.#places[cell] = place + 1;
    });
    this.#lists = wanted.map(() => ({ STRONG: [], WEAK: [], SUGGESTED: [] }));
    this.#lastRow = new Int32Array(wanted.length).fill(-1);
    this.#lastMarks = new Uint8Array(wanted.length);
  }

  override take(sightings: Sightings): void {
    eachSighting(sightings, (cell, row, mark) => this.#add(cell, row, mark));
  }

  #add(cell: number, row: number, mark: number): void {
    const place = (this.#places[cell] ?? 0) - 1;
    if (place === -1) return;
    // Rows come one after the other: with another row, the last one has said all that it says.
    if (this.#lastRow[place] !== row) this.#put(place);
    this.#lastRow[place] = row;
    this.#lastMarks[place] = (this.#lastMarks[place] ?? 0) | mark;
  }

  /** Strong rows are shown first: with as many as are to be shown, no later row is. */
  override get isDone(): boolean {
    return this.#wanted.every(({ first }, place) => (this.#lists[place]?.STRONG.length ?? 0) >= first);
  }

  /** Once the pass is over: rows of each wanted cell, the strong first, then the weak, then what is only suggested. */
  lists(): CountedRow[][] {
    return this.#wanted.map(({ first }, place) => {
      this.#put(place);
      const { STRONG, WEAK, SUGGESTED } = this.#lists[place] ?? { STRONG: [], WEAK: [], SUGGESTED: [] };
      return [...STRONG, ...WEAK, ...SUGGESTED].slice(0, first);
    });
  }

  #put(place: number): void {
    const row = this.#lastRow[place] ?? -1;
    const marks = this.#lastMarks[place] ?? 0;
    this.#lastRow[place] = -1;
    this.#lastMarks[place] = 0;
    const list = this.#lists[place]?.[strengthOf(marks)];
    if (row !== -1 && list !== undefined && list.length < (this.#wanted[place]?.first ?? 0)) list.push({ row, marks });
  }
}
