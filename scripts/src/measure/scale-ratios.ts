import type { Spread } from "@actionline/stocktaking/coverage/bench-slices";
import type { Ratio } from "./measured-case";

/** An unfiltered matrix is promised to take at most this many times as long as reading its columns. */
const MOST_SCANS = 2;

export function bareScanRatio(
  { matrixMs, bareScanMs }: { readonly matrixMs: number; readonly bareScanMs: number },
  promised = true,
): Ratio {
  const value = matrixMs / bareScanMs;
  return {
    name: "unfiltered matrix: times the bare scan of its columns",
    value,
    target: promised ? `at most ${MOST_SCANS}` : "none",
    met: !promised || value <= MOST_SCANS,
  };
}

/** A figure that has to stay under a bound. */
export const under = (name: string, value: number, most: number): Ratio => ({
  name,
  value,
  target: `under ${most}`,
  met: value < most,
});

export const tellSpread = (name: string, { p50, p95, most }: Spread): Record<string, number> => ({
  [`${name} p50 ms`]: p50,
  [`${name} p95 ms`]: p95,
  [`${name} at most ms`]: most,
});
