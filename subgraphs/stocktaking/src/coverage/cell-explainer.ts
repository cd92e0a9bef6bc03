import type { AsOfPoint } from "@actionline/kit/request-context";
import type { IndexSnapshot } from "../columns/index-snapshot";
import type { CoverageQuery } from "./coverage-query";
import type { CellExpectation, EvidenceRow, ResponsibleParty } from "./coverage-result";
import { showRows } from "./evidence";
import { expectationOfGrid, responsibleInSteps } from "./explain-cell";
import { gridOfPlace, RollUp } from "./roll-up";
import { RowsOfCells, type WantedRows } from "./rows-of-cells";
import { openSlice, reportersOf, type Slice, tallyOf } from "./slice";

/** What narrowing the grid to a cell costs for each of its members. */
const UNITS_OF_MEMBER = 5;

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
    const rows = new RowsOfCells(this.#rollUp.size, wanted);
    yield* tallyOf(this.#slice, this.#rollUp, { counters: rows }).steps();
    return rows.lists().map((list) => showRows(this.#slice.index, list));
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

  #gridOf(cell: number): Slice["grid"] {
    return gridOfPlace(this.#slice.grid, this.#rollUp, cell);
  }
}
