import { graphEnum } from "@actionline/kit/graph-enum";

export type ActivityDimensionName =
  | "ACTION_LINE"
  | "ITEM"
  | "SDG"
  | "COUNTRY"
  | "REGION"
  | "YEAR"
  | "KIND"
  | "STATUS"
  | "REPORTER"
  | "AGENCY"
  | "SOURCE"
  | "STAKEHOLDER_TYPE"
  | "BASIS";

export const ActivityDimension = graphEnum<ActivityDimensionName>("ActivityDimension", "By what activities are grouped.", {
  ACTION_LINE: "Action line, by what counts as assigned to it, its items and its sub-lines.",
  ITEM: "Plan item, by what counts as assigned to it and the items below it.",
  SDG: "Goal of the 2030 Agenda that the publisher names.",
  COUNTRY: "Country named by the activity itself.",
  REGION: "UN M49 region, by the activity's places and the countries in it.",
  YEAR: "Calendar year that the work's period meets. Planned, continuing or suspended work without an end stays open: it meets every year up to the last that any of the activities names. Completed or cancelled work without an end meets its start's year only.",
  KIND: "Kind of work.",
  STATUS: "How far it has come.",
  REPORTER: "Who reports it.",
  AGENCY: "The agency that it came by.",
  SOURCE: "The source that it came by.",
  STAKEHOLDER_TYPE: "Type of those that lead or carry it out.",
  BASIS: "Who says for what it works.",
});
