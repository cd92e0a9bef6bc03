import { may } from "@actionline/kit/access";
import type { AsOfPoint, RequestContext } from "@actionline/kit/request-context";
import { contentHash } from "@actionline/log/canonical";
import { type Comparing, comparePoints, type PointsCompared } from "./changes/compare-points";
import type { ActivityColumns } from "./columns/activity-columns";
import type { Clusters } from "./columns/clusters";
import type { ReferenceView } from "./columns/reference-tables";
import type { RowFilter } from "./columns/row-filter";
import type { SourceStanding } from "./columns/source-standing";
import { CellExplainer } from "./coverage/cell-explainer";
import { coverageSteps } from "./coverage/compute-coverage";
import type { CellCoordinates, CoverageQuery } from "./coverage/coverage-query";
import type { CoverageResult, EvidenceRow } from "./coverage/coverage-result";
import { evidenceSteps } from "./coverage/evidence";
import { UNITS_OF_SLICE } from "./coverage/slice";
import { Once } from "./once";
import { CellWays } from "./steps/cell-ways";
import type { StocktakingIndex } from "./stocktaking-index";

/** Against one look at a row: a test of it, finding it in a set, and comparing a value given with all names of its kind. */
const UNITS = { test: 2, set: 10, value: 300, pair: 20 } as const;

/** The index in memory as one request sees it: at its point of the log and within what it may read. */
export class IndexView {
  readonly #index: StocktakingIndex;
  readonly #request: RequestContext;
  readonly #coverages = new Once<string, CoverageResult>();
  readonly privateToo: boolean;

  constructor(index: StocktakingIndex, request: RequestContext) {
    this.#index = index;
    this.#request = request;
    this.privateToo = may(request.principal, "readPrivate");
  }

  /** Follows the log up to the request's point; every answer waits for it first. */
  reach(): Promise<void> {
    return this.#index.reach(this.sequence);
  }

  get sequence(): number {
    return this.#request.asOf.sequence;
  }

  get instant(): Date {
    return this.#request.asOf.instant;
  }

  get columns(): ActivityColumns {
    return this.#index.columns;
  }

  /** What the reference records say at the point. */
  get reference(): ReferenceView {
    return this.#index.tables.at(this.sequence, this.privateToo);
  }

  /** Which activities are records of one and the same at the point, for this reader. */
  async clusters(): Promise<Clusters> {
    const { duplicates } = this.columns;
    await this.#request.work.draw(duplicates.pairs * UNITS.pair);
    return duplicates.at(this.sequence, this.privateToo);
  }

  sources(): SourceStanding[] {
    return [...this.#index.sourcesOf(this.#request.asOf, this.privateToo).values()];
  }

  /** Rows that match, ascending. Work is drawn for before it is done, here and below. */
  async rowsMatching(filter: RowFilter): Promise<Uint32Array> {
    await this.#request.work.draw(unitsOf(filter, this.columns.rows));
    return this.#index.rowsMatching(filter, this.#request.asOf, this.privateToo);
  }

  /** A slice of the grid; equal questions of one request share one answer. */
  coverage(query: CoverageQuery): Promise<CoverageResult> {
    const { work, asOf } = this.#request;
    return this.#coverages.of(contentHash([asOf.sequence, query]), () =>
      work.run(coverageSteps(this.#index, query, asOf, this.privateToo)),
    );
  }

  /** All that is evidence for a cell. */
  evidenceOf(query: CoverageQuery, cell: CellCoordinates): Promise<EvidenceRow[]> {
    const { work, asOf } = this.#request;
    return work.run(evidenceSteps(this.#index, query, cell, asOf, this.privateToo));
  }

  /** Explains the cells of a slice. */
  async explainer(query: CoverageQuery): Promise<CellExplainer> {
    const { work, asOf } = this.#request;
    await work.draw(UNITS_OF_SLICE);
    return new CellExplainer(this.#index, query, asOf, this.privateToo);
  }

  /** What would change the cells of a slice. */
  async ways(query: CoverageQuery): Promise<CellWays> {
    const { work, asOf } = this.#request;
    await work.draw(UNITS_OF_SLICE);
    return new CellWays(this.#index, query, asOf, this.privateToo);
  }

  /** What a slice says at the point against what it said at an earlier one. */
  compare(query: CoverageQuery, earlier: AsOfPoint, comparing: Comparing): Promise<PointsCompared> {
    const { work, asOf: later } = this.#request;
    return work.run(comparePoints({ index: this.#index, query, earlier, later, privateToo: this.privateToo }, comparing));
  }

  /** Does work that comes in steps, each of which tells first what it costs. */
  run<Result>(steps: Generator<number, Result, void>): Promise<Result> {
    return this.#request.work.run(steps);
  }
}

/** What a pass costs: a look at each row for each test, and finding out what the values given mean. */
function unitsOf({ bases: _noTest, ...filter }: RowFilter, rows: number): number {
  const fields = Object.values(filter);
  const values = fields.reduce((sum, field) => sum + (Array.isArray(field) ? field.length : 0), 0);
  const look = 1 + UNITS.test * fields.length + (filter.sequences === undefined ? 0 : UNITS.set);
  return rows * look + values * UNITS.value;
}
