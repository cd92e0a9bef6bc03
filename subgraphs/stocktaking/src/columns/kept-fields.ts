import type { KeptFields } from "@actionline/log/follow";

/**
 * What the columns and tables keep of the records of large kinds: the rest, which is mostly texts, isn't read. Whoever
 * keeps another field of one of these kinds names it here.
 */
export const KEPT_FIELDS: KeptFields = {
  ACTIVITY: [
    "period",
    "status",
    "activityKind",
    "reporter",
    "participants.role",
    "participants.organisation",
    "source",
    "sdgs.goal",
    "places.place",
    "items.item",
    "actionLines",
    "suggestions.item",
    "suggestions.actionLine",
  ],
  BUDGET: ["activity"],
  ORGANIZATION: ["id", "name", "acronym", "type"],
  HARVEST: ["source", "finishedAt", "outcome", "error", "lastGoodAt", "withheld", "counts"],
  OVERLAP: ["one", "other", "level", "outcome"],
  OVERLAP_DECISION: ["one", "other", "decision"],
};
