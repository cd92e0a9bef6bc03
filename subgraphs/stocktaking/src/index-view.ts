import { may } from "@actionline/kit/access";
import type { RequestContext } from "@actionline/kit/request-context";
import type { ActivityColumns } from "./columns/activity-columns";
import type { ReferenceView } from "./columns/reference-tables";
import type { RowFilter } from "./columns/row-filter";
import type { SourceStanding } from "./columns/source-standing";
import type { CellCoordinates, CoverageQuery } from "./coverage/coverage-query";
import type { CellExpectation, CoverageResult, EvidenceRow, ResponsibleParty } from "./coverage/coverage-result";
import type { StocktakingIndex } from "./stocktaking-index";

/** The index in memory as one request sees it: at its point of the log and within what it may read. */
export class IndexView {
  readonly #index: StocktakingIndex;
  readonly #request: RequestContext;
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

  sources(): SourceStanding[] {
    return [...this.#index.sourcesOf(this.#request.asOf, this.privateToo).values()];
  }

  rowsMatching(filter: RowFilter): Uint32Array {
    return this.#index.rowsMatching(filter, this.#request.asOf, this.privateToo);
  }

  coverage(query: CoverageQuery): CoverageResult {
    return this.#index.coverage(query, this.#request.asOf, this.privateToo);
  }

  evidenceOf(query: CoverageQuery, cell: CellCoordinates, first: number): EvidenceRow[] {
    return this.#index.evidenceOf(query, cell, first, this.#request.asOf, this.privateToo);
  }

  responsibleFor(query: CoverageQuery, cell: CellCoordinates): ResponsibleParty[] {
    return this.#index.responsibleFor(query, cell, this.#request.asOf, this.privateToo);
  }

  expectationOf(query: CoverageQuery, cell: CellCoordinates): CellExpectation | null {
    return this.#index.expectationOf(query, cell, this.#request.asOf, this.privateToo);
  }
}
