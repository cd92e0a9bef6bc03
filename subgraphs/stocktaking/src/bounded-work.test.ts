import { ANYONE } from "@actionline/kit/access";
import { RequestContext } from "@actionline/kit/request-context";
import { WorkBudget } from "@actionline/kit/work-budget";
import { resolveAsOf } from "@actionline/log/as-of";
import { type ExecutionResult, execute, parse } from "graphql";
import { MOST_OF_REQUEST } from "./activity/filter-limits";
import { Tally } from "./coverage/tally";
import { MOST_IN_MATRIX } from "./coverage-graph/coverage.repository";
import { anActivity, aPlace } from "./testing/records";
import { smallWorld } from "./testing/small-world";
import { startStocktaking, type TestStocktaking } from "./testing/start-stocktaking";

const COUNTRIES = 60;

let hub: TestStocktaking;
let tallies: jest.SpyInstance;
let matchings: jest.SpyInstance;

beforeAll(async () => {
  hub = await startStocktaking();
  const countries = Array.from({ length: COUNTRIES }, (_, at) => `X${String.fromCharCode(65 + (at % 26))}${Math.floor(at / 26)}`);
  await hub.append(
    ...smallWorld(),
    ...countries.map((country) => aPlace(country, "COUNTRY", ["002", "GLOBAL"])),
    ...countries.map((place, at) =>
      anActivity(`itu:${at}`, { items: [{ item: at % 2 === 0 ? "GPA-18a" : "GPA-11b" }], places: [{ place }] }),
    ),
    anActivity("who:wide", { items: [{ item: "GPA-18" }], places: [{ place: "002" }] }),
  );
  hub.clock.now = new Date("2025-06-03T00:00:00Z");
  await hub.append(anActivity("who:late", { items: [{ item: "GPA-11b" }], places: [{ place: "IN" }] }));
  hub.clock.now = new Date("2025-06-05T00:00:00Z");
});
afterAll(() => hub.stop());

beforeEach(() => {
  tallies = jest.spyOn(Tally.prototype, "steps");
  matchings = jest.spyOn(hub.index, "rowsMatching");
});
afterEach(() => jest.restoreAllMocks());

/** Passes over the rows since the test began. */
const passes = (): number => tallies.mock.calls.length + matchings.mock.calls.length;

async function asked(source: string, variableValues: Record<string, unknown> = {}, work = new WorkBudget()): Promise<ExecutionResult> {
  const request = new RequestContext(ANYONE, await resolveAsOf(hub.db, null, hub.clock.now), work);
  return execute({ schema: hub.subgraph.schema, document: parse(source), contextValue: hub.subgraph.context(request), variableValues });
}

const codeOf = ({ errors }: ExecutionResult): unknown => errors?.[0]?.extensions.code;

const aliases = (count: number, field: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => `a${at}: ${field(at)}`).join(" ");

const evidenceFor = (...years: number[]) => ({ evidenceFor: { at: [{ axis: "ITEM", value: "GPA-18a" }], placeLevel: "COUNTRY", years } });

describe("one request", () => {
  it("is refused before any pass where its filters ask for the evidence of many cells", async () => {
    const $f = { allOf: Array.from({ length: 200 }, (_, at) => evidenceFor(1990 + at)) };
    const query = `query ($f: ActivityFilter) { ${aliases(10, () => "activities(filter: $f) { totalCount }")} }`;
    expect(codeOf(await asked(query, { f: $f }))).toBe("QUERY_TOO_COSTLY");
    expect(codeOf(await asked(query, { f: { allOf: [{ evidenceFor: { at: [], placeLevel: "COUNTRY", years: [2024] } }] } }))).toBe(
      "BAD_INPUT",
    );
    expect(passes()).toBe(0);
  });

  it("is refused where its cells are spread over several lists", async () => {
    const list = (at: number): string =>
      `activities(filter: { evidenceFor: { at: [{ axis: ITEM, value: "GPA-18a" }], years: [${2000 + at}] } }) { totalCount }`;
    expect(codeOf(await asked(`{ ${aliases(MOST_OF_REQUEST.evidenceFor, list)} }`))).toBeUndefined();
    expect(codeOf(await asked(`{ ${aliases(MOST_OF_REQUEST.evidenceFor + 1, list)} }`))).toBe("QUERY_TOO_COSTLY");
  });

  it("works out a filter once, however often it is asked", async () => {
    const $f = { allOf: Array.from({ length: 100 }, () => evidenceFor(2024)) };
    const query = `query ($f: ActivityFilter) { ${aliases(10, () => "activities(filter: $f) { totalCount }")} }`;
    const { data } = await asked(query, { f: $f });
    expect(data).toMatchObject({ a0: { totalCount: 31 }, a9: { totalCount: 31 } });
    // The whole filter, its one part, and that part's evidence.
    expect(passes()).toBe(3);
  });

  it("tells filters apart that differ in an instant alone", async () => {
    const list = (at: string): string => `activities(filter: { changedSince: { at: "${at}" } }) { totalCount }`;
    const { data } = await asked(`{ a: ${list("2025-06-02T00:00:00Z")} b: ${list("2025-06-04T00:00:00Z")} }`);
    expect(data).toEqual({ a: { totalCount: 1 }, b: { totalCount: 0 } });
  });

  it("computes equal slices of the grid once", async () => {
    await asked(`{ ${aliases(10, () => "coverage(by: [ITEM, REGION]) { bounds { N } }")} }`);
    expect(passes()).toBe(1);
  });

  it("finds the evidence of all cells of a page in one pass", async () => {
    const explained =
      "evidence(first: 3) { strength } all: evidence(first: 200) { activity { id } } responsible { role } expectation { state }";
    const { data, errors } = await asked(
      `{ coverage(by: [ITEM, COUNTRY], placeLevel: COUNTRY) { cells(first: 200) { nodes { activities weak ${explained} } } } }`,
    );
    expect(errors).toBeUndefined();
    const { nodes } = (
      data as { coverage: { cells: { nodes: { activities: number; weak: number; evidence: object[]; all: object[] }[] } } }
    ).coverage.cells;
    expect(nodes).toHaveLength(200);
    expect(nodes.some(({ activities }) => activities > 0)).toBe(true);
    for (const { activities, weak, evidence, all } of nodes) {
      expect(all).toHaveLength(activities + weak);
      expect(evidence).toHaveLength(Math.min(3, activities + weak));
    }
    // The grid's own and one for all evidence.
    expect(passes()).toBe(2);
  });

  it("opens every group of a count, and the rest, with one pass for each", async () => {
    const rows = "activities(first: 1) { totalCount }";
    const { errors } = await asked(
      `{ activityAggregate(groupBy: [COUNTRY], first: 20) { groups { nodes { ${rows} } } other { ${rows} } } }`,
    );
    expect(errors).toBeUndefined();
    // All, 20 groups, the rest, and those without a country.
    expect(passes()).toBe(1 + 20 + 1 + 1);
  });

  it("stops where what it asks for is too much work, whatever the mix", async () => {
    const mix = `${aliases(5, (at) => `coverage(by: [ITEM, COUNTRY], years: [${2010 + at}]) { bounds { N } cells(first: 50) { nodes { responsible { role } evidence { strength } } } }`)}
      counted: activityAggregate(groupBy: [ITEM, COUNTRY, YEAR]) { groups { nodes { activities(first: 1) { totalCount } } } }`;
    const little = new WorkBudget(() => false, 500_000);
    expect(codeOf(await asked(`{ ${mix} }`, {}, little))).toBe("QUERY_TOO_COSTLY");
    expect(little.spent).toBeLessThanOrEqual(500_000);
    expect(codeOf(await asked(`{ ${mix} }`))).toBeUndefined();
  });

  it("doesn't show more of a matrix than can be written at once", async () => {
    const years = Array.from({ length: 40 }, (_, at) => 2000 + at);
    const { errors } = await asked(`query ($y: [Int!]) { coverage(by: [ITEM, COUNTRY, YEAR], years: $y) { matrix { states } } }`, {
      y: years,
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "QUERY_TOO_COSTLY", most: MOST_IN_MATRIX });
  });
});
