import type { StakeholderType } from "@actionline/schema/stakeholder-type";
import type { BaseState } from "../coverage/cell-state";

/**
 * One thing that somebody can do about a cell, or that time does. Where a step lists several who or which would serve as
 * well, one of them is enough, and the first is the one that was tried.
 */
export type ChangeStep =
  | DeclareScope
  | { readonly kind: "ASSIGN_ITEM"; readonly organizations: readonly string[] }
  /** An organization reports to the hub by a source that is read: as a new agency where it is none yet. */
  | { readonly kind: "CONNECT_SOURCE"; readonly by: Declarer }
  /** A source is repaired where it fails, and read again. */
  | { readonly kind: "HARVEST_SOURCE"; readonly source: string }
  /** What a source published, and the hub refused or set aside, is put right or let go. */
  | { readonly kind: "RESOLVE_WITHHELD"; readonly source: string; readonly count: number }
  | { readonly kind: "WAIT"; readonly until: Date }
  /** A reviewer rejects all of the suggestions that meet the cell. */
  | { readonly kind: "REJECT_SUGGESTIONS"; readonly suggestions: readonly Suggestion[]; readonly count: number }
  /** A reviewer accepts one of the suggestions. */
  | { readonly kind: "ACCEPT_SUGGESTION"; readonly suggestions: readonly Suggestion[] }
  /** The stakeholder type of each of the organizations is stated: this one, or (null) another one than the cell's. */
  | { readonly kind: "STATE_TYPE"; readonly organizations: readonly string[]; readonly type: StakeholderType | null }
  /** The team of the item's line signs that stakeholders of the cell's type did nothing in it. */
  | { readonly kind: "SIGN_STATEMENT"; readonly actionLine: string }
  /** Planned work begins. */
  | { readonly kind: "BEGIN_ACTIVITY"; readonly activities: readonly string[] }
  /** The publisher of one of the activities names the item itself, not only what lies above it. */
  | { readonly kind: "NAME_ITEM"; readonly activities: readonly string[] }
  /** The publisher of one of the activities names the place or a part of it, not only what lies around it. */
  | { readonly kind: "NAME_PLACE"; readonly activities: readonly string[] }
  /** Anybody reports one activity that is strong evidence. */
  | { readonly kind: "REPORT_ACTIVITY" }
  | { readonly kind: "WITHDRAW_SCOPE"; readonly agency: string; readonly scope: string }
  | { readonly kind: "WITHDRAW_STATEMENT"; readonly actionLine: string; readonly statement: string };

/** Somebody declares complete reporting, or a nil return, for the items and places in the cell's year. */
export interface DeclareScope {
  readonly kind: "DECLARE_SCOPE";
  readonly by: readonly Declarer[];
  readonly items: readonly string[];
  readonly places: readonly string[];
}

/** Who declares: an agency of an organization; null where the organization is none yet. */
export interface Declarer {
  readonly agency: string | null;
  readonly organization: string;
}

/** A suggestion that meets a cell: an activity, and the item or (where it is a line) the line suggested for it. */
export interface Suggestion {
  readonly activity: string;
  readonly code: string;
  readonly isLine: boolean;
}

export type ChangeStepKind = ChangeStep["kind"];

/** Steps that lead a cell to a state when all of them are done, and don't when any is left out. */
export interface ChangeWay {
  readonly state: BaseState;
  readonly steps: readonly ChangeStep[];
}
