import { graphEnum } from "@actionline/kit/graph-enum";
import type { FindingKind as FindingKindName, FindingState as FindingStateName } from "@actionline/schema/coordination-records";
import type { FacilitatorRole as FacilitatorRoleName } from "@actionline/schema/reference-records";
import { FACILITATOR_ROLE_SHOWN } from "@actionline/schema/shared-enums";
import {
  STAKEHOLDER_TYPE_DESCRIPTION,
  STAKEHOLDER_TYPE_MEANINGS,
  type StakeholderType as StakeholderTypeName,
} from "@actionline/schema/stakeholder-type";

export type ReplyStanceName = "AGREES" | "DISPUTES" | "EXPLAINS";
export type FindingOutcomeName = "CONFIRMED" | "REFUTED";
export type FindingLevelName = "L3" | "L4";

export const StakeholderType = graphEnum<StakeholderTypeName>("StakeholderType", STAKEHOLDER_TYPE_DESCRIPTION, STAKEHOLDER_TYPE_MEANINGS);
export const FacilitatorRole = graphEnum<FacilitatorRoleName>(...FACILITATOR_ROLE_SHOWN);

export const FindingKind = graphEnum<FindingKindName>(
  "FindingKind",
  "What a finding says. Each kind stands alone; they add up to no score.",
  {
    O1_MANDATE: "Nobody answers for the item: it has no moderator or facilitator then, and no agency claims it.",
    O2_ACTIVITY: "A cell without evidence although everybody who answers for it declared complete or nil reporting: a possible omission.",
    O3_FOLLOW_THROUGH: "An activity was planned for last year, and its status hasn't changed since.",
    O4_BREADTH: "The cell is covered, but a stakeholder type that the plan's text names is not: a possible omission.",
    O5_FUNDING: "The cell is covered and everybody declared complete reporting, but no budget or spending can be attributed to it.",
    O6_REPORTING: "Cells of the item were unknown two years running. It is about reporters, not about the world.",
    O7_SYNTHESIS: "Many activities work for the line, and its team's outputs hold no evaluation or outcome report for the year.",
    CONFLICT: "An agency declared that it did nothing in a cell for which its own records are evidence.",
    L3_CANDIDATE_DUPLICATION: "Two activities overlap so much that a review is asked for: a possible overlap, and no more than that.",
  },
);

export const FindingState = graphEnum<FindingStateName>("FindingState", "How far a finding has come.", {
  DRAFT: "Drafted; only the secretariat sees it.",
  NOTIFIED: "Those whom it is about were told, and may reply until the deadline and after.",
  REPLIED: "At least one of them replied.",
  CONFIRMED: "People confirmed it after hearing those whom it is about.",
  REFUTED: "People found after hearing them that it isn't so.",
  RESOLVED: "It no longer holds, or the matter is settled.",
});

export const ReplyStance = graphEnum<ReplyStanceName>("ReplyStance", "What a reply makes of a finding.", {
  AGREES: "It is so.",
  DISPUTES: "It isn't so.",
  EXPLAINS: "It is so, and there is more to say.",
});

export const FindingOutcome = graphEnum<FindingOutcomeName>("FindingOutcome", "What was decided on a finding.", {
  CONFIRMED: "It is so.",
  REFUTED: "It isn't so.",
});

export const FindingLevel = graphEnum<FindingLevelName>("FindingLevel", "How far an overlap of two activities has come.", {
  L3: "Candidate: a review is asked for. It may not be called duplication.",
  L4: "Confirmed by both agencies, or decided after hearing both: only this may be called duplication.",
});
