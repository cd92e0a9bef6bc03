import type { ContractRecord } from "@actionline/schema/contract/records";
import type { CommitmentRecord, StatementRecord } from "@actionline/schema/coordination-records";
import type { AgencyRecord, ExpectationRecord, SourceRecord } from "@actionline/schema/hub-records";
import type { FacilitatorRecord, OrganizationRecord } from "@actionline/schema/reference-records";
import type { Truth } from "./truth";

/** A change as a contract feed carries it, one a line. */
export interface ContractChange {
  readonly operation: "UPSERT";
  readonly record: ContractRecord;
}

/** A change that breaks the contract's rules, as agencies publish them. */
export interface FaultyChange {
  readonly operation: "UPSERT";
  readonly record: object;
}

/** What one harvest of a source brought, and when. */
export interface DemonstrationFeed {
  readonly source: string;
  readonly harvestedAt: Date;
  readonly changes: readonly ContractChange[];
  /** Changes that a right hub refuses; they come after the others. */
  readonly faults: readonly FaultyChange[];
}

/** A harvest that failed, after the source's last good one. */
export interface DemonstrationFailure {
  readonly source: string;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly code: "SOURCE_TIMEOUT" | "SOURCE_UNAVAILABLE";
  readonly message: string;
}

/** Invented agencies and what they report over the real plan items, with the answers that a right hub must give. */
export interface Demonstration {
  readonly organizations: readonly OrganizationRecord[];
  readonly agencies: readonly AgencyRecord[];
  readonly sources: readonly SourceRecord[];
  readonly facilitators: readonly FacilitatorRecord[];
  readonly expectations: readonly ExpectationRecord[];
  readonly statements: readonly StatementRecord[];
  readonly commitments: readonly CommitmentRecord[];
  readonly feeds: readonly DemonstrationFeed[];
  readonly failures: readonly DemonstrationFailure[];
  readonly truth: Truth;
}

export interface DemonstrationOptions {
  /** The same seed and day give the same set, to the byte. */
  readonly seed: number;
  /** All years lie relative to this day; the last closed year is the one before. */
  readonly today: Date;
}
