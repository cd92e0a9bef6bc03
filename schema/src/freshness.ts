/** How old a source's last good data is against the frequency that its agency declared. */
export type Freshness = "UP_TO_DATE" | "DUE" | "OVERDUE" | "LAPSED";

/** Multiples of the declared frequency at which a source turns DUE, OVERDUE and LAPSED (definition 1.0.0). */
export const FRESHNESS_MULTIPLES = { due: 1, overdue: 1.5, lapsed: 3 } as const;

const DAY = 86_400_000;

/**
 * The freshness of a source at an instant.
 *
 * @param lastGoodAt when the last good harvest ended; null before the first, which is LAPSED: nothing good was ever read
 * @param frequencyDays declared days between updates; null where none is declared: then age alone never makes it overdue
 */
export function freshnessAt(lastGoodAt: Date | null, frequencyDays: number | null, instant: Date): Freshness {
  if (lastGoodAt === null) return "LAPSED";
  if (frequencyDays === null) return "UP_TO_DATE";
  const periods = (instant.getTime() - lastGoodAt.getTime()) / (frequencyDays * DAY);
  if (periods <= FRESHNESS_MULTIPLES.due) return "UP_TO_DATE";
  if (periods <= FRESHNESS_MULTIPLES.overdue) return "DUE";
  return periods <= FRESHNESS_MULTIPLES.lapsed ? "OVERDUE" : "LAPSED";
}
