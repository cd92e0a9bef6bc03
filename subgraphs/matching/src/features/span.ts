import { dayOf } from "@actionline/schema/calendar-day";
import type { StoredActivity } from "@actionline/schema/hub-records";

/** The days of an activity, both ends included, counted from 1970-01-01. */
export interface Span {
  readonly first: number;
  readonly last: number;
  /** No end is given, and the work goes on. */
  readonly open: boolean;
}

/** The last day that a contract's date can be: an open end lies beyond every other. */
const FAR = 84_005;
const GOING_ON: ReadonlySet<StoredActivity["status"]> = new Set(["PLANNED", "IMPLEMENTING", "SUSPENDED"]);

/**
 * The days that a period stands for, as coverage reads it: work that goes on has an open end; of work that is over and
 * tells no end only its first year is known, and of an end alone its own year.
 */
export function spanOf({ start, end }: StoredActivity["period"], status: StoredActivity["status"]): Span | null {
  const first = dayOf(start);
  const last = dayOf(end);
  if (first === null && last === null) return null;
  if (first === null) return { first: dayOf(`${end?.slice(0, 4)}-01-01`) ?? 0, last: last ?? 0, open: false };
  if (last !== null) return { first, last: Math.max(first, last), open: false };
  if (GOING_ON.has(status)) return { first, last: FAR, open: true };
  return { first, last: dayOf(`${start?.slice(0, 4)}-12-31`) ?? first, open: false };
}
