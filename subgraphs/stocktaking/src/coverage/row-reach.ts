import type { ActivityColumns } from "../columns/activity-columns";
import { ASSIGNMENT } from "../columns/assignment";
import type { ReferenceView } from "../columns/reference-tables";
import type { BaseGrid } from "./base-grid";
import { NearMembers } from "./near-members";
import { itemTargets, lineTargets, placeTargets, type Targets } from "./targets";

/** Which items and places of a grid the row at hand meets, and how closely; one instance serves a whole scan. */
export class RowReach {
  readonly declared: NearMembers;
  readonly proposed: NearMembers;
  readonly places: NearMembers;
  readonly #columns: ActivityColumns;
  readonly #sequence: number;
  readonly #privateToo: boolean;
  readonly #items: Targets;
  readonly #lines: Targets;
  readonly #places: Targets;

  constructor(columns: ActivityColumns, grid: BaseGrid, view: ReferenceView, sequence: number, privateToo: boolean) {
    this.#columns = columns;
    this.#sequence = sequence;
    this.#privateToo = privateToo;
    this.declared = new NearMembers(grid.items.length);
    this.proposed = new NearMembers(grid.items.length);
    this.places = new NearMembers(grid.places.length);
    this.#items = itemTargets(columns, grid, view);
    this.#lines = lineTargets(columns, grid, view);
    this.#places = placeTargets(columns, grid, view);
  }

  /** Reads a row; false where it meets nothing of the grid. */
  read(row: number): boolean {
    return this.#readItems(row) && this.#readPlaces(row);
  }

  #readPlaces(row: number): boolean {
    const { starts, values } = this.#columns.places;
    const places = values.array;
    const end = starts.array[row + 1] ?? 0;
    this.places.clear();
    for (let at = starts.array[row] ?? 0; at < end; at += 1) this.places.meet(this.#places, places[at] ?? 0);
    return this.places.count > 0;
  }

  #readItems(row: number): boolean {
    const { starts, values } = this.#columns.assignments;
    const packed = values.array;
    const start = starts.array[row] ?? 0;
    const end = starts.array[row + 1] ?? 0;
    this.declared.clear();
    this.proposed.clear();
    const subject = this.#columns.subjects.array[row] ?? 0;
    if (this.#columns.reviews.hasAny(subject)) this.#readReviewed(subject, packed.subarray(start, end));
    else for (let at = start; at < end; at += 1) this.#meet(packed[at] ?? 0);
    return this.declared.count + this.proposed.count > 0;
  }

  #readReviewed(subject: number, packed: Uint32Array): void {
    for (const { target, basis } of this.#columns.reviews.resolvePacked(subject, packed, this.#sequence, this.#privateToo)) {
      this.#meet(basis === "SUGGESTED" ? target | ASSIGNMENT.suggested : target);
    }
  }

  #meet(packed: number): void {
    const near = (packed & ASSIGNMENT.suggested) === 0 ? this.declared : this.proposed;
    near.meet((packed & ASSIGNMENT.line) === 0 ? this.#items : this.#lines, packed >>> ASSIGNMENT.bits);
  }
}
