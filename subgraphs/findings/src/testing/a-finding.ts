import type { FindingRecord, FindingReply } from "@actionline/schema/coordination-records";

export const NOTIFIED_AT = "2025-06-01T00:00:00.000Z";
export const DEADLINE = "2025-07-01T00:00:00.000Z";

/** A possible omission that WHO and ITU are parties to, notified unless a test says otherwise. */
export const aFinding = (more: Partial<FindingRecord> = {}): FindingRecord => ({
  id: "finding-000000000000000000000001",
  kind: "O2_ACTIVITY",
  item: "GPA-18a",
  actionLine: "C7-eHealth",
  place: "002",
  year: 2024,
  stakeholderType: null,
  activities: [],
  overlap: null,
  since: "2025-05-01T00:00:00.000Z",
  parties: [
    { organization: "ITU", agency: "itu", role: null },
    { organization: "WHO", agency: "who", role: "LEAD_FACILITATOR" },
  ],
  evidence: [{ text: "Nothing is held.", kind: null, ids: [] }],
  state: "NOTIFIED",
  definition: "1.2.0",
  notifiedAt: NOTIFIED_AT,
  deadline: DEADLINE,
  replies: [],
  decision: null,
  resolution: null,
  ...more,
});

/** A draft of the same. */
export const aDraft = (more: Partial<FindingRecord> = {}): FindingRecord =>
  aFinding({ state: "DRAFT", notifiedAt: null, deadline: null, ...more });

export const aReply = (organization: string, at: string, stance: FindingReply["stance"] = "EXPLAINS"): FindingReply => ({
  organization,
  by: `somebody of ${organization}`,
  stance,
  text: "We have more to say.",
  at,
});
