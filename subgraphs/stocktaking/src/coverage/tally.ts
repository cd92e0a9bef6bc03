import { inOneGo } from "@actionline/kit/work-budget";
import { STATUSES } from "../columns/activity-columns";
import { TYPE_UNSTATED, typeBit } from "../columns/activity-row";
import type { MatchPoint, RowTest } from "../columns/match-point";
import { ROWS_OF_STEP, RowScan } from "../columns/row-scan";
import { typeMasks } from "../columns/type-masks";
import type { BaseGrid } from "./base-grid";
import { CellCounters, MARK } from "./cell-counters";
import { CellParts } from "./cell-parts";
import type { RollUp } from "./roll-up";
import { RowReach } from "./row-reach";

/** Called with each row that counts for anything in a tally, and with what it counts for as marks. */
export type MarkedRow = (row: number, marks: number) => void;

export interface TallyPoint extends MatchPoint {
  /** Where reviewers' decisions and links between duplicates are read, if not where the rows are. */
  readonly reviewSequence?: number;
  readonly duplicateSequence?: number;
  /** Whether a source (by its number) has lapsed for a year. */
  readonly isStale: (source: number, year: number) => boolean;
  readonly tests: readonly RowTest[];
  /** The rows among which all that pass the tests are, ascending; all rows where not given. */
  readonly listed?: Int32Array | null;
  /** By row the last year that its period meets, where the definition reads it otherwise than the columns do. */
  readonly lastYear?: ArrayLike<number>;
}

/** 1 for planned, 2 for work under way or done, 0 for what is evidence of nothing. */
const ROLES_OF_STATUS = Uint8Array.from(STATUSES, (status) =>
  status === "PLANNED" ? 1 : status === "IMPLEMENTING" || status === "COMPLETED" ? 2 : 0,
);

/**
 * What the pass costs, measured: a row looked at, one that can be evidence, and each (item, place) pair of it in each year
 * and type. A unit is ten nanoseconds.
 */
const UNITS = { look: 1, row: 8, pair: 2 } as const;
/** As many pairs as a row is thought to meet before any was read. */
const PAIRS_THOUGHT = 4;

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
  /** By source's number and the year's position: the mark of a source that has lapsed for it. */
  readonly #stale: Uint8Array;
  /** One type or any, and each base cell in one shown cell. */
  readonly #plain: boolean;
  /** Rows read, and the pairs that they met. */
  #read = 0;
  #pairs = 0;
  readonly #lastYear: ArrayLike<number>;
  /** By reporter's number: its part of the cells' numbers; empty where REPORTER isn't an axis. */
  readonly #reporterPart: Int32Array;

  /** @param counters what is counted of each shown cell; distinct activities and leads where not given */
  constructor(grid: BaseGrid, rollUp: RollUp, point: TallyPoint, counters: CellCounters | null = null) {
    const { columns, sequence, privateToo, reviewSequence = sequence, duplicateSequence = sequence } = point;
    this.#grid = grid;
    this.#point = point;
    this.marks = new Uint8Array(grid.items.length * grid.places.length * grid.years.length * grid.types.length);
    const clusters = columns.duplicates.at(duplicateSequence, privateToo);
    this.counters = counters ?? new CellCounters(rollUp.size, columns.organizationKeys.size, { columns, clusters });
    this.parts = new CellParts(rollUp, grid);
    const staleIn = (source: number): number[] => grid.years.map((year) => (point.isStale(source, year) ? MARK.STALE : 0));
    this.#stale = Uint8Array.from(columns.sourceIds.texts().flatMap((_, source) => staleIn(source)));
    this.#plain = this.parts.single && grid.types.length === 1;
    this.#lastYear = point.lastYear ?? columns.lastYear.array;
    this.#reach = new RowReach(grid, point, reviewSequence);
    this.#reporterPart = rollUp.axes.some(({ axis }) => axis === "REPORTER")
      ? Int32Array.from(rollUp.parts("reporters", columns.organizationKeys.texts()), ([part]) => part ?? 0)
      : new Int32Array(0);
  }

  run(onRow: MarkedRow | null = null): void {
    inOneGo(this.steps(onRow));
  }

  /** The same in steps, each of which tells first what it costs. */
  *steps(onRow: MarkedRow | null = null): Generator<number, void, void> {
    const { tests, listed = null } = this.#point;
    const { years, types } = this.#grid;
    // What is planned, under way or done, and whose period meets the grid's span of years. Years ascend.
    const span = { statuses: ROLES_OF_STATUS, from: years[0] ?? 0, to: years.at(-1) ?? -1, lastYear: this.#lastYear };
    const scan = new RowScan(this.#point, tests, listed, span);
    const typesOf = this.#typesOfRow();
    for (let start = 0; start < scan.length && !this.counters.isDone; start += ROWS_OF_STEP) {
      yield scan.lookedAt(start) * (1 + tests.length) * UNITS.look;
      const count = scan.read(start);
      yield count * (UNITS.row + this.#pairsPerRow * years.length * types.length * UNITS.pair);
      this.#countRows(scan.found, count, typesOf, onRow);
    }
  }

  /** What the rows read so far tell of the next ones: a place that stands for a region meets all of its countries. */
  get #pairsPerRow(): number {
    return this.#read === 0 ? PAIRS_THOUGHT : this.#pairs / this.#read;
  }

  #countRows(rows: Int32Array, count: number, typesOf: (row: number) => number, onRow: MarkedRow | null): void {
    this.#read += count;
    for (let at = 0; at < count; at += 1) {
      const row = rows[at] ?? 0;
      const pairs = this.#reach.read(row);
      if (pairs === 0) continue;
      this.#pairs += pairs;
      const types = typesOf(row);
      if (types === 0) continue;
      const marks = this.#countYears(row, pairs, types);
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
    const bits = types.map((type) => (type === null ? 0 : typeBit(type)));
    // Few masks exist: what each comes to is worked out once.
    const positionsOf = Int32Array.from({ length: TYPE_UNSTATED * 2 }, (_, mask) => {
      const maybe = (mask & TYPE_UNSTATED) === 0 ? 0 : 1 << MAYBE;
      return bits.reduce((positions, bit, position) => positions | (((mask & bit) !== 0 ? 1 : bit === 0 ? 0 : maybe) << position), any);
    });
    const maskOf = typeMasks(this.#point.columns, this.#point.view.organizations);
    return (row) => positionsOf[maskOf(row)] ?? 0;
  }

  /** Marks every base cell that a row meets; returns all that it counted for. */
  #countYears(row: number, pairs: number, types: number): number {
    const { firstYear, leads, reporters, sources, statuses } = this.#point.columns;
    const { years } = this.#grid;
    const first = firstYear.array[row] ?? 0;
    const last = this.#lastYear[row] ?? 0;
    const planned = ROLES_OF_STATUS[statuses.array[row] ?? 0] === 1 ? MARK.PLANNED : 0;
    const lead = leads.array[row] ?? 0;
    const reporter = this.#reporterPart.length === 0 ? 0 : (this.#reporterPart[reporters.array[row] ?? 0] ?? 0);
    let all = 0;
    for (let year = 0; year < years.length; year += 1) {
      const calendar = years[year] ?? 0;
      if (calendar < first || calendar > last) continue;
      const stale = this.#stale[(sources.array[row] ?? 0) * years.length + year] ?? 0;
      if (types === 1 && this.#plain) all |= this.#countPlain(row, pairs, year, planned | stale, lead, reporter);
      else all |= this.#countPairs(row, pairs, year, planned | stale, types, lead, reporter);
    }
    return all;
  }

  /** The common case: one type or any, and each base cell in one shown cell. */
  #countPlain(row: number, pairs: number, year: number, flaws: number, lead: number, reporter: number): number {
    const { marks, counters } = this;
    const { items, places, flaws: ofPairs } = this.#reach;
    const { places: widths, years } = this.#grid;
    const width = widths.length;
    const length = years.length;
    const ofItems = this.parts.items.first;
    const ofPlaces = this.parts.places.first;
    const part = reporter + (this.parts.years.first[year] ?? 0) + (this.parts.types.first[0] ?? 0);
    let all = 0;
    for (let pair = 0; pair < pairs; pair += 1) {
      const item = items[pair] ?? 0;
      const place = places[pair] ?? 0;
      const mark = markOf(ofPairs[pair] ?? 0, flaws);
      const base = (item * width + place) * length + year;
      all |= mark;
      marks[base] = (marks[base] ?? 0) | mark;
      counters.add(part + (ofItems[item] ?? 0) + (ofPlaces[place] ?? 0), row, lead, mark);
    }
    return all;
  }

  #countPairs(row: number, pairs: number, year: number, flaws: number, types: number, lead: number, reporter: number): number {
    const { marks, counters, parts } = this;
    const { items, places, flaws: ofPairs } = this.#reach;
    const { places: widths, years, types: ofGrid } = this.#grid;
    let all = 0;
    for (let pair = 0; pair < pairs; pair += 1) {
      const item = items[pair] ?? 0;
      const place = places[pair] ?? 0;
      const mark = markOf(ofPairs[pair] ?? 0, flaws);
      const base = ((item * widths.length + place) * years.length + year) * ofGrid.length;
      all |= mark;
      for (let type = 0; type < ofGrid.length; type += 1) {
        if ((types & ((1 << MAYBE) << type)) !== 0) marks[base + type] = (marks[base + type] ?? 0) | MARK.untyped;
        if ((types & (1 << type)) === 0) continue;
        marks[base + type] = (marks[base + type] ?? 0) | mark;
        if (parts.single) counters.add(parts.firstOf(item, place, year, type) + reporter, row, lead, mark);
        else for (const shown of parts.cellsOf(item, place, year, type)) counters.add(shown + reporter, row, lead, mark);
      }
    }
    return all;
  }
}

/** What a row's evidence counts as: a suggestion, or all that it fails in by itself and by the pair; strong where that is nothing. */
function markOf(ofPair: number, ofRow: number): number {
  return ofPair === MARK.suggested ? MARK.suggested : ofPair | ofRow || MARK.strong;
}
