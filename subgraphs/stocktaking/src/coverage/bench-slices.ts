import { inOneGo } from "@actionline/kit/work-budget";
import type { StocktakingIndex } from "../stocktaking-index";
import { BENCH, type RandomNumber, seeded } from "./bench-world";
import { CellExplainer } from "./cell-explainer";
import type { CoverageAxis, CoverageQuery } from "./coverage-query";

/** Milliseconds that half of the times, and all but one in twenty, stay under. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly most: number;
}

export const BENCH_INSTANT = new Date("2025-06-30T00:00:00Z");
const SEED = 2005;
const EVIDENCE_SHOWN = 10;
const WARM_UP = 10;

/** What a person at a screen asks for: lines, items or types across regions, countries or years. */
const SHAPES: readonly (readonly CoverageAxis[])[] = [
  ["ITEM", "REGION"],
  ["ACTION_LINE", "REGION"],
  ["ITEM", "YEAR"],
  ["ACTION_LINE", "STAKEHOLDER_TYPE"],
  ["REGION", "YEAR"],
  ["ACTION_LINE", "REGION", "YEAR"],
];

/** A matrix narrowed by any mix of line, region, years, type, reporter and status: each is there half of the time. */
export function randomMatrix(below: RandomNumber): CoverageQuery {
  const some = <T>(values: readonly T[], most: number): T[] => [
    ...new Set(Array.from({ length: 1 + below(most) }, () => values[below(values.length)]).filter((value) => value !== undefined)),
  ];
  const half = (): boolean => below(2) === 0;
  const evidence = {
    ...(half() && { reporters: some(BENCH.reporters, 3) }),
    ...(half() && { statuses: some(["PLANNED", "IMPLEMENTING", "COMPLETED"] as const, 2) }),
  };
  return {
    by: SHAPES[below(SHAPES.length)] ?? [],
    ...(half() && { actionLines: some(BENCH.lines, 3) }),
    ...(half() && { places: some(BENCH.regions, 2) }),
    ...(half() && { years: some(BENCH.years, 3) }),
    ...(half() && { stakeholderTypes: some(BENCH.types, 2) }),
    ...(Object.keys(evidence).length > 0 && { evidence }),
  };
}

/** Times of random filtered matrices, and of the evidence of a random cell of each, as a page of cells asks for it. */
export function benchSlices(index: StocktakingIndex, slices: number): { readonly matrix: Spread; readonly evidence: Spread } {
  const below = seeded(SEED);
  const point = { sequence: index.sequence, instant: BENCH_INSTANT, latest: true };
  const matrices: number[] = [];
  const evidences: number[] = [];
  for (let slice = 0; slice < slices; slice += 1) {
    const query = randomMatrix(below);
    const { spent, made } = timed(() => index.coverage(query, point, false));
    matrices.push(spent);
    const wanted = [{ cell: below(made.size), first: EVIDENCE_SHOWN }];
    evidences.push(timed(() => inOneGo(new CellExplainer(index, query, point, false).evidence(wanted))).spent);
  }
  return { matrix: spreadOf(matrices), evidence: spreadOf(evidences) };
}

/** What reading the columns of a matrix costs and what the matrix itself does, in turns, so that both meet the same machine. */
export function benchBareScan(index: StocktakingIndex, times = 25): { readonly bareMs: number; readonly matrixMs: number } {
  const point = { sequence: index.sequence, instant: BENCH_INSTANT, latest: true };
  const bare: number[] = [];
  const matrix: number[] = [];
  for (let time = 0; time < times; time += 1) {
    bare.push(timed(() => bareScan(index)).spent);
    matrix.push(timed(() => index.coverage({ by: ["ITEM", "REGION"] }, point, false)).spent);
  }
  // The first rounds are the compiler's.
  return { bareMs: spreadOf(bare.slice(WARM_UP)).p50, matrixMs: spreadOf(matrix.slice(WARM_UP)).p50 };
}

/** Reads every value of the columns that an unfiltered matrix reads, adding them up so that nothing is left out. */
function bareScan({ columns }: StocktakingIndex): number {
  const { to, hidden, statuses, firstYear, lastYear, sources, subjects, leads, places, assignments, reviews, duplicates } = columns;
  const flat = [to, hidden, statuses, firstYear, lastYear, sources, subjects, leads, reviews.reviewed, duplicates.placesOfSubjects];
  let sum = 0;
  for (const { array, length } of [...flat, places.starts, places.values, assignments.starts, assignments.values]) {
    for (let at = 0; at < length; at += 1) sum += array[at] ?? 0;
  }
  return sum;
}

function timed<T>(work: () => T): { readonly spent: number; readonly made: T } {
  const start = performance.now();
  const made = work();
  return { spent: performance.now() - start, made };
}

export function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  const under = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: under(0.5), p95: under(0.95), most: under(1) };
}
