import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { Appender } from "@actionline/log/appender";
import { StocktakingIndex } from "../stocktaking-index";
import {
  aFacilitator,
  aHarvest,
  aLine,
  anActivity,
  anAgency,
  anExpectation,
  anItem,
  aReview,
  aScope,
  aSource,
  change,
  suggested,
} from "../testing/records";
import { SMALL_PLAN } from "../testing/small-plan";
import type { CellCoordinates, CoverageQuery } from "./coverage-query";
import type { CoverageCell } from "./coverage-result";

const INSTANT = new Date("2025-06-30T00:00:00Z");
const FRESH = "2025-06-20T00:00:00Z";

let database: TestIndex;
let appender: Appender;
let index: StocktakingIndex;

beforeAll(async () => {
  database = await startIndex();
  appender = await Appender.acquire(database.client, database.db, { space: "DEMONSTRATION" });
  await appender.append(SMALL_PLAN);
  await appender.append(["alpha", "beta", "gamma"].map(anAgency));
  await appender.append(["alpha/feed", "beta/feed", "gamma/feed"].map((id) => aSource(id)));
  await appender.append(["alpha/feed", "beta/feed", "gamma/feed"].map((id) => aHarvest(id, FRESH)));
  await appender.append([aFacilitator("C7-eHealth", "ALPHA"), aFacilitator("C1", "ALPHA")]);
  index = await StocktakingIndex.open(database.db);
});
afterAll(async () => {
  await appender.release();
  await database.stop();
});

const now = () => ({ sequence: index.sequence, instant: INSTANT, latest: true });

async function write(...changes: Parameters<Appender["append"]>[0]): Promise<void> {
  await index.reach((await appender.append(changes)).sequence);
}

/** Undoes what a test wrote, so that each starts from the same plan, agencies and fresh sources. */
const withdraw = (...changes: Parameters<Appender["append"]>[0]): Promise<void> =>
  write(...changes.map(({ kind, subject }) => change(kind, subject, null)));

function cellAt(query: CoverageQuery, at: CellCoordinates): CoverageCell {
  const result = index.coverage(query, now(), false);
  const cells = Array.from({ length: result.size }, (_, cell) => result.cell(cell));
  const found = cells.find(({ coordinates }) => JSON.stringify(coordinates) === JSON.stringify(at));
  if (found === undefined) throw new Error(`no cell at ${JSON.stringify(at)}`);
  return found;
}

const BY: CoverageQuery = { by: ["ITEM", "REGION"] };
const HEALTH = { ITEM: "GPA-18a", REGION: "002" };
const here = (more: Parameters<typeof anActivity>[1] = {}) =>
  anActivity("beta:1", { items: [{ item: "GPA-18a" }], places: [{ place: "KE" }], ...more });

describe("the state of cells", () => {
  it("is UNKNOWN without a scope, OMITTED by a nil return, and UNKNOWN again where a suggestion waits", async () => {
    expect(cellAt(BY, HEALTH)).toMatchObject({ state: "UNKNOWN", reasons: ["NO_SCOPE"] });
    const nil = aScope("alpha:s1", "NIL", { actionLines: ["C7-eHealth"] });
    await write(nil);
    expect(cellAt(BY, HEALTH)).toMatchObject({ state: "OMITTED", reasons: [], basis: "NIL_RETURN", activities: 0 });
    const waiting = anActivity("beta:2", { places: [{ place: "TZ" }], suggestions: [suggested("GPA-18a", "C7-eHealth")] });
    await write(waiting);
    expect(cellAt(BY, HEALTH)).toMatchObject({ state: "UNKNOWN", reasons: ["SUGGESTIONS_UNREVIEWED"], suggested: 1 });
    const rejected = aReview("beta:2", { item: "GPA-18a", actionLine: "C7-eHealth" }, "REJECTED");
    await write(rejected);
    expect(cellAt(BY, HEALTH)).toMatchObject({ state: "OMITTED", suggested: 0 });
    await write(aReview("beta:2", { item: "GPA-18a", actionLine: "C7-eHealth" }, "ACCEPTED"));
    expect(cellAt(BY, HEALTH)).toMatchObject({ state: "COVERED", activities: 1, leads: 1, suggested: 0 });
    await withdraw(rejected, waiting, nil);
  });

  it("is OMITTED by complete scopes only while every responsible agency is fresh and was harvested without error", async () => {
    const scope = aScope("alpha:s1", "COMPLETE", { places: ["GLOBAL"] });
    await write(scope);
    expect(cellAt(BY, HEALTH)).toMatchObject({ state: "OMITTED", basis: "COMPLETE_SCOPE" });
    await write(aHarvest("alpha/feed", FRESH, "FAILED"));
    expect(cellAt(BY, HEALTH)).toMatchObject({ state: "UNKNOWN", reasons: ["SOURCE_FAILING"] });
    await write(aHarvest("alpha/feed", "2024-06-20T00:00:00Z"));
    expect(cellAt(BY, HEALTH)).toMatchObject({ state: "UNKNOWN", reasons: ["SOURCE_LAPSED"] });
    await write(aHarvest("alpha/feed", FRESH));
    const claim = aScope("beta:s1", "PARTIAL", { items: ["GPA-18a"], places: ["KE"], years: [2019] });
    await write(claim);
    expect(cellAt(BY, HEALTH)).toMatchObject({ state: "UNKNOWN", reasons: ["NO_SCOPE"] });
    expect(index.responsibleFor(BY, HEALTH, now(), false)).toMatchObject([
      { organization: "ALPHA", agency: "alpha", role: "LEAD_FACILITATOR", claims: false, levels: ["COMPLETE"], scopes: ["alpha:s1"] },
      { organization: "BETA", agency: "beta", role: null, claims: true, levels: ["NONE"], freshness: "UP_TO_DATE" },
    ]);
    expect(cellAt(BY, { ITEM: "GPA-18a", REGION: "019" }).state).toBe("OMITTED");
    await withdraw(claim, scope);
  });

  it("lets the most specific scope speak, and the later one among equals", async () => {
    const wide = aScope("alpha:s1", "COMPLETE");
    const narrow = aScope("alpha:s2", "SAMPLE", { items: ["GPA-18"] });
    await write(wide, narrow);
    expect(cellAt(BY, HEALTH).reasons).toEqual(["NO_SCOPE"]);
    expect(cellAt(BY, { ITEM: "GPA-8a", REGION: "002" }).state).toBe("OMITTED");
    const later = aScope("alpha:s3", "NIL", { items: ["GPA-18"] });
    await write(later);
    expect(cellAt(BY, HEALTH)).toMatchObject({ state: "OMITTED", basis: "NIL_RETURN" });
    await withdraw(wide, narrow, later);
  });

  it("is never OMITTED where nobody is responsible, the year is open, or nobody can claim completeness", async () => {
    const scope = aScope("alpha:s1", "COMPLETE", { years: [2024, 2025] });
    await write(scope);
    expect(cellAt(BY, { ITEM: "GPA-14", REGION: "002" })).toMatchObject({ state: "UNKNOWN", reasons: ["UNASSIGNED"] });
    expect(cellAt({ ...BY, years: [2025] }, HEALTH)).toMatchObject({ state: "UNKNOWN", reasons: ["PERIOD_OPEN"] });
    const typed = (type: "GOVERNMENT" | "CIVIL_SOCIETY" | "ACADEMIA") => cellAt({ ...BY, stakeholderTypes: [type] }, HEALTH);
    expect(typed("GOVERNMENT").state).toBe("OMITTED");
    expect(typed("CIVIL_SOCIETY")).toMatchObject({ state: "UNKNOWN", reasons: ["NO_REPORTING_CHANNEL"] });
    expect(typed("ACADEMIA").state).toBe("UNDETERMINED");
    expect(cellAt({ ...BY, evidence: { reporters: ["BETA"] } }, HEALTH).reasons).toEqual(["EVIDENCE_NARROWED"]);
    await withdraw(scope);
  });

  it("is PARTIAL with the reason, for each way in which evidence can be weak", async () => {
    const cases = [
      [here({ status: "PLANNED" }), ["PLANNED"]],
      [here({ items: [{ item: "GPA-18" }] }), ["COARSE"]],
      [here({ items: [], actionLines: ["C7"] }), ["COARSE"]],
      [here({ places: [{ place: "GLOBAL" }] }), ["DIFFUSE"]],
      [
        here({ status: "PLANNED", actionLines: ["C7-eHealth"], items: [], places: [{ place: "GLOBAL" }] }),
        ["PLANNED", "COARSE", "DIFFUSE"],
      ],
    ] as const;
    for (const [activity, reasons] of cases) {
      await write(activity);
      expect(cellAt(BY, HEALTH)).toMatchObject({ state: "PARTIAL", reasons, activities: 0, weak: 1 });
    }
    await write(here(), aHarvest("beta/feed", "2024-03-01T00:00:00Z"));
    expect(cellAt(BY, HEALTH)).toMatchObject({ state: "PARTIAL", reasons: ["STALE"] });
    expect(cellAt({ ...BY, years: [2024] }, HEALTH).reasons).toEqual(["STALE"]);
    await write(here({ period: { start: "2020-01-01" } }));
    expect(cellAt({ ...BY, years: [2023] }, HEALTH).state).toBe("COVERED");
    await write(aHarvest("beta/feed", FRESH));
    await withdraw(here());
  });

  it("takes no evidence from what is halted, given up, of another year, without a place, or private", async () => {
    const cases = [
      here({ status: "SUSPENDED" }),
      here({ status: "CANCELLED" }),
      here({ period: { start: "2022-01-01", end: "2023-12-31" } }),
      here({ period: {} }),
      here({ places: [] }),
      here({ places: [{ place: "BR" }] }),
    ];
    for (const activity of cases) {
      await write(activity);
      expect(cellAt(BY, HEALTH)).toMatchObject({ state: "UNKNOWN", activities: 0, weak: 0 });
    }
    await write(
      anActivity("beta:1", { items: [{ item: "GPA-18a" }], places: [{ place: "KE" }], title: [{ language: "en", text: "p" }] }, "PRIVATE"),
    );
    expect(cellAt(BY, HEALTH).activities).toBe(0);
    const result = index.coverage({ ...BY, items: ["GPA-18a"] }, now(), true);
    expect(Array.from({ length: result.size }, (_, cell) => result.activities(cell))).toEqual([1, 0]);
    await withdraw(here());
  });

  it("follows the register: a closed item, an item that isn't an action, a decision for a country or a type", async () => {
    expect(cellAt(BY, { ITEM: "GPA-8b", REGION: "002" })).toMatchObject({ state: "NOT_APPLICABLE", reasons: ["CLOSED_BY_PLAN"] });
    expect(cellAt({ ...BY, years: [2015] }, { ITEM: "GPA-8b", REGION: "002" }).state).toBe("UNKNOWN");
    expect(cellAt({ ...BY, items: ["GPA-8"] }, { ITEM: "GPA-8", REGION: "002" }).reasons).toEqual(["NOT_AN_ACTION"]);
    const byCountry: CoverageQuery = { by: ["ITEM", "COUNTRY"], items: ["GPA-18a"] };
    const kenya = { ITEM: "GPA-18a", COUNTRY: "KE" };
    expect(cellAt(byCountry, kenya).state).toBe("UNDETERMINED");
    const general = anExpectation("e1", { item: "GPA-18a", state: "NOT_APPLICABLE", reason: "Out of scope." });
    const specific = anExpectation("e2", { item: "GPA-18a", place: "KE", state: "EXPECTED" });
    const reopened = anExpectation("e3", { item: "GPA-8b" });
    await write(general, specific, reopened);
    expect(cellAt(byCountry, kenya).state).toBe("UNKNOWN");
    expect(cellAt(byCountry, { ITEM: "GPA-18a", COUNTRY: "TZ" })).toMatchObject({ state: "NOT_APPLICABLE", reasons: ["DECIDED"] });
    expect(index.expectationOf(BY, HEALTH, now(), false)).toEqual({
      state: "NOT_APPLICABLE",
      reason: "Out of scope.",
      decidedBy: "team",
      record: "e1",
    });
    expect(cellAt(BY, { ITEM: "GPA-8b", REGION: "002" }).reasons).toEqual(["CLOSED_BY_PLAN"]);
    await write(anExpectation("e3", { item: "GPA-8b", year: 2024 }));
    expect(cellAt(BY, { ITEM: "GPA-8b", REGION: "002" }).state).toBe("UNKNOWN");
    await withdraw(general, specific, reopened);
  });
});

describe("roll-ups", () => {
  it("count an activity once, however many base cells it meets, and say MIXED where states differ", async () => {
    const both = here({ items: [{ item: "GPA-18a" }, { item: "GPA-18b" }], places: [{ place: "KE" }, { place: "TZ" }, { place: "BR" }] });
    const second = anActivity("gamma:1", { items: [{ item: "GPA-18a" }], places: [{ place: "KE" }] });
    await write(both, second);
    expect(cellAt({ by: ["ACTION_LINE"] }, { ACTION_LINE: "C7-eHealth" })).toMatchObject({
      state: "COVERED",
      activities: 2,
      leads: 2,
      counts: { COVERED: 6 },
      item: null,
      place: null,
      year: 2024,
    });
    await withdraw(second);
    await write(here({ places: [{ place: "KE" }] }));
    expect(cellAt({ by: ["ACTION_LINE"] }, { ACTION_LINE: "C7-eHealth" })).toMatchObject({
      state: "MIXED",
      reasons: [],
      activities: 1,
      counts: { COVERED: 2, UNKNOWN: 4 },
    });
    expect(cellAt({ by: ["REPORTER"] }, { REPORTER: "BETA" })).toMatchObject({ state: null, activities: 1, counts: null });
    await withdraw(both);
  });

  it("keep distinct counts, states and rates for any axes", async () => {
    const result = index.coverage({ by: ["ACTION_LINE", "REGION", "YEAR"], years: [2023, 2024] }, now(), false);
    expect(result.axes.map(({ values }) => values.map(({ value }) => value))).toEqual([
      ["C1", "C7", "C7-eHealth"],
      ["002", "019"],
      ["2023", "2024"],
    ]);
    expect(result.bounds).toMatchObject({ N: 20, U: 20, completeness: 0, covered: { low: 0, high: 1 } });
    expect(index.coverage({ by: ["ITEM"], items: [], years: [2024] }, now(), false).bounds.covered).toBeNull();
  });

  it("refuse what the plan doesn't know, with the name that was given", () => {
    expect(() => index.coverage({ ...BY, items: ["GPA-99"] }, now(), false)).toThrow('There is no plan item "GPA-99"');
    expect(() => index.coverage({ ...BY, places: ["XX"] }, now(), false)).toThrow('There is no place "XX"');
    expect(() => index.coverage({ ...BY, years: [1] }, now(), false)).toThrow("1 isn't a year from 1990 to 2199");
  });
});

describe("evidence", () => {
  it("lists the strong first, then the weak with what it fails in, then what awaits review", async () => {
    const awaiting = anActivity("gamma:3", { places: [{ place: "KE" }], suggestions: [suggested(null, "C7-eHealth")] });
    await write(here({ status: "PLANNED" }), awaiting, anActivity("gamma:2", { items: [{ item: "GPA-18a" }], places: [{ place: "KE" }] }));
    expect(index.evidenceOf(BY, HEALTH, 10, now(), false)).toMatchObject([
      { activity: "gamma:2", strength: "STRONG", weaknesses: [] },
      { activity: "beta:1", strength: "WEAK", weaknesses: ["PLANNED"] },
      { activity: "gamma:3", strength: "SUGGESTED", weaknesses: [] },
    ]);
    const rows = index.rowsMatching(index.rowsBehind(BY, HEALTH, now(), false), now(), false);
    expect(Array.from(rows, (row) => index.columns.subject(row))).toEqual(["gamma:2"]);
    await withdraw(here(), awaiting, anActivity("gamma:2"));
  });

  it("answers at an earlier point as it did then", async () => {
    const then = now();
    const before = index.coverage(BY, then, false);
    await write(here(), aLine("C11"), anItem("GPA-99z", "C11"), aScope("alpha:s9", "NIL"));
    const again = index.coverage(BY, then, false);
    const cells = (result: typeof before) => Array.from({ length: result.size }, (_, cell) => result.cell(cell));
    expect(cells(again)).toEqual(cells(before));
    expect(index.coverage(BY, now(), false).size).toBe(before.size + 2);
  });
});
