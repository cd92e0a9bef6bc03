import type { PlaceLevel } from "@actionline/schema/reference-records";
import type { StakeholderType } from "@actionline/schema/stakeholder-type";

/** The part of the coverage grid that a watch is about, in the words of a coverage question. Null asks for nothing. */
export interface WatchSlice {
  readonly items: readonly string[] | null;
  readonly actionLines: readonly string[] | null;
  readonly places: readonly string[] | null;
  readonly placeLevel: PlaceLevel | null;
  /** Null for the last closed year, whichever that is. */
  readonly years: readonly number[] | null;
  readonly stakeholderTypes: readonly StakeholderType[] | null;
}

/** The base cells of a slice: the product of four lists. A type of null means any type. */
export interface Grid {
  readonly items: readonly string[];
  readonly places: readonly string[];
  readonly years: readonly number[];
  readonly types: readonly (StakeholderType | null)[];
}

/** One base cell. */
export interface Cell {
  readonly item: string;
  readonly place: string;
  readonly year: number;
  readonly type: StakeholderType | null;
}

/** What a cell is known by between rounds. Codes of the plan hold no space. */
export const cellKey = ({ item, place, year, type }: Cell): string => `${item} ${place} ${year} ${type ?? "ANY"}`;

export const cellsOf = ({ items, places, years, types }: Grid): number => items.length * places.length * years.length * types.length;

/**
 * The part of the grid that something can alter or is about: null on an axis means all of it. A footprint may reach
 * further than what it stands for, and never less far.
 */
export interface Footprint {
  readonly items: ReadonlySet<string> | null;
  readonly places: ReadonlySet<string> | null;
  readonly years: YearRange | null;
}

export interface YearRange {
  readonly from: number;
  readonly to: number;
}

export const EVERYTHING: Footprint = { items: null, places: null, years: null };
