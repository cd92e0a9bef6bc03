import { dateOfDay } from "@actionline/schema/calendar-day";
import type { Span } from "../features/span";
import { LIMITS } from "../method";

/** The days that two periods have in common. */
export interface Meeting {
  readonly first: number;
  readonly last: number;
  readonly days: number;
  /** Length of the shorter of the two. */
  readonly shorter: number;
  /** Whether they meet for 90 days, or for a quarter of the shorter. */
  readonly enough: boolean;
  readonly open: boolean;
}

type Days = Pick<Span, "first" | "last">;

/** Whether two periods meet long enough to overlap; bare numbers, for scans. */
export function meetEnough(firstOfOne: number, lastOfOne: number, firstOfOther: number, lastOfOther: number): boolean {
  const days = Math.min(lastOfOne, lastOfOther) - Math.max(firstOfOne, firstOfOther) + 1;
  if (days < 1) return false;
  return (
    days >= LIMITS.overlapDays ||
    days >= LIMITS.overlapShare * Math.min(lengthOf(firstOfOne, lastOfOne), lengthOf(firstOfOther, lastOfOther))
  );
}

const lengthOf = (first: number, last: number): number => last - first + 1;

/** Where two periods meet; null where they don't, or one has no date. */
export function periodsMeet(one: Span | null, other: Span | null): Meeting | null {
  if (one === null || other === null) return null;
  const first = Math.max(one.first, other.first);
  const last = Math.min(one.last, other.last);
  if (last < first) return null;
  const shorter = Math.min(length(one), length(other));
  const enough = meetEnough(one.first, one.last, other.first, other.last);
  return { first, last, days: last - first + 1, shorter, enough, open: one.open && other.open };
}

const length = ({ first, last }: Days): number => lengthOf(first, last);

/** The meeting in words that can be checked against the two records. */
export function tellMeeting({ first, last, days, open }: Meeting): string {
  if (open) return `Their periods meet from ${dateOfDay(first)} on; neither gives an end.`;
  return `Their periods meet from ${dateOfDay(first)} to ${dateOfDay(last)}, ${days} ${days === 1 ? "day" : "days"}.`;
}
