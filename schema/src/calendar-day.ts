const DAY = 86_400_000;

/** The day of a calendar date, counted from 1970-01-01; null where there is none. */
export function dayOf(date: string | undefined): number | null {
  const time = date === undefined ? Number.NaN : Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(time) ? null : Math.round(time / DAY);
}

/** The calendar date of a day counted from 1970-01-01. */
export const dateOfDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
