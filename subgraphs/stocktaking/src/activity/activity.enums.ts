import { graphEnum } from "@actionline/kit/graph-enum";
import type { ActivityRecord } from "@actionline/schema/contract/records";
import { SOURCE_MODE_SHOWN } from "@actionline/schema/shared-enums";
import {
  STAKEHOLDER_TYPE_DESCRIPTION,
  STAKEHOLDER_TYPE_MEANINGS,
  type StakeholderType as StakeholderTypeName,
} from "@actionline/schema/stakeholder-type";

export type ActivityKindName = ActivityRecord["activityKind"];
export type ActivityStatusName = ActivityRecord["status"];
export type ParticipantRoleName = NonNullable<ActivityRecord["participants"]>[number]["role"];
export type ActivityLinkTypeName = NonNullable<ActivityRecord["links"]>[number]["type"];
export type AssignmentBasisName = "DECLARED" | "REVIEWED" | "SUGGESTED";
export type SourceModeName = "HOSTED" | "MIRRORED";

export const ActivityKind = graphEnum<ActivityKindName>("ActivityKind", "What kind of work an activity is.", {
  PROJECT: "A project with a beginning and an end.",
  PROGRAMME: "A programme of several projects.",
  TRAINING: "A training course or other capacity building.",
  CONFERENCE: "A conference or other public event.",
  WEBSITE: "A website or online service.",
  GUIDELINES: "Guidelines or principles.",
  TOOLKIT: "A toolkit.",
  PUBLICATION: "A publication or report.",
  DATABASE: "A database or register.",
  MEETING: "A meeting of a body or group.",
  UNSPECIFIED: "The source has no field for the kind of work.",
});

export const ActivityStatus = graphEnum<ActivityStatusName>("ActivityStatus", "How far an activity has come.", {
  PLANNED: "Planned: work hasn't begun. It counts as weak evidence only.",
  IMPLEMENTING: "Work is under way.",
  COMPLETED: "Work is done.",
  SUSPENDED: "Work is halted for now.",
  CANCELLED: "Given up; no evidence of anything done.",
});

export const ParticipantRole = graphEnum<ParticipantRoleName>("ParticipantRole", "What an organization does in an activity.", {
  FUNDER: "Pays for it.",
  LEAD: "Leads it.",
  IMPLEMENTER: "Carries it out.",
  ACCOUNTABLE: "Answers for it.",
});

export const ActivityLinkType = graphEnum<ActivityLinkTypeName>("ActivityLinkType", "How one activity is related to another.", {
  PARENT: "The other one contains this one.",
  CHILD: "This one contains the other one.",
  SIBLING: "Both belong to the same larger one.",
  CO_FUNDED: "Both are paid from the same funds.",
  JOINT_PROGRAMME: "Both are parts of one joint programme.",
  PHASE: "One continues the other.",
  COMPLEMENT: "Declared to complement the other.",
  THIRD_PARTY: "Somebody else's record of the same or related work.",
});

export const AssignmentBasis = graphEnum<AssignmentBasisName>("AssignmentBasis", "Who says that an activity works for a plan item.", {
  DECLARED: "The publisher says so.",
  REVIEWED: "The hub suggested it and a reviewer accepted it.",
  SUGGESTED: "The hub suggests it and it awaits review. It never counts as evidence.",
});

export const StakeholderType = graphEnum<StakeholderTypeName>("StakeholderType", STAKEHOLDER_TYPE_DESCRIPTION, STAKEHOLDER_TYPE_MEANINGS);

export const SourceMode = graphEnum<SourceModeName>(...SOURCE_MODE_SHOWN);
