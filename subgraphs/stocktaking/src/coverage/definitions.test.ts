import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { Appender } from "@actionline/log/appender";
import { change } from "@actionline/log/testing/change";
import { StocktakingIndex } from "../stocktaking-index";
import { aCommitment, aDefinition, aFacilitator, aHarvest, anActivity, anAgency, aScope, aSource, aStatement } from "../testing/records";
import { rowsBehind } from "../testing/rows-behind";
import { SMALL_PLAN } from "../testing/small-plan";
import type { CellCoordinates, CoverageQuery } from "./coverage-query";
import type { CoverageCell } from "./coverage-result";
import { differencesOf, linesOf } from "./definition-lines";
import { DEFINITIONS } from "./definitions";

const INSTANT = new Date("2025-06-30T00:00:00Z");
const FRESH = "2025-06-20T00:00:00Z";

let database: TestIndex;
let appender: Appender;
let index: StocktakingIndex;

beforeAll(async () => {
  database = await startIndex();
  appender = await Appender.acquire(database.client, database.db, { space: "DEMONSTRATION" });
  await appender.append(SMALL_PLAN);
  await appender.append(["alpha", "beta"].map(anAgency));
  await appender.append(["alpha/feed", "beta/feed"].map((id) => aSource(id)));
  await appender.append(["alpha/feed", "beta/feed"].map((id) => aHarvest(id, FRESH)));
  await appender.append([aFacilitator("C7-eHealth", "ALPHA")]);
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
const withdraw = (...changes: Parameters<Appender["append"]>[0]): Promise<void> =>
  write(...changes.map(({ kind, subject }) => change(kind, subject, null)));

function cellAt(query: CoverageQuery, at: CellCoordinates): CoverageCell {
  const result = index.coverage(query, now(), false);
  const cells = Array.from({ length: result.size }, (_, cell) => result.cell(cell));
  const found = cells.find(({ coordinates }) => JSON.stringify(coordinates) === JSON.stringify(at));
  if (found === undefined) throw new Error(`no cell at ${JSON.stringify(at)}`);
  return found;
}

const HEALTH = { ITEM: "GPA-18a", REGION: "002" };
const BY: CoverageQuery = { by: ["ITEM", "REGION"] };
/** The state of the cell by each version, the oldest first. */
const statesOf = (query: CoverageQuery = BY, at: CellCoordinates = HEALTH): string[] =>
  DEFINITIONS.map(({ version }) => {
    const { state, reasons, basis } = cellAt({ ...query, definition: version }, at);
    return [state, ...reasons, ...(basis === null ? [] : [basis])].join(" ");
  });

describe("versions of the definition", () => {
  it("are run as they are named, else as the one that was in force at the point, else the newest", async () => {
    const versionAt = (sequence: number, query = BY) => index.coverage(query, { ...now(), sequence }, false).definition.version;
    const before = index.sequence;
    await write(aDefinition("1.0.0"));
    const first = index.sequence;
    await write(aDefinition("1.1.0"));
    expect([before, first, index.sequence].map((sequence) => versionAt(sequence))).toEqual(["1.2.0", "1.0.0", "1.1.0"]);
    expect(versionAt(first, { ...BY, definition: "1.2.0" })).toBe("1.2.0");
    await write(aDefinition("9.0.0"));
    expect(() => versionAt(index.sequence)).toThrow(
      "in force at this point is 9.0.0, which this hub can't run; name one of 1.0.0, 1.1.0, 1.2.0",
    );
    expect(versionAt(index.sequence, { ...BY, definition: "1.1.0" })).toBe("1.1.0");
    await withdraw(aDefinition("9.0.0"));
    expect(() => versionAt(index.sequence, { ...BY, definition: "1.3" })).toThrow(
      'There is no version "1.3" of the definition of coverage',
    );
  });

  it("differ by what they ask before they say OMITTED", async () => {
    const scope = aScope("alpha:s1", "COMPLETE");
    await write(scope);
    expect(statesOf()).toEqual(Array(3).fill("OMITTED COMPLETE_SCOPE"));
    await write(aHarvest("alpha/feed", FRESH, "SUCCEEDED", { withheld: 1 }));
    expect(statesOf()).toEqual(["OMITTED COMPLETE_SCOPE", "UNKNOWN RECORDS_REFUSED", "UNKNOWN RECORDS_REFUSED"]);
    await write(aHarvest("alpha/feed", FRESH, "RUNNING"));
    expect(statesOf()).toEqual(["OMITTED COMPLETE_SCOPE", "UNKNOWN SOURCE_FAILING", "UNKNOWN SOURCE_FAILING"]);
    await write(aHarvest("alpha/feed", FRESH, "HELD"));
    expect(statesOf()).toEqual(Array(3).fill("UNKNOWN SOURCE_FAILING"));
    await write(aSource("alpha/feed", { frequencyDays: 365 }), aHarvest("alpha/feed", "2024-11-01T00:00:00Z"));
    expect(statesOf()).toEqual(["OMITTED COMPLETE_SCOPE", "UNKNOWN READ_TOO_EARLY", "UNKNOWN READ_TOO_EARLY"]);
    await write(aSource("alpha/feed"), aHarvest("alpha/feed", FRESH));
    const part = aScope("alpha:s2", "SAMPLE", { places: ["KE"] });
    await write(part);
    expect(statesOf()).toEqual(["OMITTED COMPLETE_SCOPE", "UNKNOWN NO_SCOPE", "UNKNOWN NO_SCOPE"]);
    expect(index.responsibleFor({ ...BY, definition: "1.0.0" }, HEALTH, now(), false)).toMatchObject([{ levels: ["COMPLETE"] }]);
    await withdraw(part);
    // A word for the whole line that names one item of it besides goes before the word for its own line, for that item.
    const besides = aScope("alpha:s3", "PARTIAL", { actionLines: ["C7"], items: ["GPA-18a"], places: ["KE", "002"] });
    await write(besides, aScope("alpha:s1", "COMPLETE", { actionLines: ["C7-eHealth"] }));
    expect(statesOf(BY, { ITEM: "GPA-18", REGION: "002" })).toEqual([
      "OMITTED COMPLETE_SCOPE",
      "OMITTED COMPLETE_SCOPE",
      "UNKNOWN NO_SCOPE",
    ]);
    const released = aScope("alpha:s3", "PARTIAL");
    await write(scope, released);
    await withdraw(released);
    const untyped = anActivity("beta:1", {
      ...{ items: [{ item: "GPA-18a" }], places: [{ place: "KE" }] },
      reporter: { id: "NOBODY-KNOWS", name: "A new body" },
    });
    await write(untyped);
    const typed: CoverageQuery = { ...BY, stakeholderTypes: ["GOVERNMENT"] };
    expect(statesOf(typed)).toEqual(["OMITTED COMPLETE_SCOPE", "UNKNOWN TYPE_UNKNOWN", "UNKNOWN TYPE_UNKNOWN"]);
    await withdraw(untyped, scope);
  });

  it("differ by how far a claim reaches: no whole is an omission while somebody's word leaves a part of it open", async () => {
    const scope = aScope("alpha:s1", "COMPLETE");
    const whole = (): string[] => statesOf(BY, { ITEM: "GPA-18", REGION: "002" });
    const open = "UNKNOWN NO_SCOPE";
    const silent = "OMITTED COMPLETE_SCOPE";
    await write(scope, aScope("beta:s1", "SAMPLE", { items: ["GPA-18a"] }));
    expect([statesOf(), whole()]).toEqual([Array(3).fill(open), [silent, silent, open]]);
    expect(index.responsibleFor(BY, { ITEM: "GPA-18", REGION: "002" }, now(), false)).toMatchObject([
      { agency: "alpha", levels: ["COMPLETE"] },
      { agency: "beta", claims: true, levels: ["SAMPLE"], scopes: ["beta:s1"] },
    ]);
    // Who told all about its own part owes nothing for the rest, as long as it was read.
    await write(aScope("beta:s1", "COMPLETE", { items: ["GPA-18a"] }));
    expect([statesOf(), whole()]).toEqual([Array(3).fill(silent), Array(3).fill(silent)]);
    await write(aHarvest("beta/feed", FRESH, "FAILED"));
    expect(whole()).toEqual([silent, silent, "UNKNOWN SOURCE_FAILING"]);
    await write(aHarvest("beta/feed", FRESH), aScope("beta:s1", "SAMPLE", { items: ["GPA-18"] }));
    expect([statesOf(), whole()]).toEqual([[silent, silent, open], Array(3).fill(open)]);
    // A part's claimant alone makes nobody of an item that has nobody.
    await write(aScope("beta:s1", "NIL", { items: ["GPA-8a"] }));
    expect(cellAt({ ...BY, items: ["GPA-8a"] }, { ITEM: "GPA-8a", REGION: "002" }).basis).toBe("NIL_RETURN");
    const released = aScope("beta:s1", "PARTIAL");
    await write(released);
    await withdraw(released, scope);
  });

  it("differ by the years that completed work meets, in states, evidence and the rows behind a number", async () => {
    const done = anActivity("beta:1", {
      ...{ items: [{ item: "GPA-18a" }], places: [{ place: "KE" }] },
      ...{ status: "COMPLETED", period: { start: "2022-01-01" } },
    });
    await write(done);
    expect(statesOf({ ...BY, years: [2022] })).toEqual(["COVERED", "COVERED", "COVERED"]);
    expect(statesOf()).toEqual(["COVERED", "UNKNOWN NO_SCOPE", "UNKNOWN NO_SCOPE"]);
    expect(statesOf({ ...BY, years: [2021] })).toEqual(Array(3).fill("UNKNOWN NO_SCOPE"));
    const first = { ...BY, definition: "1.0.0" };
    expect(index.evidenceOf(first, HEALTH, 10, now(), false)).toMatchObject([{ activity: "beta:1", strength: "STRONG" }]);
    expect(index.rowsMatching(rowsBehind(index, first, HEALTH, now(), false), now(), false)).toHaveLength(1);
    expect(index.evidenceOf(BY, HEALTH, 10, now(), false)).toEqual([]);
    // What comes in later is read in the same way.
    await write(
      anActivity("beta:2", {
        items: [{ item: "GPA-18b" }],
        places: [{ place: "BR" }],
        status: "COMPLETED",
        period: { start: "2023-01-01" },
      }),
    );
    expect(statesOf(BY, { ITEM: "GPA-18b", REGION: "019" })[0]).toBe("COVERED");
    await withdraw(done, anActivity("beta:2"));
  });

  it("tell in sentences what they choose, and what two of them choose differently", () => {
    for (const definition of DEFINITIONS) {
      expect(linesOf(definition)).toHaveLength(11);
      expect(differencesOf(definition, definition)).toEqual([]);
    }
    const [first, second, third] = DEFINITIONS;
    if (first === undefined || second === undefined || third === undefined) throw new Error("there are three");
    const lines = (one: typeof first, other: typeof first) => differencesOf(one, other).map(({ line }) => line);
    expect(lines(second, first)).toEqual(["OPEN_ENDS", "PARTS", "HARVESTS", "READ_AFTER_THE_YEAR", "NOTHING_WITHHELD", "KNOWN_TYPES"]);
    expect(lines(third, second)).toEqual(["PARTS", "CLAIMS", "STATEMENTS", "COMMITMENTS", "DUPLICATES"]);
    expect(differencesOf(first, second)[0]).toEqual({
      line: "OPEN_ENDS",
      text: "Completed work that names no end counts for every year from its start on.",
      against: "Completed work that names no end counts for the year in which it began, and for no later one.",
    });
  });
});

describe("a team's signed nil statement", () => {
  const typed: CoverageQuery = { ...BY, stakeholderTypes: ["CIVIL_SOCIETY"] };

  it("lets a cell of the types that it names be OMITTED where all else of the rule holds, since version 1.2.0", async () => {
    const scope = aScope("alpha:s1", "NIL");
    const statement = aStatement("st1", "C7-eHealth", { items: ["GPA-18"], stakeholderTypes: ["CIVIL_SOCIETY"] });
    await write(scope);
    expect(statesOf(typed)).toEqual(Array(3).fill("UNKNOWN NO_REPORTING_CHANNEL"));
    await write(statement);
    const closed = "UNKNOWN NO_REPORTING_CHANNEL";
    expect(statesOf(typed)).toEqual([closed, closed, "OMITTED TEAM_STATEMENT"]);
    // It adds nothing to the word of those who have a channel of their own.
    expect(statesOf({ ...BY, stakeholderTypes: ["GOVERNMENT"] })).toEqual(Array(3).fill("OMITTED NIL_RETURN"));
    await write(aHarvest("alpha/feed", FRESH, "FAILED"));
    expect(cellAt(typed, HEALTH)).toMatchObject({ state: "UNKNOWN", reasons: ["SOURCE_FAILING"] });
    await write(aHarvest("alpha/feed", FRESH));
    await withdraw(scope);
    expect(cellAt(typed, HEALTH)).toMatchObject({ state: "UNKNOWN", reasons: ["NO_SCOPE"] });
    await withdraw(statement);
  });

  it("says nothing of other types, years, wider places and items, or items of another team", async () => {
    const scope = aScope("alpha:s1", "NIL", { years: [2023, 2024] });
    const health = { items: ["GPA-18a"], stakeholderTypes: ["CIVIL_SOCIETY"] } as const;
    const cases = [
      [{ ...health, stakeholderTypes: ["PRIVATE_SECTOR"] }, "C7-eHealth", false],
      [{ ...health, years: [2023] }, "C7-eHealth", false],
      [{ ...health, places: ["KE"] }, "C7-eHealth", false],
      [{ ...health, places: ["019"] }, "C7-eHealth", false],
      [{ ...health, items: ["GPA-18b"] }, "C7-eHealth", false],
      [health, "C1", false],
      [{ ...health, places: ["GLOBAL"] }, "C7", true],
      [health, "C7-eHealth", true],
    ] as const;
    await write(scope);
    for (const [more, team, speaks] of cases) {
      await write(aStatement("st1", team, more));
      expect([more, cellAt(typed, HEALTH).state]).toEqual([more, speaks ? "OMITTED" : "UNKNOWN"]);
    }
    await withdraw(scope, aStatement("st1", "C7"));
  });

  it("is the basis of a roll-up as soon as one of its cells rests on it", async () => {
    const records = [
      aScope("alpha:s1", "NIL"),
      aStatement("st1", "C7-eHealth", { items: ["GPA-18a"], stakeholderTypes: ["CIVIL_SOCIETY"] }),
    ];
    await write(...records);
    const both: CoverageQuery = { ...BY, stakeholderTypes: ["GOVERNMENT", "CIVIL_SOCIETY"] };
    expect(cellAt(both, HEALTH)).toMatchObject({ state: "OMITTED", basis: "TEAM_STATEMENT", counts: { OMITTED: 2 } });
    await withdraw(...records);
  });
});

describe("a commitment", () => {
  it("makes its organization answer for the items in its years and places, since version 1.2.0", async () => {
    const records = [
      aScope("alpha:s1", "COMPLETE", { years: [2023, 2024] }),
      aCommitment("c1", "BETA", { items: ["GPA-18"], from: "2024-03-01" }),
    ];
    await write(...records);
    expect(statesOf()).toEqual(["OMITTED COMPLETE_SCOPE", "OMITTED COMPLETE_SCOPE", "UNKNOWN NO_SCOPE"]);
    expect(index.responsibleFor(BY, HEALTH, now(), false)).toMatchObject([
      { organization: "ALPHA", role: "LEAD_FACILITATOR", claims: false, commits: false },
      { organization: "BETA", agency: "beta", role: null, claims: false, commits: true, levels: ["NONE"] },
    ]);
    expect(cellAt({ ...BY, years: [2023] }, HEALTH).state).toBe("OMITTED");
    await write(aCommitment("c1", "BETA", { items: ["GPA-18b"] }));
    expect(cellAt(BY, HEALTH).state).toBe("OMITTED");
    await write(aCommitment("c1", "BETA", { items: ["GPA-18a"], places: ["BR"] }));
    expect(cellAt(BY, HEALTH).state).toBe("OMITTED");
    expect(cellAt(BY, { ITEM: "GPA-18a", REGION: "019" }).reasons).toEqual(["NO_SCOPE"]);
    await withdraw(...records);
  });

  it("of one who reports nothing to the hub leaves the cell unknown, and gives an item nobody had somebody", async () => {
    const query: CoverageQuery = { ...BY, items: ["GPA-14"] };
    const at = { ITEM: "GPA-14", REGION: "002" };
    expect(cellAt(query, at).reasons).toEqual(["UNASSIGNED"]);
    await write(aCommitment("c1", "A MINISTRY", { items: ["GPA-14"] }));
    expect(cellAt(query, at).reasons).toEqual(["NO_SCOPE"]);
    expect(index.responsibleFor(query, at, now(), false)).toMatchObject([{ organization: "A MINISTRY", agency: null, commits: true }]);
    await withdraw(aCommitment("c1", "A MINISTRY"));
  });
});
