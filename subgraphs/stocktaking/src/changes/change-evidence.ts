import type { CountedRow } from "../coverage/rows-of-cells";
import { RowsOfCells } from "../coverage/rows-of-cells";
import { tallyOf } from "../coverage/slice";
import type { CellChange, PointsCompared } from "./compare-points";
import type { InputFamily } from "./input-family";
import type { MixedAnswer } from "./mixed-answer";

/** Rows of each strength looked at for one cell. */
const ROWS_OF_CELL = 1_000;

/** Rows behind changed cells at both points, each list by the change's place on its page. */
export interface ChangeEvidence {
  readonly earlier: readonly (readonly CountedRow[])[];
  readonly later: readonly (readonly CountedRow[])[];
  readonly added: readonly (readonly CountedRow[])[];
  readonly replaced: readonly (readonly CountedRow[])[];
  readonly replacing: readonly (readonly CountedRow[])[];
}

/** Families whose entries are found by the rows that they bear on. */
const BY_ROWS: readonly InputFamily[] = ["REVIEWS", "DUPLICATES", "SOURCES", "REFERENCE"];

/** The rows behind the changes of a page: a pass for each list that the causes on it ask for. */
export function* evidenceOfChanges(
  { points, frame, before, after }: PointsCompared,
  changes: readonly CellChange[],
  asked: ReadonlySet<InputFamily>,
): Generator<number, ChangeEvidence, void> {
  const { earlier, later } = points.asked;
  const cells = changes.map(({ cell }) => cell);
  const read = function* (answer: MixedAnswer, sequence: number, wanted: boolean, rows: Int32Array | null) {
    if (!wanted || rows?.length === 0) return cells.map(() => []);
    const numbers = [...frame.numbersIn(answer.rollUp, cells)];
    const there = [...new Set(numbers.filter((number) => number !== -1))];
    const counters = new RowsOfCells(
      answer.rollUp.size,
      there.map((cell) => ({ cell, first: ROWS_OF_CELL })),
    );
    const sequences = { rows: sequence, reviews: sequence, duplicates: sequence };
    yield* tallyOf(answer.slice, answer.rollUp, { counters, rows, sequences }).steps();
    const lists = counters.lists();
    return numbers.map((number) => lists[there.indexOf(number)] ?? []);
  };
  const byRows = BY_ROWS.some((family) => asked.has(family));
  const { added, replaced, replacing } = points.rows;
  return {
    earlier: yield* read(before, earlier.sequence, byRows, null),
    later: yield* read(after, later.sequence, byRows, null),
    added: yield* read(after, later.sequence, asked.has("ADDED_ACTIVITIES"), added),
    replaced: yield* read(before, earlier.sequence, asked.has("CHANGED_ACTIVITIES"), replaced),
    replacing: yield* read(after, later.sequence, asked.has("CHANGED_ACTIVITIES"), replacing),
  };
}
