import { assess } from "@actionline/matching/assess/assess";
import type { Assessment } from "@actionline/matching/assess/assessment";
import type { MatchContext } from "@actionline/matching/assess/match-context";
import type { ActivityFeatures } from "@actionline/matching/features/activity-features";
import { overlapId } from "@actionline/schema/overlap-id";
import type { Activity } from "../activity/activity";
import { UNITS_OF_COMPARED } from "./overlap-comparison.repository";
import type { SeenOverlap, VisibleOverlaps } from "./visible-overlaps";

/** Those that have most to do with each other come first. */
const RANK = { L3: 0, L2: 1, L1: 2 } as const;
/** Then those of one place, before those of different places in a region; of these, those that nothing explains. */
const RANKS_OF_LEVEL = 6;
const RANKS_OF_PLACE = 2;
type Level = keyof typeof RANK;

/** Two activities that cover one cell, and what comparing them came to. */
export interface Pair {
  readonly id: string;
  readonly level: Level;
  /** Its place among the pairs of the cell, the least first; pairs of one rank go by their ids. */
  readonly rank: number;
  readonly activities: readonly [Activity, Activity];
  readonly assessment: Assessment;
  readonly seen: SeenOverlap | null;
}

/** Every two activities of different leads in the order of their ranks, in steps that tell what they cost. */
export function* comparePairs(
  activities: readonly Activity[],
  features: readonly ActivityFeatures[],
  context: MatchContext,
  visible: VisibleOverlaps,
): Generator<number, Pair[], void> {
  const pairs: Pair[] = [];
  for (const [at, a] of features.entries()) {
    for (let next = at + 1; next < features.length; next += 1) {
      const [b, one, other] = [features[next], activities[at], activities[next]];
      if (b === undefined || one === undefined || other === undefined || a.lead.key === b.lead.key) continue;
      yield UNITS_OF_COMPARED;
      const assessment = assess(a, b, context);
      const id = overlapId(one.id, other.id);
      const seen = visible.byId(id);
      const level = levelOf(assessment, seen);
      if (level === null) continue;
      pairs.push({
        id,
        level,
        rank: rankOf(level, assessment),
        activities: one.id < other.id ? [one, other] : [other, one],
        assessment,
        seen,
      });
    }
  }
  return pairs.sort((one, other) => one.rank - other.rank || (one.id < other.id ? -1 : 1));
}

function rankOf(level: Level, { assertions, exculpations }: Assessment): number {
  const names = new Set(assertions.map(({ name }) => name));
  const place = names.has("PLACE_EQUAL") ? 0 : names.has("PLACE_NESTED") ? 1 : 2;
  return RANK[level] * RANKS_OF_LEVEL + place * RANKS_OF_PLACE + Math.min(exculpations.length, 1);
}

/**
 * Both cover the cell, so that different leads are L1 at least. What may be one activity is no overlap of two, until a
 * person says that it is two. A request for review is told as one to those alone who may see it.
 */
function levelOf({ level }: Assessment, seen: SeenOverlap | null): Level | null {
  if (level === "L0") return seen?.state === "DISTINCT" || seen?.state === "RELATED" ? "L1" : null;
  if (level === "L3") return seen?.level === "L3" ? "L3" : "L2";
  return level ?? "L1";
}
