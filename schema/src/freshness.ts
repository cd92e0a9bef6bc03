/** How old a source's last good data is against the frequency that its agency declared. */
export type Freshness = "UP_TO_DATE" | "DUE" | "OVERDUE" | "LAPSED";

/** Multiples of the declared frequency at which a source turns DUE, OVERDUE and LAPSED. */
export interface FreshnessMultiples {
  readonly due: number;
  readonly overdue: number;
  readonly lapsed: number;
}

/** The multiples of every version of the definition so far. */
export const FRESHNESS_MULTIPLES = { due: 1, overdue: 1.5, lapsed: 3 } as const satisfies FreshnessMultiples;

const DAY = 86_400_000;

/**
 * The freshness of a source at an instant.
 *
 * @param lastGoodAt when the last good harvest ended; null before the first, which is LAPSED: nothing good was ever read
 * @param frequencyDays declared days between updates; null where none is declared: then age alone never makes it overdue
 * @param multiples those of the definition that asks
 */
export function freshnessAt(
  lastGoodAt: Date | null,
  frequencyDays: number | null,
  instant: Date,
  multiples: FreshnessMultiples = FRESHNESS_MULTIPLES,
): Freshness {
  if (lastGoodAt === null) return "LAPSED";
  if (frequencyDays === null) return "UP_TO_DATE";
  const periods = (instant.getTime() - lastGoodAt.getTime()) / (frequencyDays * DAY);
  if (periods <= multiples.due) return "UP_TO_DATE";
  if (periods <= multiples.overdue) return "DUE";
  return periods <= multiples.lapsed ? "OVERDUE" : "LAPSED";
}
