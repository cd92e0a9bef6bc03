import type { FacilitatorRole } from "./reference-records";
import type { StakeholderType } from "./stakeholder-type";

/** A team's signed statement that stakeholders of some types did nothing here: nobody else can report for all of them. */
export interface StatementRecord {
  readonly id: string;
  /** The team that signs, by its action line. */
  readonly actionLine: string;
  readonly items: readonly string[];
  /** Null for everywhere. */
  readonly places: readonly string[] | null;
  readonly years: readonly number[];
  readonly stakeholderTypes: readonly StakeholderType[];
  /** How the team knows. */
  readonly text: string;
  readonly signedBy: string;
  readonly signedOn: string;
}

/** What an organization took upon itself: from its first day to its last it answers for the items. */
export interface CommitmentRecord {
  readonly id: string;
  readonly organization: string;
  readonly items: readonly string[];
  /** Null for everywhere. */
  readonly places: readonly string[] | null;
  /** A date; null where it isn't known, which bounds nothing. */
  readonly from: string | null;
  readonly to: string | null;
  /** Its own words, or where they stand. */
  readonly text: string;
  readonly recordedBy: string;
  readonly recordedOn: string;
}

/** The kinds of entries that are lines of a register: what is expected, declared, stated, committed. */
export const REGISTER_KINDS = ["EXPECTATION", "SCOPE", "STATEMENT", "COMMITMENT"] as const;
export type RegisterKind = (typeof REGISTER_KINDS)[number];

/** Why a line of a register, or a decision on a pair, was withdrawn; entered together with its end. */
export interface WithdrawalRecord {
  readonly id: string; // `${kind} ${line}`
  readonly kind: RegisterKind | "OVERLAP_DECISION";
  readonly line: string;
  /** The version that was withdrawn. */
  readonly version: number;
  readonly reason: string;
  readonly by: string;
  readonly on: string;
}

export const ASSERTIONS = [
  "SAME_SOURCE_ID",
  "URL_EQUAL",
  "TITLE_NEAR",
  "SAME_LEAD",
  "ORG_OVERLAP",
  "SAME_ITEM",
  "PLACE_EQUAL",
  "PLACE_NESTED",
  "DATES_OVERLAP",
  "AMOUNT_NEAR",
  "TYPE_EQUAL",
  "GROUP_OVERLAP",
] as const;
/** What speaks for two records telling of the same, or of overlapping, work. */
export type AssertionName = (typeof ASSERTIONS)[number];

export const VETOES = ["DIFFERENT_COUNTRY", "DIFFERENT_PHASE", "DISJOINT_SUBNATIONAL", "TEMPLATE_TITLE", "PARENT_CHILD"] as const;
/** What shows that two records don't tell of the same activity; one is enough, whatever speaks for it. */
export type VetoName = (typeof VETOES)[number];

export const EXCULPATIONS = [
  "FUNDER_AND_IMPLEMENTER",
  "PARENT_CHILD_SIBLING",
  "JOINT_PROGRAMME",
  "CO_IMPLEMENTATION",
  "SUCCESSIVE_PHASES",
  "DISJOINT_SUBNATIONAL",
  "DECLARED_COMPLEMENT",
] as const;
/** What explains an overlap, so that it is no candidate for duplication. */
export type ExculpationName = (typeof EXCULPATIONS)[number];

export interface Assertion {
  readonly name: AssertionName;
  /** What was compared, in a sentence that a person can check against the two records. */
  readonly detail: string;
}

/**
 * What the matcher found about a pair of activities. L0: two records of one activity; MERGED where it counts as confirmed
 * by itself, PROPOSED where a person has to decide. L3: two activities that overlap so much that a review is asked for.
 */
export interface OverlapRecord {
  readonly id: string; // overlapId(one, other)
  /** The two activities, the lesser id first. */
  readonly one: string;
  readonly other: string;
  readonly level: "L0" | "L3";
  readonly outcome: "MERGED" | "PROPOSED";
  readonly assertions: readonly Assertion[];
  /** For L3: the items and places that both work for. */
  readonly items: readonly string[];
  readonly places: readonly string[];
  /** Version of the matching method. */
  readonly method: string;
}

export const RELATIONS = ["PARENT_CHILD", "SIBLING", "PHASE", "JOINT_PROGRAMME", "COMPLEMENT", "OTHER"] as const;
export type RelationName = (typeof RELATIONS)[number];

/** A person's decision on a pair. It stands under the pair, so it survives re-harvest and overrules the matcher; its deletion undoes it. */
export interface OverlapDecisionRecord {
  readonly id: string; // overlapId(one, other)
  readonly one: string;
  readonly other: string;
  readonly decision: "SAME" | "DISTINCT" | "RELATED";
  /** Given for RELATED. */
  readonly relation: RelationName | null;
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
}

export const FINDING_KINDS = [
  "O1_MANDATE",
  "O2_ACTIVITY",
  "O3_FOLLOW_THROUGH",
  "O4_BREADTH",
  "O5_FUNDING",
  "O6_REPORTING",
  "O7_SYNTHESIS",
  "CONFLICT",
  "L3_CANDIDATE_DUPLICATION",
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export const FINDING_STATES = ["DRAFT", "NOTIFIED", "REPLIED", "CONFIRMED", "REFUTED", "RESOLVED"] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** One whom a finding is about, and who may answer it. */
export interface FindingParty {
  readonly organization: string;
  /** Null for an organization that reports nothing to the hub. */
  readonly agency: string | null;
  readonly role: FacilitatorRole | null;
}

export interface FindingReply {
  readonly organization: string;
  /** The principal's name, as it signed in. */
  readonly by: string;
  readonly stance: "AGREES" | "DISPUTES" | "EXPLAINS";
  readonly text: string;
  readonly at: string;
}

/** A statement about absence or redundancy, with the right of reply of those it is about. Machines draft; people decide. */
export interface FindingRecord {
  readonly id: string;
  readonly kind: FindingKind;
  readonly item: string | null;
  readonly actionLine: string | null;
  readonly place: string | null;
  readonly year: number | null;
  readonly stakeholderType: string | null;
  /** The activities it is about, if any. */
  readonly activities: readonly string[];
  /** The pair it is about, for L3. */
  readonly overlap: string | null;
  /** Since when what it says has held, as far as the hub has seen. */
  readonly since: string;
  readonly parties: readonly FindingParty[];
  /** Sentences that a person can check, each with the records it stands on. */
  readonly evidence: readonly { readonly text: string; readonly kind: string | null; readonly ids: readonly string[] }[];
  readonly state: FindingState;
  /** Version of the coverage definition it was drafted under. */
  readonly definition: string;
  readonly notifiedAt: string | null;
  /** Replies are awaited until this instant. */
  readonly deadline: string | null;
  readonly replies: readonly FindingReply[];
  readonly decision: {
    readonly outcome: "CONFIRMED" | "REFUTED";
    readonly reason: string;
    readonly by: string;
    readonly at: string;
  } | null;
  readonly resolution: { readonly reason: string; readonly by: string; readonly at: string } | null;
}
