import type { ActivityRecord } from "@actionline/schema/contract/records";
import type { StakeholderType } from "@actionline/schema/stakeholder-type";
import type { DedupeName } from "./once-per-cluster";

export type ActivityKindCode = ActivityRecord["activityKind"];
export type ActivityStatusCode = ActivityRecord["status"];
/** Who says that an activity works for an item: its publisher, a reviewer who accepted a suggestion, or the hub's rules alone. */
export type AssignmentBasis = "DECLARED" | "REVIEWED" | "SUGGESTED";

/**
 * Which activities are meant: AND across fields, OR within one. A field that is left out asks for nothing; an empty
 * list matches nothing.
 */
export interface RowFilter {
  /** Activities by hub id. */
  readonly subjects?: readonly string[];
  /** Versions that another search found, such as one for words in the text. */
  readonly sequences?: ReadonlySet<number>;
  /** Plan items, with all items below them. */
  readonly items?: readonly string[];
  /** Action lines, with all their items and sub-lines. */
  readonly actionLines?: readonly string[];
  /** Goals that the publisher names, 1 to 17. */
  readonly sdgs?: readonly number[];
  /** Countries, regions or GLOBAL, each with all that lies in it. */
  readonly places?: readonly string[];
  readonly activityKinds?: readonly ActivityKindCode[];
  readonly statuses?: readonly ActivityStatusCode[];
  /** Years that the period meets, both ends included; null for no bound. */
  readonly years?: { readonly from: number | null; readonly to: number | null };
  /** Organizations by key: the hub's id, else another register's reference, else the name as published. */
  readonly reporters?: readonly string[];
  readonly agencies?: readonly string[];
  readonly sources?: readonly string[];
  /** Types of those that lead or implement; the reporter's where neither is named. */
  readonly stakeholderTypes?: readonly StakeholderType[];
  readonly hasBudget?: boolean;
  /** Versions that came in after this sequence. */
  readonly changedSince?: { readonly sequence: number };
  /** Bases that count for `items` and `actionLines`; DECLARED and REVIEWED where not given. */
  readonly bases?: readonly AssignmentBasis[];
  /** Activities with at least one assignment on one of these bases, whatever the item. */
  readonly anyBasis?: readonly AssignmentBasis[];
  /** Further filters, each of which holds as well; `dedupe` in one of them asks for nothing. */
  readonly allOf?: readonly RowFilter[];
  /**
   * Of the rows that match, one for each cluster of records of one activity: the one whose first version came first. NONE
   * where not given.
   */
  readonly dedupe?: DedupeName;
}

/** What counts as an assignment where nobody says otherwise: a machine's suggestion never does. */
export const COUNTED_BASES: readonly AssignmentBasis[] = ["DECLARED", "REVIEWED"];
