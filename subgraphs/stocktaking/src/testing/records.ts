import type { Change } from "@actionline/log/log-entry";
import { change } from "@actionline/log/testing/change";
import type { Visibility } from "@actionline/schema/entry-kind";
import type { HarvestRecord, SourceRecord, StoredActivity } from "@actionline/schema/hub-records";
import { inOrder, overlapId } from "@actionline/schema/overlap-id";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import type { ActionLineRecord, FacilitatorRecord, PlaceRecord, PlanItemRecord } from "@actionline/schema/reference-records";

const evidence = { verified: true, confidence: "high", sources: [] } as const;

export const aLine = (id: string, parent: string | null = null, order = 1): Change => {
  const record: ActionLineRecord = { id, parent, order, officialName: id, shortName: id, paragraph: 1, sdgLinks: [], ...evidence };
  return change("ACTION_LINE", id, record);
};

export const anItem = (id: string, actionLine: string | null, more: Partial<PlanItemRecord> = {}): Change => {
  const record: PlanItemRecord = {
    id,
    instrument: null,
    actionLine,
    paragraph: null,
    letter: null,
    parent: null,
    title: id,
    nature: "ACTION",
    deadline: null,
    level: null,
    addressees: [],
    nearDuplicateOf: null,
    stakeholderTypes: [],
    ...evidence,
    ...more,
  };
  return change("PLAN_ITEM", id, record);
};

export const aPlace = (id: string, level: PlaceRecord["level"], within: readonly string[]): Change =>
  change("PLACE", id, { id, level, name: id, within });

export const anAgency = (id: string): Change =>
  change("AGENCY", id, {
    id,
    name: id,
    organization: id.toUpperCase(),
    licence: "CC-BY-4.0",
    contactDesk: null,
    deletionPolicy: "NONE",
    contractVersion: "1.0.0",
    invented: true,
  });

export const aSource = (id: string, more: Partial<SourceRecord> = {}): Change => {
  const agency = id.split("/")[0] ?? id;
  const record: SourceRecord = {
    id,
    agency,
    name: id,
    format: "CONTRACT",
    mode: "MIRRORED",
    frequencyDays: 30,
    licence: "CC-BY-4.0",
    caveat: null,
    ...more,
  };
  return change("SOURCE", id, record);
};

export const aHarvest = (
  source: string,
  lastGoodAt: string | null,
  outcome: HarvestRecord["outcome"] = "SUCCEEDED",
  more: Partial<HarvestRecord> = {},
): Change =>
  change("HARVEST", source, {
    source,
    run: `${lastGoodAt} ${outcome}`,
    startedAt: lastGoodAt ?? "2024-01-01T00:00:00Z",
    finishedAt: lastGoodAt ?? "2024-01-01T00:00:00Z",
    outcome,
    error: outcome === "SUCCEEDED" ? null : { code: "SOURCE_UNAVAILABLE", message: "It didn't answer." },
    counts: { read: 0, accepted: 0, refused: 0, added: 0, changed: 0, unchanged: 0, deleted: 0, held: 0 },
    issues: [],
    lastGoodAt,
    ...more,
  });

export const aFacilitator = (actionLine: string, organization: string, more: Partial<FacilitatorRecord> = {}): Change => {
  const id = `${actionLine} ${organization}`;
  const record: FacilitatorRecord = {
    id,
    actionLine,
    organization,
    role: "LEAD_FACILITATOR",
    from: null,
    to: null,
    fromText: null,
    toText: null,
    ...evidence,
    ...more,
  };
  return change("FACILITATOR", id, record);
};

export const aScope = (
  id: string,
  level: RecordOfKind["SCOPE"]["level"],
  more: Partial<RecordOfKind["SCOPE"]> = {},
  visibility: Visibility = "PUBLIC",
): Change => {
  const agency = id.split(":")[0] ?? id;
  return change("SCOPE", id, { kind: "SCOPE", id, level, years: [2024], agency, source: `${agency}/feed`, ...more }, visibility);
};

export const anExpectation = (id: string, more: Partial<RecordOfKind["EXPECTATION"]> & { readonly item: string }): Change =>
  change("EXPECTATION", id, {
    id,
    place: null,
    year: null,
    stakeholderType: null,
    state: "EXPECTED",
    reason: "The team decided so.",
    decidedBy: "team",
    decidedOn: "2024-01-01",
    ...more,
  });

export const anActivity = (id: string, more: Partial<StoredActivity> = {}, visibility: Visibility = "PUBLIC"): Change => {
  const agency = id.split(":")[0] ?? id;
  const record: StoredActivity = {
    kind: "ACTIVITY",
    id,
    title: [{ language: "en", text: id }],
    activityKind: "PROJECT",
    status: "IMPLEMENTING",
    period: { start: "2024-01-01", end: "2024-12-31" },
    reporter: { id: agency.toUpperCase(), name: agency, type: "INTERNATIONAL_ORGANIZATION" },
    source: `${agency}/feed`,
    suggestionRules: "1.0.0",
    suggestions: [],
    ...more,
  };
  return change("ACTIVITY", id, record, visibility);
};

export const aReview = (
  activity: string,
  target: { readonly item: string | null; readonly actionLine: string },
  decision: "ACCEPTED" | "REJECTED",
): Change => {
  const id = `${activity}#${target.item ?? target.actionLine}`;
  return change("REVIEW", id, {
    id,
    activity,
    ...target,
    decision,
    reason: "Read.",
    decidedBy: "secretariat",
    decidedAt: "2024-06-01T00:00:00Z",
  });
};

/** A nil statement signed by a line's team: of the private sector in 2024 where nothing else is said. */
export const aStatement = (id: string, actionLine: string, more: Partial<RecordOfKind["STATEMENT"]> = {}): Change<"STATEMENT"> =>
  change("STATEMENT", id, {
    ...{ id, actionLine, items: [], places: null, years: [2024], stakeholderTypes: ["PRIVATE_SECTOR"] },
    ...{ text: "Every association was asked.", signedBy: `the team of ${actionLine}`, signedOn: "2025-02-01" },
    ...more,
  });

export const aCommitment = (id: string, organization: string, more: Partial<RecordOfKind["COMMITMENT"]> = {}): Change<"COMMITMENT"> =>
  change("COMMITMENT", id, {
    ...{ id, organization, items: [], places: null, from: null, to: null },
    ...{ text: "Said at the Forum.", recordedBy: "the secretariat", recordedOn: "2024-01-01" },
    ...more,
  });

export const aDefinition = (version: string): Change<"DEFINITION"> =>
  change("DEFINITION", "coverage", { id: "coverage", version, text: "As it was then.", parameters: {} });

/** What the matcher found about two activities: a proposed record duplicate where nothing else is said. */
export const anOverlap = (
  a: string,
  b: string,
  more: Partial<RecordOfKind["OVERLAP"]> = {},
  visibility: Visibility = "PUBLIC",
): Change<"OVERLAP"> => {
  const [one, other] = inOrder(a, b);
  const id = overlapId(a, b);
  const assertions = [{ name: "TITLE_NEAR", detail: "Their titles share most of their words." }] as const;
  const facts = { level: "L0", outcome: "PROPOSED", assertions, items: [], places: [], method: "1.0.0" } as const;
  return change("OVERLAP", id, { id, one, other, ...facts, ...more }, visibility);
};

export const aDecision = (
  a: string,
  b: string,
  decision: RecordOfKind["OVERLAP_DECISION"]["decision"],
  more: Partial<RecordOfKind["OVERLAP_DECISION"]> = {},
  visibility: Visibility = "PUBLIC",
): Change<"OVERLAP_DECISION"> => {
  const [one, other] = inOrder(a, b);
  const id = overlapId(a, b);
  const facts = { reason: "Both were read.", decidedBy: "the secretariat", decidedAt: "2025-05-01T00:00:00Z" };
  const relation = decision === "RELATED" ? "PHASE" : null;
  return change("OVERLAP_DECISION", id, { id, one, other, decision, relation, ...facts, ...more }, visibility);
};

/** A suggestion of an item in its line. */
export const suggested = (item: string | null, actionLine: string): StoredActivity["suggestions"][number] => ({
  item,
  actionLine,
  confidence: 0.5,
  reason: "A word in its title.",
});

export const anOrganization = (id: string, type: RecordOfKind["ORGANIZATION"]["type"]): Change<"ORGANIZATION"> =>
  change("ORGANIZATION", id, {
    ...{ id, name: id, acronym: null, type, kindOfBody: null, role: null, website: null },
    ...{ identifiers: [], verified: true, invented: true },
  });
