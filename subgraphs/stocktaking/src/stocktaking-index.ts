import type { AsOfPoint } from "@actionline/kit/request-context";
import { readWatermark } from "@actionline/log/as-of";
import { type LoggedChange, readChanges } from "@actionline/log/follow";
import type { Db } from "mongodb";
import { ActivityColumns } from "./columns/activity-columns";
import type { IndexSnapshot } from "./columns/index-snapshot";
import { KEPT_FIELDS } from "./columns/kept-fields";
import { REFERENCE_KINDS, type ReferenceKind, ReferenceTables } from "./columns/reference-tables";
import type { RowFilter } from "./columns/row-filter";
import { matchingRows } from "./columns/row-matcher";
import { type SourceStanding, standingOfSources } from "./columns/source-standing";
import { computeCoverage } from "./coverage/compute-coverage";
import type { CellCoordinates, CoverageQuery } from "./coverage/coverage-query";
import type { CellExpectation, CoverageResult, EvidenceRow, ResponsibleParty } from "./coverage/coverage-result";
import { evidenceOf } from "./coverage/evidence";
import { expectationOf, responsibleFor } from "./coverage/explain-cell";
import { rowsBehind } from "./coverage/rows-behind";

const FOLLOWED = ["ACTIVITY", "BUDGET", "REVIEW", "OVERLAP", "OVERLAP_DECISION", ...REFERENCE_KINDS] as const;
type Followed = (typeof FOLLOWED)[number];
/** Taken in at one go: small enough that requests beside a build wait no longer than for each other. */
const BATCH = 2_000;

/** The index in memory over the whole log: it follows the log and answers at any sequence that it has reached. */
export class StocktakingIndex implements IndexSnapshot {
  readonly columns = new ActivityColumns();
  readonly tables = new ReferenceTables();
  readonly #db: Db;
  #sequence = 0;
  #catchUp: Promise<void> | null = null;

  private constructor(db: Db) {
    this.#db = db;
  }

  /** Builds the index from the log up to its watermark. */
  static async open(db: Db): Promise<StocktakingIndex> {
    const index = new StocktakingIndex(db);
    await index.#follow();
    return index;
  }

  /** How far it has followed: it answers at every sequence up to this one. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Follows the log until at least this sequence; calls at the same time share one catch-up. */
  async reach(sequence: number): Promise<void> {
    while (this.#sequence < sequence) {
      const before = this.#sequence;
      const shared = this.#catchUp !== null;
      await this.#follow();
      // A catch-up that was under way may have read the watermark before this sequence was written: once more, then.
      if (!shared && this.#sequence === before && before < sequence) {
        throw new RangeError(`The log ends at sequence ${before}; the index was asked for ${sequence}.`);
      }
    }
  }

  /** Live rows at the point that match, in the order of the log. */
  rowsMatching(filter: RowFilter, point: AsOfPoint, privateToo: boolean): Uint32Array {
    return matchingRows(this, filter, point.sequence, privateToo);
  }

  coverage(query: CoverageQuery, point: AsOfPoint, privateToo: boolean): CoverageResult {
    return computeCoverage(this, query, point, privateToo);
  }

  /** Why a cell says what it says: its evidence, the strong first, then weak, then suggested; each in the log's order. */
  evidenceOf(query: CoverageQuery, cell: CellCoordinates, first: number, point: AsOfPoint, privateToo: boolean): EvidenceRow[] {
    return evidenceOf(this, query, cell, first, point, privateToo);
  }

  /** Who answers for a cell, and what they declared for it. */
  responsibleFor(query: CoverageQuery, cell: CellCoordinates, point: AsOfPoint, privateToo: boolean): ResponsibleParty[] {
    return responsibleFor(this, query, cell, point, privateToo);
  }

  /** What the expectation register says of a cell; null for a roll-up of several base cells. */
  expectationOf(query: CoverageQuery, cell: CellCoordinates, point: AsOfPoint, privateToo: boolean): CellExpectation | null {
    return expectationOf(this, query, cell, point, privateToo);
  }

  /** The filter whose rows are the distinct activities that a cell counts. */
  rowsBehind(query: CoverageQuery, cell: CellCoordinates, point: AsOfPoint, privateToo: boolean): RowFilter {
    return rowsBehind(this, query, cell, point, privateToo);
  }

  /** Every source at the point, by id: how fresh, how old, and what its last harvest came to. */
  sourcesOf(point: AsOfPoint, privateToo: boolean): ReadonlyMap<string, SourceStanding> {
    return standingOfSources(this.tables.at(point.sequence, privateToo), point.instant);
  }

  #follow(): Promise<void> {
    this.#catchUp ??= this.#readOn().finally(() => {
      this.#catchUp = null;
    });
    return this.#catchUp;
  }

  async #readOn(): Promise<void> {
    const watermark = await readWatermark(this.#db);
    for await (const changes of readChanges(this.#db, FOLLOWED, this.#sequence, watermark, BATCH, KEPT_FIELDS)) {
      for (const change of changes) this.#apply(change);
    }
    this.#sequence = Math.max(this.#sequence, watermark);
  }

  // The sequence moves with each entry, so that a catch-up cut short goes on after the last entry it took in.
  #apply(change: LoggedChange<Followed>): void {
    if (change.kind === "ACTIVITY") this.columns.apply(change);
    else if (change.kind === "BUDGET") this.columns.budgets.apply(change);
    else if (change.kind === "REVIEW") this.columns.reviews.apply(change);
    else if (change.kind === "OVERLAP" || change.kind === "OVERLAP_DECISION") this.columns.duplicates.apply(change);
    else this.tables.apply(change as LoggedChange<ReferenceKind>);
    this.#sequence = change.sequence;
  }
}
