import type { BaseState } from "./cell-state";

/** Base cells by state. */
export type StateCounts = Readonly<Record<BaseState, number>>;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Rates as intervals over applicable cells, null where there are none; and the cells that the rates leave out. */
export interface CoverageBounds {
  readonly C: number;
  readonly P: number;
  readonly O: number;
  readonly U: number;
  readonly N: number;
  readonly covered: Interval | null;
  readonly omitted: Interval | null;
  readonly completeness: number | null;
  readonly undetermined: number;
  readonly notApplicable: number;
  /** What one has to know before quoting the rates; null where they speak for themselves. */
  readonly note: string | null;
}

/** What the counts allow one to say: unknown cells widen every interval. */
export function boundsOf(counts: StateCounts, note: string | null = null): CoverageBounds {
  const { COVERED: C, PARTIAL: P, OMITTED: O, UNKNOWN: U, UNDETERMINED: undetermined, NOT_APPLICABLE: notApplicable } = counts;
  const N = C + P + O + U;
  const left = { undetermined, notApplicable, note };
  if (N === 0) return { C, P, O, U, N, ...left, covered: null, omitted: null, completeness: null };
  return {
    C,
    P,
    O,
    U,
    N,
    ...left,
    covered: { low: C / N, high: (C + U) / N },
    omitted: { low: O / N, high: (O + U) / N },
    completeness: 1 - U / N,
  };
}
