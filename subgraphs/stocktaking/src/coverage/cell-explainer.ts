import type { AsOfPoint } from "@actionline/kit/request-context";
import type { IndexSnapshot } from "../columns/index-snapshot";
import type { CoverageQuery } from "./coverage-query";
import type { CellExpectation, EvidenceRow, ResponsibleParty } from "./coverage-result";
import { showRows } from "./evidence";
import { expectationOfGrid, responsibleInSteps } from "./explain-cell";
import { LeadsOfCells } from "./leads-of-cells";
import { gridOfPlace, RollUp } from "./roll-up";
import { RowsOfCells, type WantedRows } from "./rows-of-cells";
import { openSlice, reportersOf, type Slice, tallyOf } from "./slice";

/** What narrowing the grid to a cell costs for each of its members. */
const UNITS_OF_MEMBER = 5;
/** More cells than these lie all over a grid. */
const CELLS_NARROWED = 50;

/** Explains cells of one query, each by its number in the answer: the query is read once, however many are asked for. */
export class CellExplainer {
  readonly #slice: Slice;
  readonly #rollUp: RollUp;

  constructor(index: IndexSnapshot, query: CoverageQuery, point: AsOfPoint, privateToo: boolean) {
    this.#slice = openSlice(index, query, point, privateToo);
    this.#rollUp = new RollUp(query.by, this.#slice.grid, this.#slice.view, query.by.includes("REPORTER") ? reportersOf(this.#slice) : []);
  }

  /** Evidence of several distinct cells, in their order, from one pass over the rows. */
  *evidence(wanted: readonly WantedRows[]): Generator<number, EvidenceRow[][], void> {
    const [only, ...others] = wanted;
    if (only !== undefined && others.length === 0) return [yield* this.#evidenceOfOne(only)];
    const rows = new RowsOfCells(this.#rollUp.size, wanted);
    const part = this.#partOf(wanted.map(({ cell }) => cell));
    yield* tallyOf(this.#slice, this.#rollUp, { counters: rows, part }).steps();
    return rows.lists().map((list) => showRows(this.#slice.index, list));
  }

  /** A cell by itself is a grid by itself: its rows meet nothing else. */
  *#evidenceOfOne({ cell, first }: WantedRows): Generator<number, EvidenceRow[], void> {
    const slice = { ...this.#slice, grid: this.#gridOf(cell) };
    const rows = new RowsOfCells(1, [{ cell: 0, first }]);
    const { REPORTER: reporter } = this.#rollUp.coordinates(cell);
    yield* tallyOf(slice, new RollUp([], slice.grid, slice.view, []), { counters: rows, reporter }).steps();
    return showRows(slice.index, rows.lists()[0] ?? []);
  }

  /** Who leads the strong evidence of several cells, from one pass over the rows. */
  *leads(cells: readonly number[]): Generator<number, LeadsOfCells, void> {
    const { index, point, privateToo } = this.#slice;
    const { columns } = index;
    const leads = new LeadsOfCells(cells, columns, columns.duplicates.at(point.sequence, privateToo));
    yield* tallyOf(this.#slice, this.#rollUp, { counters: leads, part: this.#partOf(cells) }).steps();
    return leads;
  }

  /** Who answers for a cell, each once. */
  *responsible(cell: number): Generator<number, ResponsibleParty[], void> {
    yield this.#unitsOfCell;
    return yield* responsibleInSteps({ ...this.#slice, grid: this.#gridOf(cell) });
  }

  /** What is expected of a cell; null where it stands for several. */
  *expectation(cell: number): Generator<number, CellExpectation | null, void> {
    yield this.#unitsOfCell;
    return expectationOfGrid({ ...this.#slice, grid: this.#gridOf(cell) });
  }

  get #unitsOfCell(): number {
    const { items, places, years, types } = this.#slice.grid;
    return (items.length + places.length + years.length + types.length) * UNITS_OF_MEMBER;
  }

  /** The least part of the grid that holds all of some cells. */
  #partOf(cells: readonly number[]): Slice["grid"] {
    const { grid } = this.#slice;
    if (cells.length > CELLS_NARROWED) return grid;
    const parts = cells.map((cell) => this.#gridOf(cell));
    const items = new Set(parts.flatMap((part) => part.items));
    const places = new Set(parts.flatMap((part) => part.places));
    return { ...grid, items: grid.items.filter((item) => items.has(item)), places: grid.places.filter((place) => places.has(place)) };
  }

  #gridOf(cell: number): Slice["grid"] {
    return gridOfPlace(this.#slice.grid, this.#rollUp, cell);
  }
}
