import type { BaseGrid } from "../coverage/base-grid";
import type { BaseCell } from "../coverage/expectations";
import { gridOfPlace } from "../coverage/roll-up";
import type { ChangeEntry } from "./change-entry";
import { type ChangeEvidence, evidenceOfChanges } from "./change-evidence";
import { type CellChange, familiesBehind, type PointsCompared } from "./compare-points";
import type { InputFamily } from "./input-family";
import { RecordEntries } from "./record-entries";
import { addedEntries, changedEntries, duplicateEntries, reviewEntries } from "./row-entries";

/** Base cells of one changed cell whose records are looked at. */
const MOST_BASE_CELLS = 200;
/** What it costs to read the records that bear on a base cell at both points, against one look at a row; asking who answers comes on top. */
const UNITS_OF_BASE_CELL = 1_000;
/** What it costs to find the base cells of a change in its grid, and its entries among all that changed. */
const UNITS_OF_CHANGE = 30_000;

/** The entries that made each change of a page; where several causes were needed, those of all of them. */
export function* entriesOfChanges(compared: PointsCompared, changes: readonly CellChange[]): Generator<number, ChangeEntry[][], void> {
  const { points, before, after } = compared;
  const asked = new Set(changes.flatMap((change) => familiesOf(compared, change)));
  const evidence = yield* evidenceOfChanges(compared, changes, asked);
  const records = new RecordEntries(points, before, after);
  const entries: ChangeEntry[][] = [];
  for (const [at, change] of changes.entries()) {
    const cells = baseCellsOf(compared, change);
    yield UNITS_OF_CHANGE + cells.length * UNITS_OF_BASE_CELL;
    entries.push(familiesOf(compared, change).flatMap((family) => entriesOf(family, compared, records, cells, evidence, at)));
    yield records.effort();
  }
  return entries;
}

const familiesOf = (compared: PointsCompared, change: CellChange): readonly InputFamily[] =>
  change.together ? familiesBehind(compared, change) : [change.family];

function entriesOf(
  family: InputFamily,
  { points }: PointsCompared,
  records: RecordEntries,
  cells: readonly BaseCell[],
  evidence: ChangeEvidence,
  at: number,
): ChangeEntry[] {
  const { earlier, later, added, replaced, replacing } = evidence;
  const rows = [...(earlier[at] ?? []), ...(later[at] ?? [])];
  switch (family) {
    case "ADDED_ACTIVITIES":
      return addedEntries(points, added[at] ?? []);
    case "CHANGED_ACTIVITIES":
      return changedEntries(points, replaced[at] ?? [], replacing[at] ?? []);
    case "REVIEWS":
      return reviewEntries(points, rows);
    case "DUPLICATES":
      return duplicateEntries(points, rows);
    case "SOURCES":
      return records.sources(cells, rows);
    case "REFERENCE":
      return records.reference(cells, rows);
    case "SCOPES":
      return records.scopes(cells);
    case "RESPONSIBILITY":
      return records.responsibility(cells);
    case "EXPECTATIONS":
      return records.expectations(cells);
    case "DEFINITION":
      return records.definition();
    case "CLOSED_YEARS":
      return [];
  }
}

/** The base cells that a changed cell stands for, the first of them where they are very many. */
function baseCellsOf({ frame, before, after }: PointsCompared, { cell }: CellChange): BaseCell[] {
  for (const { slice, rollUp } of [after, before]) {
    const [number = -1] = frame.numbersIn(rollUp, [cell]);
    if (number !== -1) return [...cellsOf(gridOfPlace(slice.grid, rollUp, number))];
  }
  return [];
}

function* cellsOf({ items, places, years, types }: BaseGrid): Generator<BaseCell, void, void> {
  let count = 0;
  for (const item of items)
    for (const place of places)
      for (const year of years)
        for (const type of types) {
          count += 1;
          if (count > MOST_BASE_CELLS) return;
          yield { item, place, year, type };
        }
}
