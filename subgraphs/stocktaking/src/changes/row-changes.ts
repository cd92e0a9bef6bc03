import type { ActivityColumns } from "../columns/activity-columns";

/** What became of the rows of activities between two points, for one reader; each list ascending. */
export interface RowChanges {
  /** Rows of activities that the reader saw nothing of at the earlier point. */
  readonly added: Int32Array;
  /** Rows at the later point of activities that were there at the earlier one, changed or not. */
  readonly kept: Int32Array;
  /** Rows at the earlier point whose activity has another version at the later one, or none. */
  readonly replaced: Int32Array;
  /** Rows at the later point that replaced one. */
  readonly replacing: Int32Array;
}

/** What a row costs, against one look at it. */
const UNITS_OF_ROW = 3;
const ROWS_OF_STEP = 20_000;

/** Compares the rows of two points, in steps that tell what they cost. */
export function* compareRows(
  columns: ActivityColumns,
  earlier: number,
  later: number,
  privateToo: boolean,
): Generator<number, RowChanges, void> {
  const added: number[] = [];
  const kept: number[] = [];
  const replaced: number[] = [];
  const replacing: number[] = [];
  const rows = columns.rowsUpTo(later);
  for (let start = 0; start < rows; start += ROWS_OF_STEP) {
    const end = Math.min(rows, start + ROWS_OF_STEP);
    yield (end - start) * UNITS_OF_ROW;
    for (let row = start; row < end; row += 1) {
      if (!privateToo && columns.hidden.at(row) === 1) continue;
      const before = columns.isLive(row, earlier);
      const after = columns.isLive(row, later);
      if (before && after) kept.push(row);
      if (before && !after) replaced.push(row);
      if (before || !after) continue;
      if (columns.rowsOf.at(columns.subjects.at(row), earlier, privateToo) === -1) added.push(row);
      else {
        kept.push(row);
        replacing.push(row);
      }
    }
  }

  return {
    added: Int32Array.from(added),
    kept: Int32Array.from(kept),
    replaced: Int32Array.from(replaced),
    replacing: Int32Array.from(replacing),
  };
}
