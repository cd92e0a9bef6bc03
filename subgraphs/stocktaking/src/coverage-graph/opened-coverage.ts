import type { DedupeName } from "../columns/once-per-cluster";
import type { CoverageQuery } from "../coverage/coverage-query";
import type { CoverageResult } from "../coverage/coverage-result";

/** A slice of the grid with the question it answers, so that each of its numbers can be opened again. */
export interface OpenedCoverage {
  readonly query: CoverageQuery;
  readonly result: CoverageResult;
  /** Which of its three counts of activities its cells show, and which rows they open to. */
  readonly dedupe: DedupeName;
}
