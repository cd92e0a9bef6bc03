import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { Appender } from "@actionline/log/appender";
import { change } from "@actionline/log/testing/change";
import type { RowFilter } from "./columns/row-filter";
import { StocktakingIndex } from "./stocktaking-index";
import { aHarvest, anActivity, anAgency, aReview, aSource, suggested } from "./testing/records";
import { SMALL_PLAN } from "./testing/small-plan";

const INSTANT = new Date("2025-06-30T00:00:00Z");

let database: TestIndex;
let appender: Appender;
let index: StocktakingIndex;
/** The sequence after the first four activities, before anything about them changed. */
let then: number;

const COLLEGE = {
  id: "XM-1",
  name: "College",
  acronym: null,
  type: "ACADEMIA" as const,
  kindOfBody: null,
  role: null,
  website: null,
  identifiers: [],
  verified: true,
  invented: true,
};

const budget = (id: string, activity: string) =>
  change("BUDGET", id, {
    kind: "BUDGET",
    id,
    activity,
    reporter: { name: "alpha" },
    measure: "BUDGET",
    period: { start: "2024-01-01", end: "2024-12-31" },
    value: { amount: "10", currency: "USD" },
    agency: "alpha",
    source: "alpha/feed",
  });

beforeAll(async () => {
  database = await startIndex();
  appender = await Appender.acquire(database.client, database.db, { space: "DEMONSTRATION" });
  await appender.append([...SMALL_PLAN, anAgency("alpha"), aSource("alpha/feed"), aHarvest("alpha/feed", "2025-06-20T00:00:00Z")]);
  await appender.append([
    anActivity("alpha:1", { items: [{ item: "GPA-18a" }], places: [{ place: "KE" }], sdgs: [{ goal: 3 }], activityKind: "TRAINING" }),
    anActivity("alpha:2", { actionLines: ["C1"], places: [{ place: "002" }], status: "PLANNED", period: { start: "2022-05-01" } }),
    anActivity("beta:1", { suggestions: [suggested("GPA-14", "C7")], places: [{ place: "GLOBAL" }], period: {} }),
  ]);
  await appender.append([
    anActivity("beta:2", {
      items: [{ item: "GPA-8" }],
      period: { end: "2020-02-01" },
      participants: [
        { role: "FUNDER", organisation: { name: "Bank", type: "PRIVATE_SECTOR" } },
        { role: "IMPLEMENTER", organisation: { reference: "XM-1", name: "College" } },
        { role: "LEAD", organisation: { id: "WHO", name: "Health", type: "INTERNATIONAL_ORGANIZATION" } },
      ],
    }),
  ]);
  index = await StocktakingIndex.open(database.db);
  then = index.sequence;
});
afterAll(async () => {
  await appender.release();
  await database.stop();
});

function matching(filter: RowFilter, sequence = then, privateToo = false): string[] {
  const rows = index.rowsMatching(filter, { sequence, instant: INSTANT, latest: false }, privateToo);
  return Array.from(rows, (row) => index.columns.subject(row));
}

describe("the index in memory", () => {
  const cases: readonly [string, RowFilter, string[]][] = [
    ["everything", {}, ["alpha:1", "alpha:2", "beta:1", "beta:2"]],
    ["an item with all below it", { items: ["GPA-18"] }, ["alpha:1"]],
    ["an item, not what stands above it", { items: ["GPA-8a"] }, []],
    ["a line with its items and sub-lines", { actionLines: ["C7"] }, ["alpha:1"]],
    ["a line that is declared as a whole", { actionLines: ["C1"] }, ["alpha:2", "beta:2"]],
    ["suggestions too, where asked", { actionLines: ["C7"], bases: ["DECLARED", "SUGGESTED"] }, ["alpha:1", "beta:1"]],
    ["any assignment that awaits review", { anyBasis: ["SUGGESTED"] }, ["beta:1"]],
    ["a region with all that lies in it", { places: ["002"] }, ["alpha:1", "alpha:2"]],
    ["a country, not what contains it", { places: ["KE"] }, ["alpha:1"]],
    ["a goal", { sdgs: [3, 99] }, ["alpha:1"]],
    ["kinds and statuses together", { activityKinds: ["TRAINING", "PROJECT"], statuses: ["PLANNED"] }, ["alpha:2"]],
    ["years that a period meets, open ends included", { years: { from: 2025, to: null } }, ["alpha:2"]],
    ["the one year that an end alone tells", { years: { from: null, to: 2020 } }, ["beta:2"]],
    ["reporters, agencies and sources", { reporters: ["BETA"], agencies: ["beta"], sources: ["beta/feed"] }, ["beta:1", "beta:2"]],
    ["types of those who lead or implement, not of funders", { stakeholderTypes: ["PRIVATE_SECTOR"] }, []],
    ["what came in after a sequence", { changedSince: { sequence: SMALL_PLAN.length + 6 } }, ["beta:2"]],
    ["ids", { subjects: ["beta:1", "nobody:1"] }, ["beta:1"]],
    ["nothing for an empty list", { items: [] }, []],
    ["further filters as well", { allOf: [{ agencies: ["alpha"] }, { places: ["KE"] }] }, ["alpha:1"]],
  ];
  it.each(cases)("finds %s", (_, filter, expected) => {
    expect(matching(filter)).toEqual(expected);
  });

  it("tells what one row holds", () => {
    const [row = -1] = index.rowsMatching({ subjects: ["beta:2"] }, { sequence: then, instant: INSTANT, latest: false }, false);
    const { columns } = index;
    const { organizations } = index.tables.at(then, false);
    expect([columns.leadOf(row), columns.reporterOf(row), columns.agencyOf(row), columns.sourceOf(row)]).toEqual([
      "WHO",
      "BETA",
      "beta",
      "beta/feed",
    ]);
    expect(columns.stakeholderTypes(row, organizations)).toEqual(["INTERNATIONAL_ORGANIZATION"]);
    expect([columns.startDay(row), columns.endDay(row), columns.years(row)]).toEqual([null, 18_293, { first: 2020, last: 2020 }]);
    expect([columns.kind(row), columns.status(row), columns.placesOf(row), columns.sdgsOf(row)]).toEqual([
      "PROJECT",
      "IMPLEMENTING",
      [],
      [],
    ]);
    expect(columns.itemsOf(row, then, false)).toEqual([{ code: "GPA-8", isLine: false, basis: "DECLARED" }]);
    expect(columns.nameOfOrganization("XM-1", organizations, false)).toBe("College");
  });

  it("shows a name that only private records published to nobody else, and prefers the public one", async () => {
    const organization = (name: string) => ({ reporter: { reference: "XM-9", name } });
    const hidden = anActivity("gamma:1", organization("Secret name"), "PRIVATE");
    await index.reach((await appender.append([hidden])).sequence);
    const nameFor = (privateToo: boolean) => index.columns.nameOfOrganization("XM-9", new Map(), privateToo);
    expect([nameFor(false), nameFor(true)]).toEqual(["XM-9", "Secret name"]);
    const published = anActivity("gamma:2", organization("Public name"));
    await index.reach((await appender.append([published])).sequence);
    expect([nameFor(false), nameFor(true)]).toEqual(["Public name", "Public name"]);
    const labels = (privateToo: boolean) => {
      const { axes } = index.coverage({ by: ["REPORTER"] }, { sequence: index.sequence, instant: INSTANT, latest: true }, privateToo);
      return axes[0]?.values.map(({ label }) => label);
    };
    expect(labels(false)).toContain("Public name");
    expect(labels(false)).not.toContain("Secret name");
    await index.reach(
      (await appender.append([change("ACTIVITY", "gamma:1", null, "PRIVATE"), change("ACTIVITY", "gamma:2", null)])).sequence,
    );
  });

  it("follows new versions, deletions, budgets and types, and keeps every earlier answer", async () => {
    const { sequence } = await appender.append([
      anActivity("alpha:1", { places: [{ place: "BR" }] }),
      change("ACTIVITY", "alpha:2", null),
      budget("alpha:b1", "alpha:1"),
      change("ORGANIZATION", "XM-1", COLLEGE),
    ]);
    expect(matching({}, sequence)).toEqual(["alpha:1", "alpha:2", "beta:1", "beta:2"]);
    await index.reach(sequence);
    expect(matching({}, sequence)).toEqual(["beta:1", "beta:2", "alpha:1"]);
    expect(matching({ places: ["019"] }, sequence)).toEqual(["alpha:1"]);
    expect(matching({ hasBudget: true }, sequence)).toEqual(["alpha:1"]);
    expect(matching({ hasBudget: true })).toEqual([]);
    expect(matching({ stakeholderTypes: ["ACADEMIA"] }, sequence)).toEqual(["beta:2"]);
    expect(matching({})).toEqual(["alpha:1", "alpha:2", "beta:1", "beta:2"]);
    await index.reach((await appender.append([change("BUDGET", "alpha:b1", null)])).sequence);
    expect(matching({ hasBudget: true }, index.sequence)).toEqual([]);
  });

  it("has the budgets of what was merged into an activity, as the log says it", async () => {
    await appender.append([anActivity("alpha:old"), anActivity("alpha:new"), budget("alpha:b2", "alpha:old")]);
    const before = (await appender.append([])).sequence;
    const gone = { ...change("ACTIVITY", "alpha:old", null), into: ["alpha:new"] };
    const { sequence } = await appender.append([gone]);
    await index.reach(sequence);
    expect(matching({ hasBudget: true }, before)).toEqual(["alpha:old"]);
    expect(matching({ hasBudget: true }, sequence)).toEqual(["alpha:new"]);
    const away = (await appender.append([change("BUDGET", "alpha:b2", null), change("ACTIVITY", "alpha:new", null)])).sequence;
    await index.reach(away);
    expect(matching({ hasBudget: true }, away)).toEqual([]);
  });

  it("keeps a reviewer's decision over a re-harvest, and forgets it where it is withdrawn", async () => {
    const review = aReview("beta:1", { item: "GPA-14", actionLine: "C7" }, "ACCEPTED");
    await appender.append([review]);
    const { sequence } = await appender.append([anActivity("beta:1", { suggestions: [], places: [{ place: "KE" }] })]);
    await index.reach(sequence);
    expect(matching({ items: ["GPA-14"] }, sequence)).toEqual(["beta:1"]);
    expect(matching({ items: ["GPA-14"] })).toEqual([]);
    expect(matching({ anyBasis: ["REVIEWED"] }, sequence)).toEqual(["beta:1"]);
    const after = await appender.append([change("REVIEW", review.subject, null)]);
    await index.reach(after.sequence);
    expect(matching({ items: ["GPA-14"] }, after.sequence)).toEqual([]);
    expect(matching({ items: ["GPA-14"] }, sequence)).toEqual(["beta:1"]);
  });

  it("shows private records to those who may see them", async () => {
    const { sequence } = await appender.append([anActivity("alpha:9", { places: [{ place: "TZ" }] }, "PRIVATE")]);
    await index.reach(sequence);
    expect(matching({ places: ["TZ"] }, sequence)).toEqual([]);
    expect(matching({ places: ["TZ"] }, sequence, true)).toEqual(["alpha:9"]);
  });

  it("reads the log once for calls at the same time, and not at all for what it has reached", async () => {
    const { sequence } = await appender.append([anActivity("alpha:10")]);
    database.reads.length = 0;
    await Promise.all([index.reach(sequence), index.reach(sequence - 1), index.reach(sequence)]);
    await index.reach(sequence);
    expect(database.reads.filter((collection) => collection === "log_state")).toHaveLength(1);
    await expect(index.reach(sequence + 1)).rejects.toThrow(`The log ends at sequence ${sequence}`);
  });

  it("tells how every source stands at a point", () => {
    const point = { sequence: then, instant: INSTANT, latest: false };
    expect([...index.sourcesOf(point, false).values()]).toEqual([
      {
        source: "alpha/feed",
        agency: "alpha",
        mode: "MIRRORED",
        freshness: "UP_TO_DATE",
        asOf: new Date("2025-06-20T00:00:00Z"),
        ageSeconds: 864_000,
        lastHarvest: "SUCCEEDED",
        error: null,
        withheld: 0,
      },
    ]);
  });
});
