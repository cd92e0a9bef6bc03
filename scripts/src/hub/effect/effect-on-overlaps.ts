import { idOf } from "@actionline/matching/matcher/found-overlap";
import { MatchState } from "@actionline/matching/matcher/match-state";
import type { OverlapPair, OverlapsEffect } from "@actionline/registry/admin/effect";
import type { AlteredActivities } from "./effect-on-records";
import type { Neighbours } from "./neighbours";
import type { RehearsedRun } from "./rehearsed-run";

/** Activities whose pairs are worked out before others have their turn. */
const SOME = 100;
/** Pairs that are named; all are counted. */
const MOST_NAMED = 50;

type Pairs = ReadonlyMap<string, OverlapPair>;

/** Which pairs with what a run altered would be found to overlap, and which not any more: among its neighbours, not in the whole hub. */
export async function effectOnOverlaps(run: RehearsedRun, altered: AlteredActivities, among: Neighbours): Promise<OverlapsEffect> {
  const was = await pairsAt(run, run.before, altered.before);
  const is = await pairsAt(run, run.after, altered.after);
  const found = [...is].flatMap(([id, pair]) => (was.has(id) ? [] : [pair]));
  const ended = [...was.keys()].filter((id) => !is.has(id)).length;
  return { found: found.length, ended, pairs: found.slice(0, MOST_NAMED), comparedWith: among.count, comparedWithAll: among.isAll };
}

async function pairsAt({ scratch, stop }: RehearsedRun, sequence: number, subjects: readonly string[]): Promise<Pairs> {
  if (subjects.length === 0) return new Map();
  const state = await MatchState.at(scratch, sequence);
  const pairs = new Map<string, OverlapPair>();
  for (let at = 0; at < subjects.length; at += SOME) {
    stop.throwIfAborted();
    const activities = await state.reader.subjects(subjects.slice(at, at + SOME), sequence);
    for (const found of await state.pairsOf(activities)) {
      const { one, other, level } = found.assessment;
      if (level !== null) pairs.set(idOf(found), { one, other, level });
    }
  }
  return pairs;
}
