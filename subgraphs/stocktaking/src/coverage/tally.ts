import { inOneGo } from "@actionline/kit/work-budget";
import { STATUSES } from "../columns/activity-columns";
import { ASSIGNMENT } from "../columns/assignment";
import { ROWS_OF_STEP, RowScan } from "../columns/row-scan";
import type { BaseGrid } from "./base-grid";
import { CellCounters, MARK } from "./cell-counters";
import { CellParts } from "./cell-parts";
import type { RollUp } from "./roll-up";
import { RowReach } from "./row-reach";
import { MOST_SIGHTINGS, Sightings } from "./sightings";
import type { TallyPoint } from "./tally-point";
import { DIRECT, directPlace } from "./targets";
import { COUNTED, MAYBE, type TypesOfRow, typesOfRow } from "./types-of-row";

/** Called with each row that counts for anything in a tally, and with what it counts for as marks. */
export type MarkedRow = (row: number, marks: number) => void;

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

/** Which bases a row's assignments are on, as bits. */
const DECLARED_ONLY = 1;
const BOTH_BASES = 1 | (1 << ASSIGNMENT.suggested);
/** As many members as a row of the common case meets at most; one less than a power of two, as it is a mask. */
const MOST_MET = 63;

/**
 * By what a row's evidence fails in, by itself and in the pair, what it counts as: a suggestion, whatever else it fails
 * in; strong where it fails in nothing.
 */
const MARK_OF_FLAWS = Uint8Array.from({ length: MARK.suggested * 2 }, (_, flaws) =>
  (flaws & MARK.suggested) !== 0 ? MARK.suggested : flaws === 0 ? MARK.strong : flaws,
);

/** One pass over the rows: what evidence each base cell has, and distinct counts for each shown cell. */
export class Tally {
  readonly marks: Uint8Array;
  readonly counters: CellCounters;
  readonly parts: CellParts;
  readonly #grid: BaseGrid;
  readonly #point: TallyPoint;
  readonly #reach: RowReach;
  readonly #sightings = new Sightings();
  /** How many cells were seen since the counters took some. */
  #seen = 0;
  readonly #metItems = new Int32Array(MOST_MET + 1);
  readonly #metPlaces = new Int32Array(MOST_MET + 1);
  /** Columns that are read row by row. */
  readonly #arrays: Record<"firstYear" | "leads" | "reporters" | "sources" | "statuses", Int16Array | Int32Array | Uint8Array>;
  /** By source's number and the year's position: the mark of a source that has lapsed for it. */
  readonly #stale: Uint8Array;
  /** Any type, and each base cell in one shown cell. */
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
    this.#plain = this.parts.single && grid.types.length === 1 && grid.types[0] === null;
    this.#lastYear = point.lastYear ?? columns.lastYear.array;
    const { firstYear, leads, reporters, sources, statuses } = columns;
    this.#arrays = {
      firstYear: firstYear.array,
      leads: leads.array,
      reporters: reporters.array,
      sources: sources.array,
      statuses: statuses.array,
    };
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
    const typesOf = typesOfRow(this.#grid.types, this.#point);
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

  #countRows(rows: Int32Array, count: number, typesOf: TypesOfRow, onRow: MarkedRow | null): void {
    this.#read += count;
    if (this.#plain) this.#countDirect(rows, count, typesOf, onRow);
    else for (let at = 0; at < count; at += 1) this.#countRow(rows[at] ?? 0, typesOf, onRow);
    this.#handOver();
  }

  /** Lets the counters take what was seen, and makes room. */
  #handOver(): void {
    this.counters.take(this.#sightings);
    this.#sightings.seen = 0;
    this.#seen = 0;
  }

  /**
   * The common case: any type, each base cell in one shown cell, and rows whose names all lead to one member at most, all
   * of them declared or all suggested. Such a row needs no list of what it meets: where two of its names lead to the same
   * member, they say the same of it. One loop over arrays, as most of a pass is spent here.
   */
  #countDirect(rows: Int32Array, count: number, typesOf: TypesOfRow, onRow: MarkedRow | null): void {
    const { marks } = this;
    const sightings = this.#sightings;
    const { cells, marks: seenAs } = sightings;
    const { assignmentStarts, assignments, placeStarts, places, subjects, reviews } = this.#reach.arrays;
    const { items: itemOf, places: placeOf } = this.#reach.direct;
    const metItems = this.#metItems;
    const metPlaces = this.#metPlaces;
    const { firstYear, leads, reporters, sources, statuses } = this.#arrays;
    const { items: ofItems, places: ofPlaces, years: ofYears, types: ofTypes } = this.parts.firsts;
    const { years } = this.#grid;
    const lastYear = this.#lastYear;
    const stale = this.#stale;
    const ofReporters = this.#reporterPart;
    const width = this.#grid.places.length;
    const length = years.length;
    let seen = this.#seen;
    for (let at = 0; at < count; at += 1) {
      const row = rows[at] ?? 0;
      const from = assignmentStarts[row] ?? 0;
      const to = assignmentStarts[row + 1] ?? 0;
      const firstPlace = placeStarts[row] ?? 0;
      const endOfPlaces = placeStarts[row + 1] ?? 0;
      let bases = 0;
      let worst = reviews[subjects[row] ?? 0] === 1 ? DIRECT.no : 0;
      let itemCount = 0;
      for (let one = from; one < to; one += 1) {
        const packed = assignments[one] ?? 0;
        const item = itemOf[directPlace(packed)] ?? DIRECT.none;
        bases |= 1 << (packed & ASSIGNMENT.suggested);
        worst |= item;
        metItems[itemCount & MOST_MET] = item;
        // One where a member is met: without a branch, since which names lead into the grid can't be foretold.
        itemCount += (item - DIRECT.none) >>> 31;
      }
      let placeCount = 0;
      for (let other = firstPlace; other < endOfPlaces; other += 1) {
        const place = placeOf[places[other] ?? 0] ?? DIRECT.none;
        worst |= place;
        metPlaces[placeCount & MOST_MET] = place;
        placeCount += (place - DIRECT.none) >>> 31;
      }
      if ((worst & DIRECT.no) !== 0 || bases === BOTH_BASES || itemCount > MOST_MET || placeCount > MOST_MET) {
        this.#seen = seen;
        this.#countRow(row, typesOf, onRow);
        seen = this.#seen;
        continue;
      }
      const ofRow = (bases === DECLARED_ONLY ? 0 : MARK.suggested) | (ROLES_OF_STATUS[statuses[row] ?? 0] === 1 ? MARK.PLANNED : 0);
      const partOfRow = (ofTypes[0] ?? 0) + (ofReporters.length === 0 ? 0 : (ofReporters[reporters[row] ?? 0] ?? 0));
      const first = firstYear[row] ?? 0;
      const last = lastYear[row] ?? 0;
      const source = (sources[row] ?? 0) * length;
      const lead = leads[row] ?? 0;
      const before = seen;
      let all = 0;
      for (let year = 0; year < length; year += 1) {
        const calendar = years[year] ?? 0;
        if (calendar < first || calendar > last) continue;
        const mark = MARK_OF_FLAWS[ofRow | (stale[source + year] ?? 0)] ?? 0;
        const partOfYear = partOfRow + (ofYears[year] ?? 0);
        for (let one = 0; one < itemCount; one += 1) {
          const item = metItems[one] ?? 0;
          const part = partOfYear + (ofItems[item] ?? 0);
          for (let other = 0; other < placeCount; other += 1) {
            const place = metPlaces[other] ?? 0;
            const marked = (item * width + place) * length + year;
            marks[marked] = (marks[marked] ?? 0) | mark;
            if (seen === MOST_SIGHTINGS) {
              this.#close(row, lead, seen);
              seen = 0;
            }
            cells[seen] = part + (ofPlaces[place] ?? 0);
            seenAs[seen++] = mark;
            all |= mark;
          }
        }
      }
      if (all === 0) continue;
      this.#pairs += seen - before;
      sightings.close(row, lead, seen);
      if (onRow !== null) onRow(row, all);
    }
    this.#seen = seen;
  }

  /** The general case: whatever a row's names lead to, for some types or perhaps so, and base cells in no shown cell or in several. */
  #countRow(row: number, typesOf: TypesOfRow, onRow: MarkedRow | null): void {
    const pairs = this.#reach.read(row);
    const types = pairs === 0 ? 0 : typesOf(row);
    this.#pairs += pairs;
    if (types === 0) return;
    const { firstYear, leads, reporters, sources, statuses } = this.#arrays;
    const { years } = this.#grid;
    const planned = ROLES_OF_STATUS[statuses[row] ?? 0] === 1 ? MARK.PLANNED : 0;
    const reporter = this.#reporterPart.length === 0 ? 0 : (this.#reporterPart[reporters[row] ?? 0] ?? 0);
    const lead = leads[row] ?? 0;
    let all = 0;
    for (let year = 0; year < years.length; year += 1) {
      const calendar = years[year] ?? 0;
      if (calendar < (firstYear[row] ?? 0) || calendar > (this.#lastYear[row] ?? 0)) continue;
      const stale = this.#stale[(sources[row] ?? 0) * years.length + year] ?? 0;
      all |= this.#countPairs(row, year, planned | stale, types, lead, reporter);
    }
    this.#sightings.close(row, lead, this.#seen);
    if (onRow !== null && all !== 0 && (types & COUNTED) !== 0) onRow(row, all);
  }

  #countPairs(row: number, year: number, flaws: number, types: number, lead: number, reporter: number): number {
    const { marks, parts } = this;
    const { items, places } = this.#reach;
    const { places: widths, years, types: ofGrid } = this.#grid;
    const maybe = 1 << MAYBE;
    let all = 0;
    for (let pair = 0; pair < items.count * places.count; pair += 1) {
      const one = Math.floor(pair / places.count);
      const other = pair - one * places.count;
      const item = items.members[one] ?? 0;
      const place = places.members[other] ?? 0;
      const mark = MARK_OF_FLAWS[flaws | (items.flaws[one] ?? 0) | (places.flaws[other] ?? 0)] ?? 0;
      const base = ((item * widths.length + place) * years.length + year) * ofGrid.length;
      all |= mark;
      for (let type = 0; type < ofGrid.length; type += 1) {
        if ((types & (maybe << type)) !== 0) marks[base + type] = (marks[base + type] ?? 0) | MARK.untyped;
        if ((types & (1 << type)) === 0) continue;
        marks[base + type] = (marks[base + type] ?? 0) | mark;
        if (parts.single) this.#see(row, lead, parts.firstOf(item, place, year, type) + reporter, mark);
        else for (const shown of parts.cellsOf(item, place, year, type)) this.#see(row, lead, shown + reporter, mark);
      }
    }
    return all;
  }

  #see(row: number, lead: number, cell: number, mark: number): void {
    if (this.#seen === MOST_SIGHTINGS) this.#close(row, lead, this.#seen);
    this.#sightings.cells[this.#seen] = cell;
    this.#sightings.marks[this.#seen] = mark;
    this.#seen += 1;
  }

  /** Ends what was seen of a row so far, and makes room for the rest of it. */
  #close(row: number, lead: number, seen: number): void {
    this.#sightings.close(row, lead, seen);
    this.#handOver();
  }
}
