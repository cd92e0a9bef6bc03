import type { AxisValues } from "../coverage/coverage-query";
import { countedBy } from "../dedupe";
import type { CoverageHeader, CoverageMatrix } from "./coverage-matrix";
import type { OpenedCoverage } from "./opened-coverage";

/** A result as a matrix: the first axis as rows, the others, in the order asked, as columns. */
export function showMatrix({ result, dedupe }: OpenedCoverage): CoverageMatrix {
  const [first, ...others] = result.axes;
  const rows = headersOf(first === undefined ? [] : [first]);
  const columns = headersOf(others);
  const table = <T>(read: (cell: number) => T): T[][] =>
    rows.map((_, row) => columns.map((__, column) => read(row * columns.length + column)));
  return {
    rows,
    columns,
    states: table((cell) => result.state(cell)),
    activities: table((cell) => countedBy(result.activityCounts(cell), dedupe)),
    leads: table((cell) => result.leads(cell)),
    suggested: table((cell) => result.suggested(cell)),
  };
}

/** Every combination of the axes' values, the last axis fastest, as cells are numbered. */
function headersOf(axes: readonly AxisValues[]): CoverageHeader[] {
  const combinations = axes.reduce<CoverageHeader["keys"][]>(
    (partial, { axis, values }) => partial.flatMap((keys) => values.map((value) => [...keys, { axis, ...value }])),
    [[]],
  );
  return combinations.map((keys) => ({ keys, label: keys.map(({ label }) => label).join(" · ") }));
}
