import { ROWS_OF_STEP } from "../columns/row-scan";

/** How many cells are kept at most before the counters take them. */
export const MOST_SIGHTINGS = 8_192;

/**
 * The shown cells that some rows meet, and as what, in the order of the rows: counters take many at once, so that their
 * loop is their own. A row of very many cells may come again with the rest of them.
 */
export class Sightings {
  /** By row seen: its number, its lead, and where its cells end. */
  readonly rows = new Int32Array(ROWS_OF_STEP + 1);
  readonly leads = new Int32Array(ROWS_OF_STEP + 1);
  readonly ends = new Int32Array(ROWS_OF_STEP + 1);
  /** How many rows. */
  seen = 0;
  readonly cells = new Int32Array(MOST_SIGHTINGS);
  /** By cell as what the row is evidence there. */
  readonly marks = new Uint8Array(MOST_SIGHTINGS);

  /** Every cell from where the row before ended up to this one is the row's. */
  close(row: number, lead: number, end: number): void {
    this.rows[this.seen] = row;
    this.leads[this.seen] = lead;
    this.ends[this.seen] = end;
    this.seen += 1;
  }
}

/** Tells one cell after the other, with its row and mark. */
export function eachSighting({ rows, ends, seen, cells, marks }: Sightings, tell: (cell: number, row: number, mark: number) => void): void {
  let at = 0;
  for (let sight = 0; sight < seen; sight += 1) {
    const end = ends[sight] ?? 0;
    for (; at < end; at += 1) tell(cells[at] ?? 0, rows[sight] ?? 0, marks[at] ?? 0);
  }
}
