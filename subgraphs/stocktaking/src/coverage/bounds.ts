import type { BaseState } from "./cell-state";

/** Base cells by state. */
export type StateCounts = Readonly<Record<BaseState, number>>;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Rates as intervals over applicable cells; null where there are none. */
export interface CoverageBounds {
  readonly C: number;
  readonly P: number;
  readonly O: number;
  readonly U: number;
  readonly N: number;
  readonly covered: Interval | null;
  readonly omitted: Interval | null;
  readonly completeness: number | null;
}

/** What the counts allow one to say: unknown cells widen every interval. */
export function boundsOf({ COVERED: C, PARTIAL: P, OMITTED: O, UNKNOWN: U }: StateCounts): CoverageBounds {
  const N = C + P + O + U;
  if (N === 0) return { C, P, O, U, N, covered: null, omitted: null, completeness: null };
  return {
    C,
    P,
    O,
    U,
    N,
    covered: { low: C / N, high: (C + U) / N },
    omitted: { low: O / N, high: (O + U) / N },
    completeness: 1 - U / N,
  };
}
