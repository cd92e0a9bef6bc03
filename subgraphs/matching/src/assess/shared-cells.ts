import type { ActivityFeatures } from "../features/activity-features";
import type { MatchContext } from "./match-context";
import { periodsMeet } from "./periods";

/** The cells of the grid in which two activities are both strong evidence, as far as their own records tell. */
export interface SharedCells {
  readonly items: readonly string[];
  /** Countries and regions; `GLOBAL` is neither. */
  readonly places: readonly string[];
  readonly years: { readonly first: number; readonly last: number };
}

const STRONG: ReadonlySet<ActivityFeatures["status"]> = new Set(["IMPLEMENTING", "COMPLETED"]);
const GLOBAL = "GLOBAL";
const DAYS_OF_YEAR = 365.2425;

/**
 * The narrowest items and places that hold both, and the years in which both work. Whether a source has lapsed isn't
 * asked: that changes with the clock, and an entry of the log may not.
 */
export function sharedCells(one: ActivityFeatures, other: ActivityFeatures, context: MatchContext): SharedCells | null {
  if (!STRONG.has(one.status) || !STRONG.has(other.status)) return null;
  const years = sharedYears(one, other);
  if (years === null) return null;
  const items = sharedItems(one, other, context);
  const places = items.length === 0 ? [] : sharedPlaces(one, other, context);
  return places.length === 0 ? null : { items, places, years };
}

/** Items that both are assigned to: the wider one where one item stands above the other. */
export function sharedItems(one: ActivityFeatures, other: ActivityFeatures, context: MatchContext): string[] {
  return holding(one.items, other.items, (item) => context.itemsAbove(item));
}

/** Places that are named by one and hold the other's: equal, or nested. */
export function nestedPlaces(one: ActivityFeatures, other: ActivityFeatures, context: MatchContext): string[] {
  return holding(one.places, other.places, (place) => context.placesAbove(place)).filter((place) => place !== GLOBAL);
}

/** Countries and regions whose cells both are strong in; the nearest ones only, since those above hold both as well. */
function sharedPlaces(one: ActivityFeatures, other: ActivityFeatures, context: MatchContext): string[] {
  const nested = nestedPlaces(one, other, context);
  if (nested.length > 0) return nested;
  const above = new Set(one.places.flatMap((place) => context.placesAbove(place)));
  const nearest = other.places.map((place) => context.placesAbove(place).find((wider) => above.has(wider) && wider !== GLOBAL));
  // Asked from both sides, so that the answer doesn't depend on which record is named first.
  const aboveOther = new Set(other.places.flatMap((place) => context.placesAbove(place)));
  const back = one.places.map((place) => context.placesAbove(place).find((wider) => aboveOther.has(wider) && wider !== GLOBAL));
  return [...new Set([...nearest, ...back].filter((place) => place !== undefined))].sort();
}

function holding(ours: readonly string[], theirs: readonly string[], above: (id: string) => readonly string[]): string[] {
  const found = new Set<string>();
  for (const one of ours) {
    for (const other of theirs) {
      if (one === other || above(other).includes(one)) found.add(one);
      else if (above(one).includes(other)) found.add(other);
    }
  }
  return [...found].sort();
}

function sharedYears(one: ActivityFeatures, other: ActivityFeatures): SharedCells["years"] | null {
  const meeting = periodsMeet(one.span, other.span);
  if (meeting !== null) return { first: yearOfDay(meeting.first), last: yearOfDay(meeting.last) };
  if (one.span === null || other.span === null) return null;
  // They needn't meet by the day to work in one year.
  const first = Math.max(yearOfDay(one.span.first), yearOfDay(other.span.first));
  const last = Math.min(yearOfDay(one.span.last), yearOfDay(other.span.last));
  return first > last ? null : { first, last };
}

/** By the calendar; days are counted from 1970-01-01. */
function yearOfDay(day: number): number {
  const guess = 1970 + Math.floor(day / DAYS_OF_YEAR);
  const start = (year: number): number => Date.UTC(year, 0, 1) / 86_400_000;
  if (day < start(guess)) return guess - 1;
  return day >= start(guess + 1) ? guess + 1 : guess;
}
