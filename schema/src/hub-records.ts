import type { ActivityRecord } from "./contract/records";
import type { Mapping } from "./mapping";

/** Where a suggestion or assignment points: an item, or a whole action line when the text allows no more. */
export interface SuggestedAssignment {
  readonly item: string | null;
  readonly actionLine: string;
  /** Between 0 and 1; how it is reached stands in `reason`. */
  readonly confidence: number;
  /** A sentence a reviewer can check, such as: sector DAC-5 12281 (health education) and "e-learning" in the title. */
  readonly reason: string;
}

/**
 * An activity as the hub keeps it: the contract's record and what the hub worked out from it when it came in. That goes
 * for organizations too: where the agency gave a `reference` and no `id`, and exactly one organization that the hub then
 * knew has it as an `iati` identifier, `id` is the hub's own resolution; `reference` and `name` are as published. The
 * parties of budgets are kept the same way.
 */
export interface StoredActivity extends ActivityRecord {
  readonly source: string;
  /** Version of the suggestion rules that made `suggestions`. */
  readonly suggestionRules: string;
  readonly suggestions: readonly SuggestedAssignment[];
}

/** A reviewer's decision on one suggestion. It stands under (activity, item or line), so it survives re-harvest. */
export interface ReviewRecord {
  readonly id: string; // `${activity}#${item ?? actionLine}`
  readonly activity: string;
  readonly item: string | null;
  readonly actionLine: string;
  readonly decision: "ACCEPTED" | "REJECTED";
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
}

export type DeletionPolicy = "PERSISTENT" | "TRANSIENT" | "NONE";

export interface AgencyRecord {
  readonly id: string;
  readonly name: string;
  /** The organization that this agency is, as the stakeholders subgraph knows it. */
  readonly organization: string;
  readonly licence: string;
  readonly contactDesk: string | null;
  readonly deletionPolicy: DeletionPolicy;
  readonly contractVersion: string;
  readonly invented: boolean;
}

export type SourceFormat = "IATI_2_03" | "CONTRACT" | "CSV" | "JSON";

export interface SourceRecord {
  readonly id: string; // `<agency>/<name>`
  readonly agency: string;
  readonly name: string;
  readonly format: SourceFormat;
  readonly mode: "HOSTED" | "MIRRORED";
  /** Declared days between two updates; null where the agency declares none: such a source is never overdue. */
  readonly frequencyDays: number | null;
  readonly licence: string;
  /** Said wherever the source's figures are shown, such as a selection bias. */
  readonly caveat: string | null;
  /** Where the hub fetches the file from by itself; missing where it doesn't. */
  readonly address?: string;
  /** It is a hub, which hands on what other agencies reported to it, under their ids. */
  readonly hub?: boolean;
  /** How the records of a CSV or JSON source become the contract's. */
  readonly mapping?: Mapping;
  /** Who declared it as it stands; missing where it came with the agency's data. */
  readonly declaredBy?: string;
}

/**
 * SUCCEEDED read everything; HELD went in but its deletions wait for a person; PARTIAL broke off, what was read went in
 * and nothing was deleted; FAILED brought nothing. RUNNING stands in the log while a run is under way or after it was cut short.
 */
export type HarvestOutcome = "SUCCEEDED" | "HELD" | "PARTIAL" | "FAILED" | "RUNNING";

export interface HarvestIssue {
  readonly rule: string;
  readonly severity: "ERROR" | "WARNING";
  readonly pointer: string;
  readonly count: number;
  readonly examples: readonly { readonly record: string; readonly place: string; readonly value: string }[];
  readonly howToFix: string;
}

/** The report of one run over one source. One version a run: its history is the source's public harvest history. */
export interface HarvestRecord {
  readonly source: string;
  readonly run: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** The host at which the hub read it by itself; missing where it was handed in, sent, or served by the agency. */
  readonly host?: string;
  readonly outcome: HarvestOutcome;
  /** What stopped or held it, in a sentence; null after success. */
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly counts: {
    readonly read: number;
    readonly accepted: number;
    readonly refused: number;
    readonly added: number;
    readonly changed: number;
    readonly unchanged: number;
    /**
     * Accepted records that said again what one before them in the run had said. Added, changed, unchanged and repeated
     * are all the accepted records, but for the deletions and confirmations that a list of changes names. Missing in
     * reports from before it was counted.
     */
    readonly repeated?: number;
    readonly deleted: number;
    readonly held: number;
  };
  /** The first three counts for each kind of record; those of things that could not be read stand under UNREADABLE. */
  readonly byKind?: readonly { readonly kind: string; readonly read: number; readonly accepted: number; readonly refused: number }[];
  readonly issues: readonly HarvestIssue[];
  /** The last run that brought good data, this one included; null before the first. */
  readonly lastGoodAt: string | null;
  /**
   * Activities that the source published and that the hub refused or couldn't read, and references that it set aside, as
   * far as they still wait. While this isn't 0, an empty cell may be the hub's own doing and is no omission.
   */
  readonly withheld?: number;
}

export type ExpectationState = "EXPECTED" | "NOT_APPLICABLE" | "UNDETERMINED";

/** One line of the expectation register. A missing axis means all of it. */
export interface ExpectationRecord {
  readonly id: string;
  readonly item: string;
  readonly place: string | null;
  readonly year: number | null;
  readonly stakeholderType: string | null;
  readonly state: ExpectationState;
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedOn: string;
}

export interface DefinitionRecord {
  readonly id: string; // coverage
  readonly version: string;
  readonly text: string;
  readonly parameters: Readonly<Record<string, number>>;
}

export interface SnapshotRecord {
  readonly id: string;
  readonly name: string;
  readonly sequence: number;
  readonly at: string;
}
