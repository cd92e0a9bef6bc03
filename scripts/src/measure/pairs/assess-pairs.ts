import { assess } from "@actionline/matching/assess/assess";
import type { Assessment } from "@actionline/matching/assess/assessment";
import { contextOf, type MatchContext } from "@actionline/matching/assess/match-context";
import { type ActivityFeatures, featuresOf } from "@actionline/matching/features/activity-features";
import { loadReference } from "@actionline/schema/reference/load-reference";
import type { LabelledPair } from "../../demonstration/pair-bench/labelled-pair";
import type { PairSet } from "./pair-record";
import type { Verdict } from "./score";

/** What the pure method makes of each pair, with nothing lost on the way to it: no blocks, no log. */
export function assessPairs({ pairs, records }: PairSet): ReadonlyMap<LabelledPair, Assessment> {
  const features = new Map(records.map(({ activity, budgets }) => [activity.id, featuresOf(activity, { budgets })]));
  const context = contextAmong(features.values());
  const of = (id: string): ActivityFeatures => {
    const found = features.get(id);
    if (found === undefined) throw new Error(`The labels name ${id}, which isn't among the records.`);
    return found;
  };
  return new Map(pairs.map((pair) => [pair, assess(of(pair.one), of(pair.other), context)]));
}

/** What is scored of each assessment. */
export function verdictsOf(assessments: ReadonlyMap<LabelledPair, Assessment>): (pair: LabelledPair) => Verdict {
  return (pair) => {
    const found = assessments.get(pair);
    if (found === undefined) throw new Error(`${pair.one} and ${pair.other} were not assessed.`);
    return { level: found.level, outcome: found.outcome, vetoes: found.vetoes.map(({ name }) => name) };
  };
}

/** How often a title stands in its source is counted over all records, not over the labelled ones. */
function contextAmong(features: Iterable<ActivityFeatures>): MatchContext {
  const times = new Map<string, number>();
  for (const { source, titles } of features) {
    for (const key of new Set(titles.map(({ folded }) => keyOf(source, folded)))) times.set(key, (times.get(key) ?? 0) + 1);
  }
  const { places, planItems } = loadReference();
  return contextOf({ places, items: planItems }, { timesInSource: (source, title) => times.get(keyOf(source, title)) ?? 0 });
}

const keyOf = (source: string, title: string): string => `${source}\n${title}`;
