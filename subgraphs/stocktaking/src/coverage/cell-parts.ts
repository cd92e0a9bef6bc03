import type { BaseGrid } from "./base-grid";
import type { RollUp } from "./roll-up";

/** One dimension's parts of the shown cells' numbers: `first` alone where each member counts for exactly one value. */
export interface Parts {
  readonly all: readonly (readonly number[])[];
  readonly first: Int32Array;
}

/** Which shown cells a base cell counts for: the sums of its dimensions' parts. */
export class CellParts {
  readonly items: Parts;
  readonly places: Parts;
  readonly years: Parts;
  readonly types: Parts;
  /** The first parts of each dimension, for a scan. */
  readonly firsts: Readonly<Record<"items" | "places" | "years" | "types", Int32Array>>;
  /** Every base cell counts for exactly one shown cell, so that a scan needs no lists. */
  readonly single: boolean;

  constructor(rollUp: RollUp, grid: BaseGrid) {
    this.items = partsOf(rollUp.parts("items", grid.items));
    this.places = partsOf(rollUp.parts("places", grid.places));
    this.years = partsOf(rollUp.parts("years", grid.years.map(String)));
    this.types = partsOf(rollUp.parts("types", grid.types.map(String)));
    this.firsts = { items: this.items.first, places: this.places.first, years: this.years.first, types: this.types.first };
    this.single = [this.items, this.places, this.years, this.types].every(({ all }) => all.every((parts) => parts.length === 1));
  }

  /** The shown cell of a base cell where each counts for one. */
  firstOf(item: number, place: number, year: number, type: number): number {
    const { items, places, years, types } = this;
    return (items.first[item] ?? 0) + (places.first[place] ?? 0) + (years.first[year] ?? 0) + (types.first[type] ?? 0);
  }

  /** The shown cells of a base cell; reporters, which only rows have, stand apart. */
  cellsOf(item: number, place: number, year: number, type: number): number[] {
    const cells: number[] = [];
    for (const a of this.items.all[item] ?? [])
      for (const b of this.places.all[place] ?? [])
        for (const c of this.years.all[year] ?? []) for (const d of this.types.all[type] ?? []) cells.push(a + b + c + d);
    return cells;
  }
}

const partsOf = (all: readonly (readonly number[])[]): Parts => ({ all, first: Int32Array.from(all, ([part]) => part ?? 0) });
