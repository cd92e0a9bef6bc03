import type { OverlapDecisionRecord, OverlapRecord } from "@actionline/schema/coordination-records";
import type { Activity } from "../activity/activity";
import type { Overlap } from "./overlap";
import type { OverlapDecisionNote } from "./overlap-decision";
import type { SeenOverlap } from "./visible-overlaps";

/** A pair as the graph shows it, with what the log says of it. */
export function showOverlap(
  { id, level, state, version }: SeenOverlap,
  activities: readonly [Activity, Activity],
  found: OverlapRecord | null,
  decision: OverlapDecisionRecord | null,
): Omit<Overlap, "undone" | "since"> {
  const assertions = found?.assertions ?? [];
  return {
    found,
    id,
    level,
    state,
    activities,
    assertions,
    decision: showDecision(decision),
    method: found?.method ?? null,
    version,
  };
}

function showDecision(record: OverlapDecisionRecord | null): OverlapDecisionNote | null {
  if (record === null) return null;
  const { decision, relation, reason, decidedBy, decidedAt } = record;
  return { decision, relation, reason, decidedBy, decidedAt: new Date(decidedAt) };
}
