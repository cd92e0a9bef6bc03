import type { FindingKind, FindingRecord } from "@actionline/schema/coordination-records";

/** What may be said while people haven't decided. */
const UNDECIDED: Readonly<Record<FindingKind, string>> = {
  O1_MANDATE: "possible omission of a mandate: nobody is known to answer for the item",
  O2_ACTIVITY: "possible omission: no activity was reported, and those who answer for the cell declared their reporting complete or nil",
  O3_FOLLOW_THROUGH: "possible lack of follow-through: planned for last year, and no change of status was reported",
  O4_BREADTH: "possible omission of a stakeholder type that the plan names",
  O5_FUNDING: "possible funding gap: no budget or spending can be attributed",
  O6_REPORTING: "not known for two years: about reporting, not about the work",
  O7_SYNTHESIS: "possible lack of synthesis: no evaluation or outcome report is known",
  CONFLICT: "possible conflict between a declaration and the records of the same agency",
  L3_CANDIDATE_DUPLICATION: "possible overlap: review requested",
};

/** What may be said once people confirmed it. */
const CONFIRMED: Readonly<Record<FindingKind, string>> = {
  O1_MANDATE: "omission of a mandate, confirmed",
  O2_ACTIVITY: "omission, confirmed",
  O3_FOLLOW_THROUGH: "lack of follow-through, confirmed",
  O4_BREADTH: "omission of a stakeholder type that the plan names, confirmed",
  O5_FUNDING: "funding gap, confirmed",
  O6_REPORTING: "gap in reporting, confirmed: it says nothing of the work",
  O7_SYNTHESIS: "lack of synthesis, confirmed",
  CONFLICT: "conflict between a declaration and records, confirmed",
  L3_CANDIDATE_DUPLICATION: "confirmed duplication",
};

/** The strongest words that a finding bears as it stands. */
export function wordingOf({ kind, state, decision }: FindingRecord): string {
  if (state === "CONFIRMED") return CONFIRMED[kind];
  if (state === "REFUTED") return `examined and refuted (it read: ${UNDECIDED[kind]})`;
  if (state !== "RESOLVED") return UNDECIDED[kind];
  return `resolved (it read: ${decision?.outcome === "CONFIRMED" ? CONFIRMED[kind] : UNDECIDED[kind]})`;
}
