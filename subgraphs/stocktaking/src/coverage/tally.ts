import { inOneGo } from "@actionline/kit/work-budget";
import { type ActivityColumns, STATUSES } from "../columns/activity-columns";
import { TYPE_UNSTATED, typeBit } from "../columns/activity-row";
import type { ReferenceView } from "../columns/reference-tables";
import { passes } from "../columns/row-matcher";
import { typeMasks } from "../columns/type-masks";
import type { BaseGrid } from "./base-grid";
import { CellCounters, MARK } from "./cell-counters";
import { CellParts } from "./cell-parts";
import type { NearMembers } from "./near-members";
import type { RollUp } from "./roll-up";
import { RowReach } from "./row-reach";
import { NEARNESS } from "./targets";

/** Called with each row that counts for anything in a tally, and with what it counts for as marks. */
export type MarkedRow = (row: number, marks: number) => void;

export interface TallyPoint {
  readonly columns: ActivityColumns;
  readonly view: ReferenceView;
  readonly sequence: number;
  readonly privateToo: boolean;
  /** Whether a source (by its number) has lapsed for a year. */
  readonly isStale: (source: number, year: number) => boolean;
  readonly tests: readonly ((row: number) => boolean)[];
}

/** 1 for planned, 2 for work under way or done, 0 for what is evidence of nothing. */
const ROLES_OF_STATUS = Uint8Array.from(STATUSES, (status) =>
  status === "PLANNED" ? 1 : status === "IMPLEMENTING" || status === "COMPLETED" ? 2 : 0,
);

/** Rows looked at before others have their turn. */
const ROWS_OF_STEP = 20_000;
/** What a row costs against a plain look at it: the items, places and years that it meets. */
const UNITS_OF_ROW = 20;

/** A grid's types that a row counts for stand in the low bits, those that it may count for above them. */
const MAYBE = 16;
const COUNTED = (1 << MAYBE) - 1;

/** One pass over the rows: what evidence each base cell has, and distinct counts for each shown cell. */
export class Tally {
  readonly marks: Uint8Array;
  readonly counters: CellCounters;
  readonly parts: CellParts;
  readonly #grid: BaseGrid;
  readonly #point: TallyPoint;
  readonly #reach: RowReach;
  /** By reporter's number: its part of the cells' numbers; all 0 where REPORTER isn't an axis. */
  readonly #reporterPart: Uint32Array;

  /** @param counters what is counted of each shown cell; distinct activities and leads where not given */
  constructor(grid: BaseGrid, rollUp: RollUp, point: TallyPoint, counters: CellCounters | null = null) {
    const { columns, view, sequence, privateToo } = point;
    this.#grid = grid;
    this.#point = point;
    this.marks = new Uint8Array(grid.items.length * grid.places.length * grid.years.length * grid.types.length);
    this.counters = counters ?? new CellCounters(rollUp.size, columns.organizationKeys.size);
    this.parts = new CellParts(rollUp, grid);
    this.#reach = new RowReach(columns, grid, view, sequence, privateToo);
    this.#reporterPart = Uint32Array.from(rollUp.parts("reporters", columns.organizationKeys.texts()), ([part]) => part ?? 0);
  }

  run(onRow: MarkedRow | null = null): void {
    inOneGo(this.steps(onRow));
  }

  /** The same in steps, each of which tells first how many rows it looks at. */
  *steps(onRow: MarkedRow | null = null): Generator<number, void, void> {
    const { rows } = this.#point.columns;
    const typesOf = this.#typesOfRow();
    for (let start = 0; start < rows; start += ROWS_OF_STEP) {
      const end = Math.min(rows, start + ROWS_OF_STEP);
      yield (end - start) * UNITS_OF_ROW;
      this.#scan(start, end, typesOf, onRow);
    }
  }

  #scan(start: number, end: number, typesOf: (row: number) => number, onRow: MarkedRow | null): void {
    const { columns, sequence, privateToo, tests } = this.#point;
    const from = columns.from.array;
    const to = columns.to.array;
    const hidden = columns.hidden.array;
    const statuses = columns.statuses.array;
    for (let row = start; row < end; row += 1) {
      if ((from[row] ?? 0) > sequence) break; // rows ascend by sequence
      if ((to[row] ?? 0) <= sequence || (!privateToo && hidden[row] === 1)) continue;
      const role = ROLES_OF_STATUS[statuses[row] ?? 0] ?? 0;
      if (role === 0 || !this.#meetsYears(row)) continue;
      if ((tests.length > 0 && !passes(tests, row)) || !this.#reach.read(row)) continue;
      const types = typesOf(row);
      if (types === 0) continue;
      const marks = this.#countYears(row, role === 1 ? MARK.PLANNED : 0, types);
      if (onRow !== null && marks !== 0 && (types & COUNTED) !== 0) onRow(row, marks);
    }
  }

  /**
   * Positions of the grid's types that a row counts for, as bits; "any type" counts for every row. Where nobody states the
   * type of one of its actors, it may count for any other type as well.
   */
  #typesOfRow(): (row: number) => number {
    const { types } = this.#grid;
    const any = types.reduce((mask, type, position) => (type === null ? mask | (1 << position) : mask), 0);
    if (types.every((type) => type === null)) return () => any;
    const maskOf = typeMasks(this.#point.columns, this.#point.view.organizations);
    const bits = types.map((type) => (type === null ? 0 : typeBit(type)));
    return (row) => {
      const mask = maskOf(row);
      const maybe = (mask & TYPE_UNSTATED) === 0 ? 0 : 1 << MAYBE;
      return bits.reduce((positions, bit, position) => positions | (((mask & bit) !== 0 ? 1 : bit === 0 ? 0 : maybe) << position), any);
    };
  }

  /** A quick look before the costly ones: does the period meet the grid's span of years at all? Years ascend. */
  #meetsYears(row: number): boolean {
    const { firstYear, lastYear } = this.#point.columns;
    const { years } = this.#grid;
    return (firstYear.array[row] ?? 0) <= (years[years.length - 1] ?? 0) && (lastYear.array[row] ?? 0) >= (years[0] ?? 0);
  }

  /** Marks every base cell that a row meets; returns all that it counted for. */
  #countYears(row: number, planned: number, types: number): number {
    const { firstYear, lastYear, sources } = this.#point.columns;
    const { years } = this.#grid;
    const first = firstYear.array[row] ?? 0;
    const last = lastYear.array[row] ?? 0;
    const { declared, proposed } = this.#reach;
    let all = 0;
    for (let year = 0; year < years.length; year += 1) {
      const calendar = years[year] ?? 0;
      if (calendar < first || calendar > last) continue;
      const stale = declared.count > 0 && this.#point.isStale(sources.array[row] ?? 0, calendar) ? MARK.STALE : 0;
      if (declared.count > 0) all |= this.#countItems(declared, row, year, planned | stale, types);
      if (proposed.count > 0) all |= this.#countItems(proposed, row, year, MARK.suggested, types);
    }
    return all;
  }

  #countItems(items: NearMembers, row: number, year: number, flaws: number, types: number): number {
    const { declared, places, proposed } = this.#reach;
    let all = 0;
    for (let at = 0; at < items.count; at += 1) {
      const item = items.touched[at] ?? 0;
      const nearness = items.nearness[item] ?? 0;
      // A suggestion that would tell nothing beyond what is declared awaits nobody.
      if (items === proposed && nearness <= (declared.nearness[item] ?? 0)) continue;
      const coarse = items === declared && nearness === NEARNESS.wider ? MARK.COARSE : 0;
      for (let of = 0; of < places.count; of += 1) {
        const place = places.touched[of] ?? 0;
        const diffuse = items === declared && places.nearness[place] === NEARNESS.wider ? MARK.DIFFUSE : 0;
        const found = flaws | coarse | diffuse;
        const mark = found === 0 ? MARK.strong : found;
        all |= mark;
        this.#markCells(row, item, place, year, types, mark);
      }
    }
    return all;
  }

  #markCells(row: number, item: number, place: number, year: number, types: number, mark: number): void {
    const { places, years, types: ofGrid } = this.#grid;
    const { marks, parts, counters } = this;
    const { columns } = this.#point;
    const lead = columns.leads.array[row] ?? 0;
    const reporter = this.#reporterPart[columns.reporters.array[row] ?? 0] ?? 0;
    const base = ((item * places.length + place) * years.length + year) * ofGrid.length;
    const cell = reporter + (parts.items.first[item] ?? 0) + (parts.places.first[place] ?? 0) + (parts.years.first[year] ?? 0);
    for (let type = 0; type < ofGrid.length; type += 1) {
      if ((types & ((1 << MAYBE) << type)) !== 0) marks[base + type] = (marks[base + type] ?? 0) | MARK.untyped;
      if ((types & (1 << type)) === 0) continue;
      marks[base + type] = (marks[base + type] ?? 0) | mark;
      if (parts.single) counters.add(cell + (parts.types.first[type] ?? 0), row, lead, mark);
      else for (const shown of parts.cellsOf(item, place, year, type)) counters.add(shown + reporter, row, lead, mark);
    }
  }
}
