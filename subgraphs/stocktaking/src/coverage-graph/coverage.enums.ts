import { graphEnum } from "@actionline/kit/graph-enum";
import type { HarvestOutcome as HarvestOutcomeName } from "@actionline/schema/hub-records";
import type { FacilitatorRole as FacilitatorRoleName } from "@actionline/schema/reference-records";
import { FACILITATOR_ROLE_SHOWN, HARVEST_OUTCOME_SHOWN } from "@actionline/schema/shared-enums";
import type { CellReason as CellReasonName, CellState as CellStateName, OmissionBasis as OmissionBasisName } from "../coverage/cell-state";
import type { CoverageAxis as CoverageAxisName } from "../coverage/coverage-query";

export type EvidenceStrengthName = "STRONG" | "WEAK" | "SUGGESTED";

export const CellState = graphEnum<CellStateName>("CellState", "What can be said about a cell of the grid.", {
  COVERED: "At least one activity is strong evidence.",
  PARTIAL: "There is evidence, and all of it is weak: planned, coarse, diffuse or stale.",
  OMITTED: "All that answer for it declared their reporting complete or nil, were read after the year ended, and reported nothing.",
  UNKNOWN: "No evidence, and silence proves nothing here; the reasons say why.",
  NOT_APPLICABLE: "Nothing is expected here.",
  UNDETERMINED: "Nobody has decided whether something is expected here.",
  MIXED: "A roll-up of cells whose states differ; stateCounts tells them.",
});

export const CoverageAxis = graphEnum<CoverageAxisName>("CoverageAxis", "By what the grid is shown.", {
  ITEM: "Plan item.",
  ACTION_LINE: "Action line, a roll-up of its items.",
  THEME: "Cross-cutting theme, a roll-up of its items.",
  SDG: "Goal of the 2030 Agenda, a roll-up of the items of the lines that are linked to it.",
  COUNTRY: "Country.",
  REGION: "UN M49 region.",
  PLACE_GROUP: "Group of countries, such as the least developed ones.",
  YEAR: "Calendar year of the work.",
  STAKEHOLDER_TYPE: "Type of those that lead or carry out the work.",
  REPORTER: "Who reports; shows counts only, no state.",
});

export const CellReasonCode = graphEnum<CellReasonName>("CellReasonCode", "Why a cell has its state.", {
  PLANNED: "Weak evidence: work hasn't begun.",
  COARSE: "Weak evidence: reported for a whole line or a wider item only.",
  DIFFUSE: "Weak evidence: reported for a wider region only.",
  STALE: "Weak evidence: from a source that has lapsed.",
  PERIOD_OPEN: "Unknown: the year isn't closed.",
  UNASSIGNED: "Unknown: nobody answers for the item.",
  NO_SCOPE: "Unknown: somebody who answers for it hasn't declared complete or nil reporting for all of the cell.",
  SOURCE_FAILING: "Unknown: the last harvest of somebody who answers for it didn't succeed or hasn't ended.",
  SOURCE_LAPSED: "Unknown: the source of somebody who answers for it has lapsed.",
  READ_TOO_EARLY: "Unknown: the last good harvest of somebody who answers for it ended before the year did.",
  RECORDS_REFUSED: "Unknown: the hub refused, couldn't read or set aside something that somebody who answers for it published.",
  SUGGESTIONS_UNREVIEWED: "Unknown: suggested assignments meet the cell and await review.",
  TYPE_UNKNOWN: "Unknown: work meets the cell whose leads or implementers have no known stakeholder type.",
  NO_REPORTING_CHANNEL: "Unknown: nobody can claim complete reporting for this stakeholder type.",
  EVIDENCE_NARROWED: "Unknown: only a part of the activities was looked at.",
  NOT_AN_ACTION: "Not applicable: the item's text asks for no action.",
  CLOSED_BY_PLAN: "Not applicable: the plan itself dates the item before this year.",
  DECIDED: "Not applicable: so decided in the expectation register.",
});

export const OmissionBasis = graphEnum<OmissionBasisName>("OmissionBasis", "What an omission rests on.", {
  NIL_RETURN: "Each of those who answer for it made a nil return.",
  COMPLETE_SCOPE: "Those who answer for it declared their reporting complete, and reported nothing.",
  TEAM_STATEMENT: "Besides, for a type whose silence nobody else can vouch for, the item's team signed a nil statement.",
});

export const EvidenceStrength = graphEnum<EvidenceStrengthName>("EvidenceStrength", "How much an activity says about a cell.", {
  STRONG: "It covers the cell.",
  WEAK: "It is planned, coarse, diffuse or stale.",
  SUGGESTED: "No evidence: the hub suggests the assignment and it awaits review.",
});

export const FacilitatorRole = graphEnum<FacilitatorRoleName>(...FACILITATOR_ROLE_SHOWN);

export const HarvestOutcome = graphEnum<HarvestOutcomeName>(...HARVEST_OUTCOME_SHOWN);
