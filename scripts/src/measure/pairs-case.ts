import { Appender } from "@actionline/log/appender";
import type { Db, MongoClient } from "mongodb";
import { loadReferenceData } from "../hub/load-reference-data";
import type { MeasuredCase, Measurement } from "./measured-case";
import { assessPairs, verdictsOf } from "./pairs/assess-pairs";
import { type Matched, matchPairs } from "./pairs/match-pairs";
import type { PairSet } from "./pairs/pair-record";
import { openPairSets } from "./pairs/pair-sets";
import { scorePairs } from "./pairs/score";
import { figuresOf, ratiosOf, tellConfusion, tellMisses } from "./pairs/tell-score";

/** The labelled pairs: what the method makes of them, and what the matcher makes of the records that they stand among. */
export const pairsCase: MeasuredCase = {
  name: "pairs",
  about: "labelled pairs of records: precision and recall of the matching method and of the matcher, by stratum",
  measure: async ({ client, db, say }) => {
    const { sets, told } = await withReference(client, db, ({ db }) => openPairSets(db));
    const measured: Measurement[] = [];
    for (const set of sets) {
      measured.push(assessed(set, say));
      const own = client.db(`${db.databaseName}_${set.name}`);
      try {
        measured.push(matched(set, await withReference(client, own, (hub) => matchPairs(hub, set)), say));
      } finally {
        await own.dropDatabase();
      }
    }
    return {
      figures: Object.assign({ scored: told }, ...measured.map(({ figures }) => figures)),
      ratios: measured.flatMap(({ ratios }) => ratios),
    };
  },
};

type Say = (line: string) => void;

/** Each pair by itself: nothing is lost on the way to the comparison. */
function assessed(set: PairSet, say: Say): Measurement {
  const score = scorePairs(set.pairs, verdictsOf(assessPairs(set)));
  const name = `${set.name}, compared`;
  for (const line of [...tellConfusion(score), ...tellMisses(score)]) say(`${name}: ${line}`);
  return { figures: figuresOf(name, score), ratios: ratiosOf(name, score) };
}

/** The whole way, through blocks and log: of the generated records no other two have anything to do with each other. */
function matched(set: PairSet, { verdictOf, others }: Matched, say: Say): Measurement {
  const score = scorePairs(set.pairs, verdictOf);
  const name = `${set.name}, through the log`;
  for (const line of tellMisses(score)) say(`${name}: ${line}`);
  const none = { name: `${name}: entries about other pairs`, value: others.length, target: "0", met: others.length === 0 };
  return {
    figures: { ...figuresOf(name, score), [`${name}: entries about other pairs`]: others.length },
    ratios: [...ratiosOf(name, score), ...(set.name === "generated" ? [none] : [])],
  };
}

async function withReference<T>(
  client: MongoClient,
  db: Db,
  work: (hub: { readonly db: Db; readonly appender: Appender }) => Promise<T>,
): Promise<T> {
  const appender = await Appender.acquire(client, db, { space: "DEMONSTRATION" });
  try {
    await loadReferenceData(db, appender);
    return await work({ db, appender });
  } finally {
    await appender.release();
  }
}
