import { ASSIGNMENT } from "../columns/assignment";
import type { MatchPoint } from "../columns/match-point";
import { rowsOfCodes, rowsOfPlaces, shortest } from "../columns/row-source";
import type { BaseGrid } from "./base-grid";
import { MARK } from "./cell-counters";
import { itemTargets, lineTargets, metBy, NEARNESS, placeTargets, type Targets } from "./targets";

/** Where in the nearness of an item that of its suggestions stands. */
const PROPOSED = 2;

/**
 * Which (item, place) pairs of a grid the row at hand meets, and what its evidence there fails in; one instance serves a
 * whole scan. Arrays are taken once: rows that come in later lie beyond the point that is read.
 */
export class RowReach {
  /** The pairs of the row read last: of each array as many values as `read` told. */
  items: Int32Array = new Int32Array(64);
  places: Int32Array = new Int32Array(64);
  /** What it fails in by the pair itself, as marks; `suggested` alone where only a suggestion leads there. */
  flaws: Uint8Array = new Uint8Array(64);

  readonly #point: MatchPoint;
  /** Where the reviewers' decisions are read, if not where the rows are. */
  readonly #reviewed: number;
  /** By subject's number: 1 where somebody reviewed it. */
  readonly #reviews: Uint8Array;
  /** How closely the row meets each item, and what it only may count for each, above it; and the items met at all. */
  readonly #nearItems: Uint8Array;
  readonly #metItems: Int32Array;
  readonly #nearPlaces: Uint8Array;
  readonly #metPlaces: Int32Array;
  readonly #itemTargets: Targets;
  readonly #lineTargets: Targets;
  readonly #placeTargets: Targets;
  readonly #subjects: Int32Array;
  readonly #assignmentStarts: Int32Array;
  readonly #assignments: Int32Array;
  readonly #placeStarts: Int32Array;
  readonly #places: Int32Array;

  constructor(grid: BaseGrid, point: MatchPoint, reviewed: number) {
    const { columns, view } = point;
    this.#point = point;
    this.#reviewed = reviewed;
    this.#reviews = columns.reviews.reviewed.array;
    this.#nearItems = new Uint8Array(grid.items.length);
    this.#metItems = new Int32Array(grid.items.length);
    this.#nearPlaces = new Uint8Array(grid.places.length);
    this.#metPlaces = new Int32Array(grid.places.length);
    this.#itemTargets = itemTargets(columns, grid, view);
    this.#lineTargets = lineTargets(columns, grid, view);
    this.#placeTargets = placeTargets(columns, grid, view);
    this.#subjects = columns.subjects.array;
    this.#assignmentStarts = columns.assignments.starts.array;
    this.#assignments = columns.assignments.values.array;
    this.#placeStarts = columns.places.starts.array;
    this.#places = columns.places.values.array;
  }

  /** Reads a row; returns how many pairs it meets. */
  read(row: number): number {
    const start = this.#assignmentStarts[row] ?? 0;
    const end = this.#assignmentStarts[row + 1] ?? 0;
    const isReviewed = this.#reviews[this.#subjects[row] ?? 0] === 1;
    const packed = isReviewed ? this.#resolve(row, start, end) : this.#assignments;
    const met = this.#meetAll(packed, isReviewed ? 0 : start, isReviewed ? packed.length : end);
    return met === 0 ? 0 : this.#pair(met, this.#meetPlaces(row));
  }

  /** What a row that somebody reviewed carries under the decisions in force. */
  #resolve(row: number, start: number, end: number): Int32Array {
    const { columns, privateToo } = this.#point;
    const subject = this.#subjects[row] ?? 0;
    const resolved = columns.reviews.resolvePacked(subject, this.#assignments.subarray(start, end), this.#reviewed, privateToo);
    return Int32Array.from(resolved, ({ target, basis }) => (basis === "SUGGESTED" ? target | ASSIGNMENT.suggested : target));
  }

  #meetAll(packed: Int32Array, start: number, end: number): number {
    let met = 0;
    for (let at = start; at < end; at += 1) met = this.#meetItems(packed[at] ?? 0, met);
    return met;
  }

  /** Adds the items that one assignment meets to those met; returns how many these are. */
  #meetItems(packed: number, before: number): number {
    const { starts, values } = (packed & ASSIGNMENT.line) === 0 ? this.#itemTargets : this.#lineTargets;
    const nearness = this.#nearItems;
    const shift = (packed & ASSIGNMENT.suggested) === 0 ? 0 : PROPOSED;
    const code = packed >>> ASSIGNMENT.bits;
    const end = starts[code + 1] ?? 0;
    let met = before;
    for (let at = starts[code] ?? 0; at < end; at += 1) {
      const value = values[at] ?? 0;
      const item = value >>> 2;
      const known = nearness[item] ?? 0;
      if (known === 0) this.#metItems[met++] = item;
      if ((value & 3) > ((known >>> shift) & 3)) nearness[item] = (known & ~(3 << shift)) | ((value & 3) << shift);
    }
    return met;
  }

  #meetPlaces(row: number): number {
    const { starts, values } = this.#placeTargets;
    const nearness = this.#nearPlaces;
    const last = this.#placeStarts[row + 1] ?? 0;
    let met = 0;
    for (let at = this.#placeStarts[row] ?? 0; at < last; at += 1) {
      const name = this.#places[at] ?? 0;
      const end = starts[name + 1] ?? 0;
      for (let of = starts[name] ?? 0; of < end; of += 1) {
        const value = values[of] ?? 0;
        const place = value >>> 2;
        const known = nearness[place] ?? 0;
        if (known === 0) this.#metPlaces[met++] = place;
        if ((value & 3) > known) nearness[place] = value & 3;
      }
    }
    return met;
  }

  /** Writes down every pair of an item and a place that were met, and forgets them. */
  #pair(items: number, places: number): number {
    if (items * places * 2 > this.items.length) this.#makeRoom(items * places * 2);
    let count = 0;
    for (let at = 0; at < items; at += 1) {
      const item = this.#metItems[at] ?? 0;
      const nearness = this.#nearItems[item] ?? 0;
      const declared = nearness & 3;
      this.#nearItems[item] = 0;
      if (declared !== 0) count = this.#pairWith(item, places, declared === NEARNESS.wider ? MARK.COARSE : 0, MARK.DIFFUSE, count);
      // A suggestion that would tell nothing beyond what is declared awaits nobody.
      if (nearness >>> PROPOSED > declared) count = this.#pairWith(item, places, MARK.suggested, 0, count);
    }
    for (let at = 0; at < places; at += 1) this.#nearPlaces[this.#metPlaces[at] ?? 0] = 0;
    return count;
  }

  #pairWith(item: number, places: number, flaw: number, whereWider: number, start: number): number {
    for (let at = 0; at < places; at += 1) {
      const place = this.#metPlaces[at] ?? 0;
      this.items[start + at] = item;
      this.places[start + at] = place;
      this.flaws[start + at] = this.#nearPlaces[place] === NEARNESS.wider ? flaw | whereWider : flaw;
    }
    return start + places;
  }

  #makeRoom(pairs: number): void {
    this.items = new Int32Array(pairs);
    this.places = new Int32Array(pairs);
    this.flaws = new Uint8Array(pairs);
  }
}

/** The rows among which all that meet some part of a grid are; null for all rows. */
export function rowsMeeting(grid: BaseGrid, point: MatchPoint): Int32Array | null {
  const { columns, view } = point;
  const codes = new Set([...metBy(itemTargets(columns, grid, view)), ...metBy(lineTargets(columns, grid, view))]);
  return shortest([rowsOfCodes([...codes], point), rowsOfPlaces(metBy(placeTargets(columns, grid, view)), columns)]);
}
