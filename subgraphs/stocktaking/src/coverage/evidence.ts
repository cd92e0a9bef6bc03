import type { AsOfPoint } from "@actionline/kit/request-context";
import type { IndexSnapshot } from "../columns/index-snapshot";
import { weaknessesOf } from "./base-findings";
import { MARK, WEAKNESS_BITS } from "./cell-counters";
import type { CellCoordinates, CoverageQuery } from "./coverage-query";
import type { EvidenceRow } from "./coverage-result";
import { RollUp } from "./roll-up";
import { openSlice, tallyOf } from "./slice";

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
  const slice = openSlice(index, query, point, privateToo, cell);
  const found: { readonly row: number; readonly marks: number }[] = [];
  tallyOf(slice, new RollUp([], slice.grid, slice.view, []), cell.REPORTER).run((row, marks) => found.push({ row, marks }));
  return found
    .sort((a, b) => ORDER[strengthOf(a.marks)] - ORDER[strengthOf(b.marks)] || a.row - b.row)
    .slice(0, first)
    .map(({ row, marks }) => ({
      row,
      sequence: index.columns.sequence(row),
      activity: index.columns.subject(row),
      strength: strengthOf(marks),
      weaknesses: strengthOf(marks) === "WEAK" ? weaknessesOf(marks) : [],
    }));
}

function strengthOf(marks: number): EvidenceRow["strength"] {
  if ((marks & MARK.strong) !== 0) return "STRONG";
  return (marks & WEAKNESS_BITS) !== 0 ? "WEAK" : "SUGGESTED";
}
