import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import { EXCULPATIONS, VETOES } from "@actionline/schema/coordination-records";
import { PAIR_LABELS } from "@actionline/scripts/demonstration/pair-bench/labelled-pair";
import { loadReferenceData } from "@actionline/scripts/hub/load-reference-data";
import { assessPairs, verdictsOf } from "@actionline/scripts/measure/pairs/assess-pairs";
import { matchPairs } from "@actionline/scripts/measure/pairs/match-pairs";
import type { PairSet } from "@actionline/scripts/measure/pairs/pair-record";
import { openPairSets } from "@actionline/scripts/measure/pairs/pair-sets";
import { readRealPairs } from "@actionline/scripts/measure/pairs/real-pairs";
import { type Score, scorePairs } from "@actionline/scripts/measure/pairs/score";
import { TARGETS, tellMisses } from "@actionline/scripts/measure/pairs/tell-score";

let log: TestLog;
let sets: readonly PairSet[];

beforeAll(async () => {
  log = await startLog();
  await loadReferenceData(log.db, log.appender);
  const opened = await openPairSets(log.db);
  sets = opened.sets;
  console.info(`Scored here: ${opened.told}.`);
}, 120_000);
afterAll(() => log.stop());

describe("the labels of real pairs", () => {
  it("are at least eighty, each pair once, in the words of the definitions, with a reason", async () => {
    const pairs = await readRealPairs();
    expect(pairs.length).toBeGreaterThanOrEqual(80);
    expect(new Set(pairs.map(({ one, other }) => JSON.stringify([one, other]))).size).toBe(pairs.length);
    for (const pair of pairs) {
      expect(pair.one < pair.other).toBe(true);
      expect(PAIR_LABELS).toContain(pair.label);
      expect([pair.one, (pair.relation !== undefined) === (pair.label === "RELATED")]).toEqual([pair.one, true]);
      if (pair.relation !== undefined) expect(EXCULPATIONS).toContain(pair.relation);
      if (pair.veto !== undefined) expect(VETOES).toContain(pair.veto);
      expect([pair.one, pair.veto === undefined || pair.label !== "SAME"]).toEqual([pair.one, true]);
      expect(pair.reason.length).toBeGreaterThan(20);
    }
  });

  it("and the generated ones are at least three hundred together, of many strata and languages", async () => {
    const all = [...(await readRealPairs()), ...(sets[0]?.pairs ?? [])];
    expect(all.length).toBeGreaterThanOrEqual(300);
    expect(new Set(all.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(30);
    expect(new Set(all.map(({ language }) => language)).size).toBeGreaterThanOrEqual(12);
  });
});

describe("the method on labelled pairs", () => {
  it("merges nothing that isn't one activity, proposes with precision, finds the planted overlaps and proposes no vetoed pair", () => {
    expect(sets.map(({ name }) => name)).toContain("generated");
    for (const set of sets) expectPromises(set, scorePairs(set.pairs, verdictsOf(assessPairs(set))));
  }, 60_000);

  it("comes to the same through blocks and log, where the generated pairs stand among one another and no other two overlap", async () => {
    const generated = sets.filter(({ name }) => name === "generated");
    expect(generated).toHaveLength(1);
    for (const set of generated) {
      const { verdictOf, others } = await matchPairs(log, set);
      expectPromises(set, scorePairs(set.pairs, verdictOf));
      const compared = verdictsOf(assessPairs(set));
      const lost = set.pairs.filter((pair) => compared(pair).outcome !== verdictOf(pair).outcome);
      expect({ others: others.map(({ one, other }) => [one, other]), lost }).toEqual({ others: [], lost: [] });
    }
  }, 60_000);
});

/** Fails with the pairs that came out otherwise, which say more than a share. */
function expectPromises({ name, pairs }: PairSet, score: Score): void {
  const wrong = tellMisses({ ...score, misses: score.misses.filter(({ fault }) => fault !== "MISSED_DUPLICATE") });
  const kept = {
    pairs: score.pairs === pairs.length,
    merges: (score.mergePrecision ?? 1) >= TARGETS.mergePrecision,
    proposals: (score.proposalPrecision ?? 1) >= TARGETS.proposalPrecision,
    overlaps: (score.overlapRecall ?? 1) >= TARGETS.overlapRecall,
    vetoes: score.vetoedProposed === TARGETS.vetoedProposed,
  };
  const promised = { pairs: true, merges: true, proposals: true, overlaps: true, vetoes: true };
  expect({ name, ...kept, wrong: Object.values(kept).every(Boolean) ? [] : wrong }).toEqual({ name, ...promised, wrong: [] });
}
