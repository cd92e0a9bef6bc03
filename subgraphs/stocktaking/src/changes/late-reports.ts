import { lastClosedYear } from "../coverage/base-grid";
import { gridOfPlace } from "../coverage/roll-up";
import { RowsOfCells } from "../coverage/rows-of-cells";
import { tallyOf } from "../coverage/slice";
import type { CellFrame } from "./cell-frame";
import type { MixedAnswer } from "./mixed-answer";
import type { OpenedPoints } from "./two-points";

/** Rows looked at for a cell of several years. */
const ROWS_OF_CELL = 1_000;
/** What it costs to see whether a cell stands for a member of the grid, against one look at a row. */
const UNITS_OF_MEMBER = 5;

/** Which cells changed by reports that came after their year had closed. */
export class LateReports {
  readonly #cells: ReadonlySet<number>;

  private constructor(cells: readonly number[]) {
    this.#cells = new Set(cells);
  }

  has(cell: number): boolean {
    return this.#cells.has(cell);
  }

  /** @param cells of the frame, that activities which came have changed */
  static *of(points: OpenedPoints, after: MixedAnswer, frame: CellFrame, cells: readonly number[]): Generator<number, LateReports, void> {
    const { items, places, years: all, types } = after.slice.grid;
    yield cells.length * (items.length + places.length + all.length + types.length) * UNITS_OF_MEMBER;
    const closed = lastClosedYear(points.asked.earlier.instant);
    const numbers = frame.numbersIn(after.rollUp, cells);
    const yearsOf = (number: number): readonly number[] => gridOfPlace(after.slice.grid, after.rollUp, number).years;
    const late: number[] = [];
    const open: { cell: number; number: number }[] = [];
    for (const [at, cell] of cells.entries()) {
      const number = numbers[at] ?? -1;
      const years = number === -1 ? [] : yearsOf(number);
      if (years.every((year) => year <= closed)) late.push(cell);
      else if (years.some((year) => year <= closed)) open.push({ cell, number });
    }
    return new LateReports([...late, ...(yield* lateAmong(points, after, open, closed))]);
  }
}

/** Of cells that stand for closed and open years: those to which nothing came but for closed ones. */
function* lateAmong(
  points: OpenedPoints,
  { slice, rollUp }: MixedAnswer,
  cells: readonly { readonly cell: number; readonly number: number }[],
  closed: number,
): Generator<number, number[], void> {
  if (cells.length === 0) return [];
  const { columns } = slice.index;
  const wanted = cells.map(({ number }) => ({ cell: number, first: ROWS_OF_CELL }));
  const counters = new RowsOfCells(rollUp.size, wanted);
  yield* tallyOf(slice, rollUp, { counters, rows: points.rows.added }).steps();
  const isLate = (row: number): boolean => (columns.years(row)?.last ?? closed) <= closed;
  const lists = counters.lists();
  return cells.flatMap(({ cell }, at) => ((lists[at] ?? []).every(({ row }) => isLate(row)) ? [cell] : []));
}
