import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { assess } from "@actionline/matching/assess/assess";
import { contextOf } from "@actionline/matching/assess/match-context";
import { featuresOf } from "@actionline/matching/features/activity-features";
import { Matcher } from "@actionline/matching/matcher/matcher";
import type { OverlapRecord } from "@actionline/schema/coordination-records";
import { inOrder } from "@actionline/schema/overlap-id";
import { loadDemonstration } from "../hub/load-demonstration";
import { loadReferenceData } from "../hub/load-reference-data";
import { generateDemonstration } from "./generate-demonstration";

const set = generateDemonstration({ seed: 2003, today: new Date("2026-11-22T10:00:00Z") });

let database: TestIndex;
let appender: Appender;
let overlaps: OverlapRecord[];

beforeAll(async () => {
  database = await startIndex();
  appender = await Appender.acquire(database.client, database.db, { space: "DEMONSTRATION" });
  await loadReferenceData(database.db, appender);
  await loadDemonstration({ client: database.client, db: database.db, appender }, set, () => {});
  const matcher = await Matcher.open(database.db, appender);
  await matcher.catchUp();
  overlaps = (await versionsOf(database.db, "OVERLAP").find({ to: OPEN }).toArray()).map(({ record }) => record);
  // Two thousand records through the whole feed path: seconds, and more where other work shares the machine.
}, 120_000);
afterAll(async () => {
  await appender.release();
  await database.stop();
});

const pairsOf = (level: OverlapRecord["level"]): string[] =>
  overlaps
    .filter((overlap) => overlap.level === level)
    .map(({ one, other }) => `${one} ${other}`)
    .sort();

describe("the matcher on the demonstration set", () => {
  it("proposes the planted record duplicates and no others, and merges none of them by itself", () => {
    const planted = set.truth.duplicates.map(({ activities }) => inOrder(...activities).join(" "));
    expect(pairsOf("L0")).toEqual(planted.sort());
    expect(overlaps.filter(({ outcome }) => outcome === "MERGED")).toEqual([]);
  });

  it("asks for a review of the planted overlaps that nothing explains and of no others", () => {
    const planted = set.truth.overlaps.filter(({ level }) => level === "L3");
    expect(pairsOf("L3")).toEqual(planted.map(({ activities }) => inOrder(...activities).join(" ")).sort());
  });

  it("stops each planted overlap that a link explains at L2, and names the link", async () => {
    const read = async <K extends "PLACE" | "PLAN_ITEM">(kind: K) =>
      (await versionsOf(database.db, kind).find({ to: OPEN }).toArray()).map(({ record }) => record);
    const context = contextOf({ places: await read("PLACE"), items: await read("PLAN_ITEM") });
    const found = await versionsOf(database.db, "ACTIVITY").find({ to: OPEN }).toArray();
    const featuresById = new Map(found.map(({ record }) => [record.id, featuresOf(record)]));
    const told = set.truth.overlaps.map(({ activities: [one, other] }) => {
      const [ours, theirs] = [featuresById.get(one), featuresById.get(other)];
      if (ours === undefined || theirs === undefined) throw new Error(`The set has no pair ${one} and ${other}.`);
      const { level, exculpations } = assess(ours, theirs, context);
      return [level, exculpations.map(({ name }) => name)];
    });
    expect(told).toEqual([
      ["L3", []],
      ["L2", ["JOINT_PROGRAMME"]],
      ["L2", ["DECLARED_COMPLEMENT"]],
      ["L2", ["PARENT_CHILD_SIBLING"]],
      ["L2", ["SUCCESSIVE_PHASES"]],
    ]);
  });

  it("enters nothing more when it looks again", async () => {
    const matcher = await Matcher.open(database.db, appender);
    expect(await matcher.catchUp()).toMatchObject({ activities: 0, added: 0, changed: 0, ended: 0 });
  });
});
