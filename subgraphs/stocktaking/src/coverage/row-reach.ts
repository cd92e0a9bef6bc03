import { ASSIGNMENT } from "../columns/assignment";
import type { MatchPoint } from "../columns/match-point";
import type { PackedReader } from "../columns/review-columns";
import { rowsOfCodes, rowsOfPlaces, shortest } from "../columns/row-source";
import type { BaseGrid } from "./base-grid";
import { MARK } from "./cell-counters";
import { itemTargets, lineTargets, metBy, NEARNESS, onlyItems, onlyTargets, placeTargets, type Targets } from "./targets";

/** Where in the nearness of an item that of its suggestions stands. */
const PROPOSED = 2;

/** Members of the grid that a row meets: of both arrays the first `count` values. */
export interface Met {
  readonly members: Int32Array;
  /** What the row's evidence fails in there, as marks; `suggested` alone where only a suggestion leads there. */
  readonly flaws: Uint8Array;
  count: number;
}

const roomFor = (most: number): Met => ({ members: new Int32Array(most), flaws: new Uint8Array(most), count: 0 });

/**
 * Which (item, place) pairs of a grid the row at hand meets: each of its items with each of its places. One instance
 * serves a whole scan. Arrays are taken once: rows that come in later lie beyond the point that is read.
 */
export class RowReach {
  /** Of the row read last. An item that is both declared and suggested is there for each. */
  readonly items: Met;
  readonly places: Met;

  /** The columns that are read. `reviews` is by subject's number: 1 where somebody reviewed it. */
  readonly arrays: Readonly<Record<"assignmentStarts" | "assignments" | "placeStarts" | "places" | "subjects", Int32Array>> & {
    readonly reviews: Uint8Array;
  };
  /** What the names lead to by themselves: enough for most rows. */
  readonly direct: Readonly<Record<"items" | "places", Int32Array>>;

  readonly #underReview: PackedReader;
  /** How closely the row meets each item, and what it only may count for each, above it; and the items met at all. */
  readonly #nearItems: Uint8Array;
  readonly #metItems: Int32Array;
  readonly #nearPlaces: Uint8Array;
  readonly #itemTargets: Targets;
  readonly #lineTargets: Targets;
  readonly #placeTargets: Targets;

  /** @param reviewed where the reviewers' decisions are read, if not where the rows are */
  constructor(grid: BaseGrid, point: MatchPoint, reviewed: number) {
    const { columns, view } = point;
    this.#underReview = columns.reviews.readerAt(reviewed, point.privateToo);
    this.items = roomFor(grid.items.length * 2);
    this.places = roomFor(grid.places.length);
    this.#nearItems = new Uint8Array(grid.items.length);
    this.#metItems = new Int32Array(grid.items.length);
    this.#nearPlaces = new Uint8Array(grid.places.length);
    this.#itemTargets = itemTargets(columns, grid, view);
    this.#lineTargets = lineTargets(columns, grid, view);
    this.#placeTargets = placeTargets(columns, grid, view);
    this.direct = { items: onlyItems(this.#itemTargets, this.#lineTargets), places: onlyTargets(this.#placeTargets) };
    this.arrays = {
      subjects: columns.subjects.array,
      reviews: columns.reviews.reviewed.array,
      assignmentStarts: columns.assignments.starts.array,
      assignments: columns.assignments.values.array,
      placeStarts: columns.places.starts.array,
      places: columns.places.values.array,
    };
  }

  /** Reads a row; returns how many pairs it meets. */
  read(row: number): number {
    const from = this.arrays.assignmentStarts[row] ?? 0;
    const to = this.arrays.assignmentStarts[row + 1] ?? 0;
    const subject = this.arrays.subjects[row] ?? 0;
    if (this.arrays.reviews[subject] !== 1) this.#meetItems(this.arrays.assignments, from, to);
    else {
      const packed = this.#underReview(subject, this.arrays.assignments, from, to);
      this.#meetItems(packed, 0, packed.length);
    }
    if (this.items.count === 0) return 0;
    this.#meetPlaces(row);
    return this.items.count * this.places.count;
  }

  #meetItems(assignments: Int32Array, from: number, to: number): void {
    const nearness = this.#nearItems;
    const met = this.#metItems;
    let count = 0;
    for (let at = from; at < to; at += 1) {
      const packed = assignments[at] ?? 0;
      const { starts, values } = (packed & ASSIGNMENT.line) === 0 ? this.#itemTargets : this.#lineTargets;
      const shift = (packed & ASSIGNMENT.suggested) === 0 ? 0 : PROPOSED;
      const code = packed >>> ASSIGNMENT.bits;
      const last = starts[code + 1] ?? 0;
      for (let of = starts[code] ?? 0; of < last; of += 1) {
        const value = values[of] ?? 0;
        const item = value >>> 2;
        const known = nearness[item] ?? 0;
        if (known === 0) met[count++] = item;
        if ((value & 3) > ((known >>> shift) & 3)) nearness[item] = (known & ~(3 << shift)) | ((value & 3) << shift);
      }
    }
    this.#listItems(count);
  }

  /** Lists the items that were met, with what each fails in, and forgets them. */
  #listItems(met: number): void {
    const { members, flaws } = this.items;
    let count = 0;
    for (let at = 0; at < met; at += 1) {
      const item = this.#metItems[at] ?? 0;
      const nearness = this.#nearItems[item] ?? 0;
      const declared = nearness & 3;
      this.#nearItems[item] = 0;
      if (declared !== 0) {
        members[count] = item;
        flaws[count++] = declared === NEARNESS.wider ? MARK.COARSE : 0;
      }
      // A suggestion that would tell nothing beyond what is declared awaits nobody.
      if (nearness >>> PROPOSED > declared) {
        members[count] = item;
        flaws[count++] = MARK.suggested;
      }
    }
    this.items.count = count;
  }

  #meetPlaces(row: number): void {
    const { starts, values } = this.#placeTargets;
    const { members, flaws } = this.places;
    const nearness = this.#nearPlaces;
    const last = this.arrays.placeStarts[row + 1] ?? 0;
    let met = 0;
    for (let at = this.arrays.placeStarts[row] ?? 0; at < last; at += 1) {
      const name = this.arrays.places[at] ?? 0;
      const end = starts[name + 1] ?? 0;
      for (let of = starts[name] ?? 0; of < end; of += 1) {
        const value = values[of] ?? 0;
        const place = value >>> 2;
        const known = nearness[place] ?? 0;
        if (known === 0) members[met++] = place;
        if ((value & 3) > known) nearness[place] = value & 3;
      }
    }
    for (let at = 0; at < met; at += 1) {
      const place = members[at] ?? 0;
      flaws[at] = nearness[place] === NEARNESS.wider ? MARK.DIFFUSE : 0;
      nearness[place] = 0;
    }
    this.places.count = met;
  }
}

/** The rows among which all that meet some part of a grid are; null for all rows. */
export function rowsMeeting(grid: BaseGrid, point: MatchPoint): Int32Array | null {
  const { columns, view } = point;
  const codes = new Set([...metBy(itemTargets(columns, grid, view)), ...metBy(lineTargets(columns, grid, view))]);
  return shortest([rowsOfCodes([...codes], point), rowsOfPlaces(metBy(placeTargets(columns, grid, view)), columns)]);
}
