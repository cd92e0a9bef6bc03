import type { AsOfPoint } from "@actionline/kit/request-context";
import { inOneGo } from "@actionline/kit/work-budget";
import type { IndexSnapshot } from "../columns/index-snapshot";
import { weaknessesOf } from "./base-findings";
import type { CellCoordinates, CoverageQuery } from "./coverage-query";
import type { EvidenceRow } from "./coverage-result";
import { RollUp } from "./roll-up";
import { type CountedRow, strengthOf, strengthsOf } from "./rows-of-cells";
import { openSlice, tallyOf, UNITS_OF_SLICE } from "./slice";

/** What it costs to sort and show a row found. */
const UNITS_OF_FOUND = 30;
const ORDER = { STRONG: 0, WEAK: 1, SUGGESTED: 2 } as const;

/** The activities that count for a cell, the strong first, each once and as the most that it is. */
export function evidenceOf(
  index: IndexSnapshot,
  query: CoverageQuery,
  cell: CellCoordinates,
  first: number,
  point: AsOfPoint,
  privateToo: boolean,
): EvidenceRow[] {
  return inOneGo(evidenceSteps(index, query, cell, point, privateToo)).slice(0, first);
}

/** All of them, in steps, each of which tells first what the next one costs. */
export function* evidenceSteps(
  index: IndexSnapshot,
  query: CoverageQuery,
  cell: CellCoordinates,
  point: AsOfPoint,
  privateToo: boolean,
): Generator<number, EvidenceRow[], void> {
  yield UNITS_OF_SLICE;
  const slice = openSlice(index, query, point, privateToo, cell);
  const found: CountedRow[] = [];
  const tally = tallyOf(slice, new RollUp([], slice.grid, slice.view, []), { reporter: cell.REPORTER });
  yield* tally.steps((row, marks) => found.push({ row, marks }));
  yield found.length * UNITS_OF_FOUND;
  found.sort((a, b) => ORDER[strengthOf(a.marks)] - ORDER[strengthOf(b.marks)] || a.row - b.row);
  return showRows(index, found);
}

/** Counted rows as what they say. */
export function showRows({ columns }: IndexSnapshot, rows: readonly CountedRow[]): EvidenceRow[] {
  return rows.map(({ row, marks }) => ({
    row,
    sequence: columns.sequence(row),
    activity: columns.subject(row),
    strength: strengthOf(marks),
    strengths: strengthsOf(marks),
    weaknesses: strengthOf(marks) === "WEAK" ? weaknessesOf(marks) : [],
  }));
}
