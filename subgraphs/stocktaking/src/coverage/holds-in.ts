import { yearOf } from "../columns/activity-row";

/** Whether what is dated meets a year. A date that wasn't found bounds nothing: who may have been responsible counts as responsible. */
export const holdsIn = (from: string | null, to: string | null, year: number): boolean =>
  (yearOf(from) ?? year) <= year && year <= (yearOf(to) ?? year);
