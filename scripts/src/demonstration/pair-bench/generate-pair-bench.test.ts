import { knownCodes } from "@actionline/agencies/feed/harvest-file";
import { createValidator } from "@actionline/schema/validator/validator";
import { COUNTRIES } from "../countries";
import { generatePairBench } from "./generate-pair-bench";
import type { BenchRecord, LabelledPair } from "./labelled-pair";

const { records, pairs } = generatePairBench();
const byId = new Map(records.map((record) => [record.activity.id, record]));
const idsOf = ({ one, other }: LabelledPair): string => `${one} ${other}`;

describe("the generated pairs", () => {
  it("are more than 220, of every label, in at least seven mixes of languages, and no stratum of a label is most of it", () => {
    expect(pairs.length).toBeGreaterThanOrEqual(220);
    expect(new Set(pairs.map(({ language }) => language)).size).toBeGreaterThanOrEqual(7);
    for (const label of ["SAME", "OVERLAP", "RELATED", "DISTINCT"]) {
      const ofLabel = pairs.filter((pair) => pair.label === label);
      expect([label, ofLabel.length >= 40]).toEqual([label, true]);
      const ofKind = [...new Set(ofLabel.map(({ kind }) => kind))].map((kind) => ofLabel.filter((pair) => pair.kind === kind).length);
      expect(Math.max(...ofKind)).toBeLessThanOrEqual(ofLabel.length * 0.6);
    }
  });

  it("are the same for the same seed, and others for another", () => {
    expect(generatePairBench()).toEqual({ records, pairs });
    expect(generatePairBench(1).records).not.toEqual(records);
  });

  it("name each pair once, the lesser id first, and records that are there", () => {
    expect(new Set(pairs.map(idsOf)).size).toBe(pairs.length);
    for (const { one, other } of pairs) expect([one < other, byId.has(one), byId.has(other)]).toEqual([true, true, true]);
  });

  it("differ in their titles where the label says that they do", () => {
    const reworded = pairs.filter(({ kind }) => ["published again, reworded", "typing error", "transliterated title"].includes(kind));
    expect(reworded.length).toBeGreaterThan(20);
    const titleOf = (id: string) => byId.get(id)?.activity.title[0]?.text;
    expect(reworded.filter(({ one, other }) => titleOf(one) === titleOf(other))).toEqual([]);
  });

  it("are made of records that keep the contract", () => {
    const validator = createValidator(knownCodes());
    for (const { activity, budgets } of records)
      for (const record of [activity, ...budgets])
        expect([record.id, validator.check(record).accepted, record.id]).toEqual([record.id, true, record.id]);
  });

  it("have their ground to themselves: no two records that no pair joins overlap in item, place, group, kind of work and lead", () => {
    const joined = new Set(pairs.map(idsOf));
    const accidental = records.flatMap((one) =>
      records
        .filter(
          (other) => one.activity.id < other.activity.id && !joined.has(`${one.activity.id} ${other.activity.id}`) && alike(one, other),
        )
        .map((other) => `${one.activity.id} ${other.activity.id}`),
    );
    expect(accidental).toEqual([]);
  });
});

const itemsOf = ({ activity }: BenchRecord): string[] => (activity.items ?? []).map(({ item }) => item);

/** A country and its subregion meet as well. */
function placesOf({ activity }: BenchRecord): string[] {
  return (activity.places ?? []).flatMap(({ place }) => [place, COUNTRIES.find(({ code }) => code === place)?.subregion ?? place]);
}

function alike(one: BenchRecord, other: BenchRecord): boolean {
  const meet = (own: readonly string[], others: readonly string[]): boolean => own.some((each) => others.includes(each));
  const nested =
    (one.activity.places ?? []).some(({ place }) => placesOf(other).includes(place)) ||
    (other.activity.places ?? []).some(({ place }) => placesOf(one).includes(place));
  return (
    nested &&
    meet(itemsOf(one), itemsOf(other)) &&
    one.activity.activityKind === other.activity.activityKind &&
    meet(one.activity.targetGroups ?? [], other.activity.targetGroups ?? [])
  );
}
