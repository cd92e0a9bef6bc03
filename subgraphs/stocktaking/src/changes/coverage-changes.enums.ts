import { graphEnum } from "@actionline/kit/graph-enum";
import type { ChangeCause as ChangeCauseName } from "./change-cause";
import type { ChangedKind as ChangedKindName, EntryChange as EntryChangeName } from "./change-entry";

export const ChangeCause = graphEnum<ChangeCauseName>("ChangeCause", "What the change of a cell is put down to: exactly one cause.", {
  NEW_ACTIVITY: "Work was reported that hadn't been there, for a year that was still open.",
  LATE_REPORT: "Work was reported that hadn't been there, for a year that had closed already.",
  ACTIVITY_CHANGE: "A report that was there was changed or withdrawn.",
  REVIEW_DECISION: "A reviewer accepted or rejected a suggestion, or took a decision back.",
  DUPLICATE_DECISION: "Records were found or decided to be of one activity, or not to be. It alters counts, never a state.",
  SOURCE_OUTAGE_OR_RECOVERY: "A source failed, recovered, or grew too old. It says something about reporting, and nothing about the world.",
  SCOPE_CHANGE: "A reporting scope or a team's statement was declared, changed or withdrawn.",
  RESPONSIBILITY_CHANGE: "Others answer for the item than before: facilitators, commitments, or agencies of the hub.",
  EXPECTATION_CHANGE: "The expectation register says something else of the cell.",
  DEFINITION_CHANGE: "Another version of the definition came into force; nothing changed in the world.",
  REFERENCE_CHANGE: "The plan, the places, or what is known of an organization changed.",
  YEAR_CLOSED: "The year closed, so that silence can mean something.",
});

export const ChangedKind = graphEnum<ChangedKindName>("ChangedKind", "The kind of a record that came, went or was changed.", {
  ACTIVITY: "An activity, by its id.",
  REVIEW: "A reviewer's decision, by activity and item or line.",
  OVERLAP: "What the hub found about a pair of activities.",
  OVERLAP_DECISION: "What a person decided about a pair of activities, by the overlap's id.",
  SOURCE: "A source that is read otherwise than before: its record, its last harvest, or its age.",
  SCOPE: "A reporting scope.",
  STATEMENT: "A team's signed statement.",
  FACILITATOR: "A role in an action line's team.",
  COMMITMENT: "An organization's commitment to items.",
  AGENCY: "An agency of the hub.",
  EXPECTATION: "A line of the expectation register.",
  DEFINITION: "A definition.",
  PLAN_ITEM: "An item of the plan.",
  ACTION_LINE: "An action line.",
  THEME: "A theme.",
  PLACE: "A place.",
  PLACE_GROUP: "A group of countries.",
  ORGANIZATION: "An organization.",
});

export const EntryChange = graphEnum<EntryChangeName>("EntryChange", "What became of a record between two points.", {
  ADDED: "It came.",
  CHANGED: "It was changed.",
  REMOVED: "It went.",
});
