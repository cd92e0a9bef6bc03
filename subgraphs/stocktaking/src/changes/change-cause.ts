import type { InputFamily } from "./input-family";

/** What a change of a cell is put down to. */
export const CHANGE_CAUSES = [
  "NEW_ACTIVITY",
  "LATE_REPORT",
  "ACTIVITY_CHANGE",
  "REVIEW_DECISION",
  "DUPLICATE_DECISION",
  "SOURCE_OUTAGE_OR_RECOVERY",
  "SCOPE_CHANGE",
  "RESPONSIBILITY_CHANGE",
  "EXPECTATION_CHANGE",
  "DEFINITION_CHANGE",
  "REFERENCE_CHANGE",
  "YEAR_CLOSED",
] as const;

export type ChangeCause = (typeof CHANGE_CAUSES)[number];

/** The cause that a family stands for; of activities that came, new work where their year wasn't closed yet. */
export const CAUSE_OF_FAMILY: Readonly<Record<InputFamily, ChangeCause>> = {
  DEFINITION: "DEFINITION_CHANGE",
  REFERENCE: "REFERENCE_CHANGE",
  EXPECTATIONS: "EXPECTATION_CHANGE",
  SOURCES: "SOURCE_OUTAGE_OR_RECOVERY",
  DUPLICATES: "DUPLICATE_DECISION",
  REVIEWS: "REVIEW_DECISION",
  ADDED_ACTIVITIES: "NEW_ACTIVITY",
  CHANGED_ACTIVITIES: "ACTIVITY_CHANGE",
  SCOPES: "SCOPE_CHANGE",
  RESPONSIBILITY: "RESPONSIBILITY_CHANGE",
  CLOSED_YEARS: "YEAR_CLOSED",
};
