import { graphEnum } from "@actionline/kit/graph-enum";
import type { ChangeStepKind as ChangeStepKindName } from "./change-step";

export type StepActorName = "AGENCY" | "ORGANIZATION" | "TEAM" | "SECRETARIAT" | "NOBODY";

export const StepActor = graphEnum<StepActorName>("StepActor", "Who can take a step.", {
  AGENCY: "An agency that reports to the hub.",
  ORGANIZATION: "An organization, in its own name.",
  TEAM: "The team of the item's action line.",
  SECRETARIAT: "The secretariat, which reviews, repairs and keeps the registers.",
  NOBODY: "Nobody has to: time passes.",
});

export const ChangeStepKind = graphEnum<ChangeStepKindName>("ChangeStepKind", "What has to be done about a cell.", {
  DECLARE_SCOPE: "An agency declares complete reporting, or a nil return, for these items, places and year; by that it answers for them.",
  ASSIGN_ITEM: "An organization that has declared all already is made to answer for the item: by a commitment, or as a facilitator.",
  CONNECT_SOURCE: "An organization that answers for the item begins to report to the hub, by a source that the hub reads.",
  HARVEST_SOURCE: "A source is repaired where it fails, and read again.",
  RESOLVE_WITHHELD: "Records that a source published, and the hub refused or set aside, are put right or let go.",
  WAIT: "The year closes.",
  REJECT_SUGGESTIONS: "A reviewer rejects all of the suggestions that meet the cell.",
  ACCEPT_SUGGESTION: "A reviewer accepts one of the suggestions.",
  STATE_TYPE: "The stakeholder type of each of these organizations is stated.",
  SIGN_STATEMENT: "The team signs that stakeholders of this type did nothing here.",
  BEGIN_ACTIVITY: "Planned work begins, and its publisher says so: one of these activities is enough.",
  NAME_ITEM: "The publisher names the item itself, not only a wider one or the line: one of these activities is enough.",
  NAME_PLACE: "The publisher names the place, not only a wider region: one of these activities is enough.",
  REPORT_ACTIVITY: "Anybody reports one activity that is strong evidence here.",
  WITHDRAW_SCOPE: "An agency withdraws its declaration.",
  WITHDRAW_STATEMENT: "The team withdraws its signed statement.",
});
