/** Kinds of entries that can alter what a cell says. */
export const CHANGED_KINDS = [
  "ACTIVITY",
  "REVIEW",
  "OVERLAP",
  "OVERLAP_DECISION",
  "SOURCE",
  "SCOPE",
  "STATEMENT",
  "FACILITATOR",
  "COMMITMENT",
  "AGENCY",
  "EXPECTATION",
  "DEFINITION",
  "PLAN_ITEM",
  "ACTION_LINE",
  "THEME",
  "PLACE",
  "PLACE_GROUP",
  "ORGANIZATION",
] as const;

export type ChangedKind = (typeof CHANGED_KINDS)[number];
export type EntryChange = "ADDED" | "CHANGED" | "REMOVED";

/** A record that came, went or was changed between two points, and bears on a changed cell. */
export interface ChangeEntry {
  readonly kind: ChangedKind;
  readonly id: string;
  readonly change: EntryChange;
}

/** How a record that differs between two tables came to differ. */
export function entryOf(kind: ChangedKind, id: string, wasThere: boolean, isThere: boolean): ChangeEntry {
  return { kind, id, change: wasThere && isThere ? "CHANGED" : isThere ? "ADDED" : "REMOVED" };
}
