import { graphEnum } from "@actionline/kit/graph-enum";
import type {
  AssertionName,
  ExculpationName as ExculpationCode,
  OverlapDecisionRecord,
  RelationName,
  VetoName,
} from "@actionline/schema/coordination-records";

export type OverlapLevelName = "L0" | "L1" | "L2" | "L3";
export type OverlapStateName = "PROPOSED" | "CONFIRMED" | "DISTINCT" | "RELATED";
export type OverlapDecisionName = OverlapDecisionRecord["decision"];
export type OverlapRelationName = RelationName;
export type OverlapAssertionName = AssertionName;
export type OverlapVetoName = VetoName;
export type ExculpationName = ExculpationCode;

export const OverlapLevel = graphEnum<OverlapLevelName>("OverlapLevel", "How much two activities have to do with each other.", {
  L0: "Possibly two records of one activity, reported twice: once a person has confirmed it, or where one id of one origin shows it, it counts once and both are kept.",
  L1: "Fragmentation: two activities of different leads for one plan item, place and year. A neutral fact.",
  L2: "Possible overlap: such activities whose periods meet, of the same kind or for the same target group.",
  L3: "Review requested: a possible overlap of the same kind, for the same target group and place, which no link explains. Seen by its parties until they replied or the deadline has passed.",
});

export const OverlapState = graphEnum<OverlapStateName>("OverlapState", "What has been decided on two activities.", {
  PROPOSED: "Nobody has decided: the hub asks for a decision.",
  CONFIRMED: "Both are records of one activity, which counts once: a person said so, or one id of one origin shows it.",
  DISTINCT: "A person decided that they are two activities that have nothing to do with each other.",
  RELATED: "A person decided that they are two activities that are related.",
});

export const OverlapDecision = graphEnum<OverlapDecisionName>("OverlapDecisionKind", "What a person decides on two activities.", {
  SAME: "Both are records of one activity: it counts once, and both records are kept.",
  DISTINCT: "They are two activities. The hub proposes the pair no more.",
  RELATED: "They are two activities, related in the way named. The hub proposes the pair no more.",
});

export const OverlapRelation = graphEnum<OverlapRelationName>("OverlapRelation", "How two activities are related.", {
  PARENT_CHILD: "One contains the other.",
  SIBLING: "Both belong to the same larger one.",
  PHASE: "One continues the other.",
  JOINT_PROGRAMME: "Both are parts of one joint programme.",
  COMPLEMENT: "One complements the other.",
  OTHER: "In another way, which the reason tells.",
});

export const OverlapAssertion = graphEnum<OverlapAssertionName>(
  "OverlapAssertion",
  "What speaks for two records having to do with each other.",
  {
    SAME_SOURCE_ID: "They have the same id of the same origin.",
    URL_EQUAL: "They name the same web address.",
    TITLE_NEAR: "Their titles are nearly the same.",
    SAME_LEAD: "The same organization leads them.",
    ORG_OVERLAP: "Some organization takes part in both.",
    SAME_ITEM: "They work for the same plan item.",
    PLACE_EQUAL: "They take place in the same places.",
    PLACE_NESTED: "The place of one lies in the place of the other.",
    DATES_OVERLAP: "Their periods meet.",
    AMOUNT_NEAR: "Their amounts of money are nearly the same.",
    TYPE_EQUAL: "They are the same kind of work.",
    GROUP_OVERLAP: "They name the same target group.",
  },
);

export const OverlapVeto = graphEnum<OverlapVetoName>("OverlapVeto", "What shows that two records don't tell of one activity.", {
  DIFFERENT_COUNTRY: "Each takes place in a single country, and in a different one.",
  DIFFERENT_PHASE: "They name different phases, cohorts or years.",
  DISJOINT_SUBNATIONAL: "They name different parts of the country.",
  TEMPLATE_TITLE: "The title is a template that its source uses again and again.",
  PARENT_CHILD: "One is a part of the other.",
});

export const OverlapExculpation = graphEnum<ExculpationName>("OverlapExculpation", "What explains that two activities overlap.", {
  FUNDER_AND_IMPLEMENTER: "One pays for what the other carries out.",
  PARENT_CHILD_SIBLING: "One is a part of the other, or both are parts of a third.",
  JOINT_PROGRAMME: "They are parts of a joint programme.",
  CO_IMPLEMENTATION: "The same organizations carry them out together.",
  SUCCESSIVE_PHASES: "One continues the other.",
  DISJOINT_SUBNATIONAL: "They work in different parts of the country.",
  DECLARED_COMPLEMENT: "A publisher or a person declares that one complements the other.",
});
