import type { Change } from "@actionline/log/log-entry";
import { change } from "@actionline/log/testing/change";
import type { FindingRecord, OverlapRecord } from "@actionline/schema/coordination-records";
import type { Visibility } from "@actionline/schema/entry-kind";
import { inOrder, overlapId } from "@actionline/schema/overlap-id";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";

export function anActivity(
  id: string,
  items: readonly string[],
  places: readonly string[],
  visibility: Visibility = "PUBLIC",
  title = id,
): Change<"ACTIVITY"> {
  const record: RecordOfKind["ACTIVITY"] = {
    kind: "ACTIVITY",
    id,
    title: [{ language: "en", text: title }],
    activityKind: "PROJECT",
    status: "IMPLEMENTING",
    period: { start: "2024-01-01", end: "2024-12-31" },
    reporter: { name: "WHO" },
    items: items.map((item) => ({ item })),
    places: places.map((place) => ({ place })),
    source: "who/feed",
    suggestionRules: "1.0.0",
    suggestions: [],
  };
  return change("ACTIVITY", id, record, visibility);
}

/** What a reviewer accepted an activity for. */
export function anAcceptance(activity: string, item: string): Change<"REVIEW"> {
  const by = { reason: "Read.", decidedBy: "s", decidedAt: "2025-06-01T00:00:00Z" };
  const id = `${activity}#${item}`;
  return change("REVIEW", id, { id, activity, item, actionLine: "C7", decision: "ACCEPTED", ...by });
}

export function anOverlap(a: string, b: string, outcome: OverlapRecord["outcome"], visibility: Visibility = "PUBLIC"): Change<"OVERLAP"> {
  const [one, other] = inOrder(a, b);
  const id = overlapId(a, b);
  return change(
    "OVERLAP",
    id,
    { id, one, other, level: "L0", outcome, assertions: [], items: [], places: [], method: "1.0.0" } as RecordOfKind["OVERLAP"],
    visibility,
  );
}

export function aDecision(a: string, b: string, decision: "SAME" | "DISTINCT"): Change<"OVERLAP_DECISION"> {
  const [one, other] = inOrder(a, b);
  const id = overlapId(a, b);
  const by = { reason: "Read.", decidedBy: "s", decidedAt: "2025-06-01T00:00:00Z" };
  return change("OVERLAP_DECISION", id, { id, one, other, decision, relation: null, ...by } as RecordOfKind["OVERLAP_DECISION"]);
}

export function aFinding(id: string, more: Partial<FindingRecord> = {}): Change<"FINDING"> {
  const record = {
    id,
    kind: "O2_ACTIVITY",
    item: "I1",
    actionLine: "C7",
    place: "P1",
    year: 2024,
    stakeholderType: null,
    activities: [],
    overlap: null,
    since: "2025-01-01T00:00:00Z",
    parties: [{ organization: "WHO", agency: "who", role: null }],
    evidence: [],
    state: "NOTIFIED",
    definition: "1.2.0",
    notifiedAt: "2025-06-01T00:00:00Z",
    deadline: "2025-07-01T00:00:00Z",
    replies: [],
    decision: null,
    resolution: null,
    ...more,
  } as FindingRecord;
  return change("FINDING", id, record, "PRIVATE");
}

export const CONFIRMED = {
  state: "CONFIRMED",
  decision: { outcome: "CONFIRMED", reason: "Nothing was found.", by: "s", at: "2025-06-02T00:00:00Z" },
} as const;
