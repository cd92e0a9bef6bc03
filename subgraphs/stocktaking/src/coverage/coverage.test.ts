import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { Appender } from "@actionline/log/appender";
import { change } from "@actionline/log/testing/change";
import { StocktakingIndex } from "../stocktaking-index";
import {
  aFacilitator,
  aHarvest,
  aLine,
  anActivity,
  anAgency,
  anExpectation,
  anItem,
  aPlace,
  aReview,
  aScope,
  aSource,
  suggested,
} from "../testing/records";
import { rowsBehind } from "../testing/rows-behind";
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
    await write(aHarvest("alpha/feed", "2025-03-01T00:00:00Z"));
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
    // Without its declaration the agency that claimed the item is silent, not gone; another form of it releases the claim.
    await withdraw(claim);
    expect(cellAt(BY, HEALTH)).toMatchObject({ state: "UNKNOWN", reasons: ["NO_SCOPE"] });
    expect(index.responsibleFor(BY, HEALTH, now(), false)).toMatchObject([
      {},
      { agency: "beta", claims: true, levels: ["NONE"], scopes: [] },
    ]);
    expect(cellAt({ ...BY, definition: "1.1.0" }, HEALTH).state).toBe("OMITTED");
    const released = aScope("beta:s1", "PARTIAL", { years: [2019] });
    await write(released);
    expect(cellAt(BY, HEALTH).state).toBe("OMITTED");
    await withdraw(released, scope);
  });

  it("is UNKNOWN while a harvest is under way, or refused or set aside what may have been evidence", async () => {
    const scope = aScope("alpha:s1", "COMPLETE");
    await write(scope, aHarvest("alpha/feed", FRESH, "SUCCEEDED", { withheld: 0 }));
    expect(cellAt(BY, HEALTH).state).toBe("OMITTED");
    await write(aHarvest("alpha/feed", FRESH, "SUCCEEDED", { withheld: 1 }));
    expect(cellAt(BY, HEALTH)).toMatchObject({ state: "UNKNOWN", reasons: ["RECORDS_REFUSED"] });
    await write(aHarvest("alpha/feed", FRESH, "RUNNING"));
    expect(cellAt(BY, HEALTH)).toMatchObject({ state: "UNKNOWN", reasons: ["SOURCE_FAILING"] });
    const counts = { read: 2, accepted: 1, refused: 1, added: 1, changed: 0, unchanged: 0, deleted: 0, held: 0 };
    await write(aHarvest("alpha/feed", FRESH, "SUCCEEDED", { counts }));
    expect(cellAt(BY, HEALTH)).toMatchObject({ state: "UNKNOWN", reasons: ["RECORDS_REFUSED"] });
    await write(aHarvest("alpha/feed", FRESH));
    await withdraw(scope);
  });

  it("is UNKNOWN for a year that ended after the last good harvest of one who answers for it", async () => {
    const scope = aScope("alpha:s1", "COMPLETE", { years: [2023, 2024] });
    const slow = aSource("alpha/feed", { frequencyDays: 365 });
    await write(scope, slow, aHarvest("alpha/feed", "2024-12-31T23:59:59Z"));
    expect(cellAt(BY, HEALTH)).toMatchObject({ state: "UNKNOWN", reasons: ["READ_TOO_EARLY"] });
    expect(cellAt({ ...BY, years: [2023] }, HEALTH).state).toBe("OMITTED");
    expect(cellAt({ ...BY, years: [2025] }, HEALTH).reasons).toEqual(["PERIOD_OPEN", "NO_SCOPE"]);
    await write(aHarvest("alpha/feed", "2025-01-01T00:00:00Z"));
    expect(cellAt(BY, HEALTH).state).toBe("OMITTED");
    const archive = [aSource("alpha/archive", { frequencyDays: null }), aHarvest("alpha/archive", "2024-12-05T00:00:00Z")];
    await write(...archive);
    expect(cellAt(BY, HEALTH).reasons).toEqual(["READ_TOO_EARLY"]);
    await withdraw(scope, ...archive);
    await write(aSource("alpha/feed"), aHarvest("alpha/feed", FRESH));
  });

  it("lets nobody's word for the whole hide their own word for a part of it", async () => {
    const whole = aScope("alpha:s1", "COMPLETE");
    const partOfPlace = aScope("alpha:s2", "NONE", { places: ["KE"] });
    await write(whole, partOfPlace);
    expect(cellAt(BY, HEALTH)).toMatchObject({ state: "UNKNOWN", reasons: ["NO_SCOPE"] });
    expect(cellAt(BY, { ITEM: "GPA-18a", REGION: "019" }).state).toBe("OMITTED");
    expect(index.responsibleFor(BY, HEALTH, now(), false)).toMatchObject([
      { levels: ["COMPLETE", "NONE"], scopes: ["alpha:s1", "alpha:s2"] },
    ]);
    await withdraw(partOfPlace);
    const partOfItem = aScope("alpha:s3", "SAMPLE", { items: ["GPA-18a"] });
    await write(partOfItem);
    expect(cellAt(BY, { ITEM: "GPA-18", REGION: "002" }).reasons).toEqual(["NO_SCOPE"]);
    expect(cellAt(BY, { ITEM: "GPA-18b", REGION: "002" }).state).toBe("OMITTED");
    await withdraw(partOfItem);
    const otherYear = aScope("alpha:s4", "NONE", { places: ["KE"], years: [2023] });
    const nilInside = aScope("alpha:s5", "NIL", { places: ["KE"] });
    await write(otherYear, nilInside);
    expect(cellAt(BY, HEALTH)).toMatchObject({ state: "OMITTED", basis: "COMPLETE_SCOPE" });
    // Of two that speak for Kenya the later one holds, as it does for the cell of Kenya itself.
    const corrected = aScope("alpha:s6", "PARTIAL", { places: ["KE"] });
    await write(corrected);
    expect(cellAt(BY, HEALTH).reasons).toEqual(["NO_SCOPE"]);
    await write(aScope("alpha:s5", "NIL", { places: ["KE"], statement: "None after all." }));
    expect(cellAt(BY, HEALTH).state).toBe("OMITTED");
    // A word on the item itself goes before one on all items of a country.
    await write(aScope("alpha:s6", "PARTIAL", { places: ["KE"], statement: "Later still." }));
    const named = aScope("alpha:s7", "COMPLETE", { items: ["GPA-18a"] });
    await write(named);
    expect(cellAt(BY, HEALTH).state).toBe("OMITTED");
    await withdraw(otherYear, nilInside, corrected, named);
    // A word for the whole line names one item of it besides: for that item it goes before the word for its own line.
    const wider = aScope("alpha:s8", "PARTIAL", { actionLines: ["C7"], items: ["GPA-18a"], places: ["KE"] });
    const line = aScope("alpha:s9", "COMPLETE", { actionLines: ["C7-eHealth"] });
    await write(wider, line);
    expect(cellAt(BY, { ITEM: "GPA-18b", REGION: "002" }).state).toBe("OMITTED");
    for (const ITEM of ["GPA-18a", "GPA-18"]) expect(cellAt(BY, { ITEM, REGION: "002" }).reasons).toEqual(["NO_SCOPE"]);
    await write(aScope("alpha:s8", "PARTIAL", { actionLines: ["C7"], items: ["GPA-18a"] }));
    expect(cellAt(BY, { ITEM: "GPA-18", REGION: "019" }).reasons).toEqual(["NO_SCOPE"]);
    const released = aScope("alpha:s8", "PARTIAL");
    await write(released);
    await withdraw(whole, released, line);
  });

  it("is UNKNOWN for a type where work meets it whose doers' type nobody states", async () => {
    const scope = aScope("alpha:s1", "COMPLETE");
    await write(scope, here({ reporter: { id: "NOBODY-KNOWS", name: "A new body" } }));
    const typed: CoverageQuery = { ...BY, stakeholderTypes: ["GOVERNMENT"] };
    expect(cellAt(BY, HEALTH).state).toBe("COVERED");
    expect(cellAt(typed, HEALTH)).toMatchObject({ state: "UNKNOWN", reasons: ["TYPE_UNKNOWN"], activities: 0, weak: 0, suggested: 0 });
    expect(index.evidenceOf(typed, HEALTH, 10, now(), false)).toEqual([]);
    expect(cellAt(typed, { ITEM: "GPA-18a", REGION: "019" }).state).toBe("OMITTED");
    // One doer's type is known, the other's isn't: it may be the one asked for.
    const doer = (id: string, type?: "ACADEMIA") =>
      ({ role: "IMPLEMENTER", organisation: { id, name: id, ...(type === undefined ? {} : { type }) } }) as const;
    await write(here({ participants: [doer("X", "ACADEMIA"), doer("Y")] }));
    expect(cellAt(typed, HEALTH).reasons).toEqual(["TYPE_UNKNOWN"]);
    await write(here({ participants: [doer("X", "ACADEMIA")] }));
    expect(cellAt(typed, HEALTH).state).toBe("OMITTED");
    await withdraw(here(), scope);
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
    // Completed work that names no end says nothing beyond the year in which it began.
    await write(here({ status: "COMPLETED", period: { start: "2022-01-01" } }));
    expect(cellAt({ ...BY, years: [2022] }, HEALTH).state).toBe("COVERED");
    expect(cellAt({ ...BY, years: [2023] }, HEALTH)).toMatchObject({ state: "UNKNOWN", activities: 0, weak: 0 });
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

  it("come in the plan's order: a line's sub-lines after it, before the next line", async () => {
    const more = [
      aLine("C8", null, 8),
      aLine("C11", null, 11),
      aLine("C7-eBusiness", "C7", 2),
      ...["C8", "C11", "C7-eBusiness"].map((of) => anItem(`GPA-${of}`, of)),
    ];
    await write(aLine("C1"), aLine("C7", null, 7), aLine("C7-eHealth", "C7", 4), ...more);
    const [axis] = index.coverage({ by: ["ACTION_LINE"] }, now(), false).axes;
    expect(axis?.values.map(({ value }) => value)).toEqual(["C1", "C7", "C7-eBusiness", "C7-eHealth", "C8", "C11"]);
    const [items] = index.coverage({ by: ["ITEM"] }, now(), false).axes;
    expect(items?.values.map(({ value }) => value)).toEqual(
      ["8a", "8b", "14", "C7-eBusiness", "18", "18a", "18b", "C8", "C11"].map((id) => `GPA-${id}`),
    );
    await withdraw(...more);
    await write(aLine("C1"), aLine("C7"), aLine("C7-eHealth", "C7"));
  });

  it("show regions in one order, whatever the places are", async () => {
    // By its id Argentina comes before every country of Africa.
    const argentina = aPlace("AR", "COUNTRY", ["019", "GLOBAL"]);
    await write(argentina);
    const regions = (more: Partial<CoverageQuery>) =>
      index.coverage({ by: ["REGION"], ...more }, now(), false).axes[0]?.values.map(({ value }) => value);
    for (const more of [{}, { placeLevel: "COUNTRY" }, { places: ["019", "002"] }, { places: ["GLOBAL"] }] as const) {
      expect(regions(more)).toEqual(["002", "019"]);
    }
    expect(index.coverage({ by: ["COUNTRY", "REGION"] }, now(), false).axes[1]?.values.map(({ value }) => value)).toEqual(["002", "019"]);
    await withdraw(argentina);
  });

  it("never show a part of a place under the name of the whole", async () => {
    const ask = (more: Partial<CoverageQuery>) => () => index.coverage({ by: ["ITEM", "REGION"], ...more }, now(), false);
    const refused = "KE lies below REGION: ask by COUNTRY, or give places of level REGION or above.";
    for (const placeLevel of [undefined, "COUNTRY", "REGION"] as const) {
      expect(ask({ places: ["KE"], ...(placeLevel === undefined ? {} : { placeLevel }) })).toThrow(refused);
    }
    expect(ask({ places: ["002", "KE"] })).toThrow(refused);
    expect(ask({ places: ["014"] })).toThrow("014 lies below REGION");
    expect(ask({ places: ["KE"], by: ["PLACE_GROUP"] })).toThrow("KE lies below PLACE_GROUP: ask by COUNTRY");
    // Countries all named, by their own names or without any.
    const query: CoverageQuery = { places: ["014"], by: ["COUNTRY", "REGION"] };
    expect(index.coverage(query, now(), false).axes.map(({ values }) => values.map(({ value }) => value))).toEqual([["KE", "TZ"], ["002"]]);
    expect(cellAt({ by: ["ITEM"], places: ["KE"], placeLevel: "REGION" }, { ITEM: "GPA-18a" }).place).toBe("KE");
    // A level asked for adds up all of the region.
    const whole: CoverageQuery = { by: ["ITEM", "REGION"], places: ["002"], placeLevel: "COUNTRY" };
    expect(cellAt(whole, HEALTH)).toMatchObject({ place: "002", state: "UNDETERMINED", counts: { UNDETERMINED: 2 } });
  });

  it("name stakeholder types as the groups of activities do", () => {
    const [types] = index.coverage({ by: ["STAKEHOLDER_TYPE"], stakeholderTypes: ["PRIVATE_SECTOR"] }, now(), false).axes;
    expect(types?.values).toEqual([{ value: "PRIVATE_SECTOR", label: "Private sector" }]);
  });

  it("refuse what the plan doesn't know, with the name that was given", () => {
    expect(() => index.coverage({ ...BY, items: ["GPA-99"] }, now(), false)).toThrow(
      'There is no plan item "GPA-99" at this point of the log; check its id.',
    );
    expect(() => index.coverage({ ...BY, places: ["XX"] }, now(), false)).toThrow('There is no place "XX"');
    expect(() => index.coverage({ ...BY, years: [1] }, now(), false)).toThrow("1 isn't a year from 1990 to 2199");
  });
});

describe("the note on the rates", () => {
  const noteOf = (query: CoverageQuery) => index.coverage(query, now(), false).bounds.note;

  it("says on how few cells they rest, and why", async () => {
    const expected = anExpectation("e1", { item: "GPA-14", place: "KE" });
    await write(expected);
    const { bounds } = index.coverage({ by: ["COUNTRY"], items: ["GPA-14"] }, now(), false);
    expect(bounds).toMatchObject({
      N: 1,
      undetermined: 2,
      notApplicable: 0,
      note: "Rates stand on 1 of 3 cells; the rest are undetermined: no expectation is set for these countries.",
    });
    expect(noteOf({ by: ["ITEM", "COUNTRY"] })).toBe(
      "Rates stand on 1 of 18 cells; 3 are not applicable and 14 undetermined: no expectation is set for these countries.",
    );
    await withdraw(expected);
    expect(noteOf({ by: ["COUNTRY"], items: ["GPA-14"] })).toBe(
      "There are no rates: none of 3 cells is applicable; all are undetermined: no expectation is set for these countries.",
    );
    expect(noteOf({ by: ["ITEM"], places: ["GLOBAL"], items: ["GPA-14"] })).toMatch("no expectation is set for the world as a whole.");
    expect(noteOf({ by: ["ITEM"], places: ["GLOBAL", "002", "KE"], items: ["GPA-14"] })).toMatch("is set for places that aren't regions.");
    expect(noteOf({ by: ["STAKEHOLDER_TYPE"], items: ["GPA-14"], stakeholderTypes: ["ACADEMIA"] })).toMatch(
      "these items name no such stakeholder type",
    );
    const open = anExpectation("e2", { item: "GPA-14", state: "UNDETERMINED" });
    await write(open);
    expect(noteOf({ by: ["ITEM", "REGION"], items: ["GPA-14"] })).toMatch("whether anything is expected has been left open.");
    await withdraw(open);
  });

  it("is null where at least as many cells count as are undetermined", () => {
    expect(noteOf(BY)).toBeNull();
    expect(noteOf({ by: ["ITEM"], items: ["GPA-14"], places: ["002", "KE"] })).toBeNull();
  });

  it("says why an axis has nothing to show, and that the rates are those of the whole grid", () => {
    const byTheme = index.coverage({ by: ["THEME", "REGION"] }, now(), false);
    expect(byTheme.size).toBe(0);
    expect(byTheme.bounds).toMatchObject({
      N: 10,
      note: "No theme is defined: nothing can be shown by THEME, and the rates are those of the whole grid.",
    });
    expect(noteOf({ by: ["PLACE_GROUP"], items: ["GPA-14"] })).toMatch(/^No group of countries is defined: .* There are no rates: /);
    expect(noteOf({ by: ["COUNTRY"], placeLevel: "REGION" })).toMatch("No place here is a country: nothing can be shown by COUNTRY");
    expect(noteOf({ by: ["THEME"], items: [] })).toBe("What was asked for leaves no cell: there are no rates.");
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
    const rows = index.rowsMatching(rowsBehind(index, BY, HEALTH, now(), false), now(), false);
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
