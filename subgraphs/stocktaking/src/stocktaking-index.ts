import type { AsOfPoint } from "@actionline/kit/request-context";
import type { LoggedChange } from "@actionline/log/follow";
import { LogFollower } from "@actionline/log/log-follower";
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

const FOLLOWED = ["ACTIVITY", "BUDGET", "REVIEW", "OVERLAP", "OVERLAP_DECISION", "REDACTION", ...REFERENCE_KINDS] as const;
type Followed = (typeof FOLLOWED)[number];
/** Taken in at one go: small enough that requests beside a build wait no longer than for each other. */
const BATCH = 2_000;

/** The index in memory over the whole log: it follows the log and answers at any sequence that it has reached. */
export class StocktakingIndex implements IndexSnapshot {
  readonly columns = new ActivityColumns();
  readonly tables = new ReferenceTables();
  readonly #follower: LogFollower<Followed>;

  private constructor(db: Db) {
    const apply = (change: LoggedChange<Followed>): void => this.#apply(change);
    this.#follower = new LogFollower(db, { kinds: FOLLOWED, apply, batch: BATCH, kept: KEPT_FIELDS });
  }

  /** Builds the index from the log up to its watermark. */
  static async open(db: Db): Promise<StocktakingIndex> {
    const index = new StocktakingIndex(db);
    await index.#follower.catchUp();
    return index;
  }

  /** How far it has followed: it answers at every sequence up to this one. */
  get sequence(): number {
    return this.#follower.sequence;
  }

  /** Follows the log until at least this sequence; calls at the same time share one catch-up. */
  reach(sequence: number): Promise<void> {
    return this.#follower.reach(sequence);
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

  /** Every source at the point, by id: how fresh, how old, and what its last harvest came to. */
  sourcesOf(point: AsOfPoint, privateToo: boolean): ReadonlyMap<string, SourceStanding> {
    return standingOfSources(this.tables.at(point.sequence, privateToo), point.instant);
  }

  /** What was redacted holds at no point, as it won't once the index is built anew. */
  #forget({ record }: LoggedChange<"REDACTION">): void {
    if (record?.kind === "ACTIVITY") this.columns.forget(record.subject);
  }

  #apply(change: LoggedChange<Followed>): void {
    if (change.kind === "ACTIVITY") this.columns.apply(change);
    else if (change.kind === "REDACTION") this.#forget(change);
    else if (change.kind === "BUDGET") this.columns.budgets.apply(change);
    else if (change.kind === "REVIEW") this.columns.reviews.apply(change);
    else if (change.kind === "OVERLAP" || change.kind === "OVERLAP_DECISION") this.columns.duplicates.apply(change);
    else this.tables.apply(change as LoggedChange<ReferenceKind>);
  }
}
