import type { Db } from "mongodb";
import { generatePairBench } from "../../demonstration/pair-bench/generate-pair-bench";
import { asStored, type PairSet } from "./pair-record";
import { openRealPairs } from "./real-pairs";

/** The generated pairs, as the hub would keep their records. */
export function generatedPairs(): PairSet {
  const { records, pairs } = generatePairBench();
  return { name: "generated", pairs, records: records.map(asStored) };
}

/**
 * All that can be scored here.
 *
 * @param db holds the reference data, by which real files' organizations are known
 */
export async function openPairSets(db: Db): Promise<{ readonly sets: readonly PairSet[]; readonly told: string }> {
  const generated = generatedPairs();
  const real = await openRealPairs(db);
  if (real === null) {
    const told = `${generated.pairs.length} generated pairs; the pairs of real records are left out, since ../shared/data isn't beside the repository`;
    return { sets: [generated], told };
  }
  return { sets: [generated, real], told: `${generated.pairs.length} generated pairs and ${real.pairs.length} of real records` };
}
