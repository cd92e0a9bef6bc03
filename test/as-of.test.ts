import type { Answer } from "@actionline/gateway/front-desk";
import type { Change } from "@actionline/log/log-entry";
import { change } from "@actionline/log/testing/change";
import { aFacilitator, aHarvest, anActivity, anAgency, anExpectation, aScope, aSource } from "@actionline/stocktaking/testing/records";
import { startHub, type TestHub } from "./support/start-hub";

const day = (number: number): Date => new Date(Date.UTC(2025, 5, number, 12));
const YESTERDAY = "2025-06-10T18:00:00.000Z";

/** One request through six subgraphs, every root field at the same point. */
const EVERYTHING = `query ($asOf: AsOf) {
  team(id: "C7-eHealth", asOf: $asOf) { facilitators { current organization { id name } } }
  activities(filter: { items: ["GPA-18a"] }, orderBy: { field: ID, direction: ASCENDING }, asOf: $asOf) {
    totalCount nodes { id title period { start } reporter { id name } actionLines { code } budgets { nodes { value { amount } } } }
  }
  coverage(items: ["GPA-18a", "GPA-18b"], places: ["002"], years: [2024], by: [ITEM, REGION], asOf: $asOf) {
    cells { nodes { keys { value } state basis activities responsible { agency { id } scopeLevel freshness } expectation { state } } }
    sources { id freshness asOf }
  }
  reportingScopes(asOf: $asOf) { nodes { id level years } }
  budgets(asOf: $asOf) { totalCount nodes { id value { amount } activity { id title } } }
  agencies(asOf: $asOf) { id name sources { id freshness } }
  planItem(id: "GPA-18a", asOf: $asOf) { id title actionLine { code } }
  organization(id: "ITU", asOf: $asOf) { id name }
}`;

const anOrganization = (id: string, name: string): Change =>
  change("ORGANIZATION", id, {
    id,
    name,
    acronym: id,
    type: "INTERNATIONAL_ORGANIZATION",
    kindOfBody: null,
    role: null,
    website: null,
    identifiers: [],
    verified: true,
    invented: false,
  });

const aBudget = (id: string, activity: string, amount: string): Change =>
  change("BUDGET", id, {
    kind: "BUDGET",
    id,
    activity,
    reporter: { name: "ITU" },
    measure: "BUDGET",
    period: { start: "2024-01-01", end: "2024-12-31" },
    value: { amount, currency: "USD" },
    agency: "itu",
    source: "itu/feed",
  });

const inAfrica = { items: [{ item: "GPA-18a" }], places: [{ place: "KE" }] };

const AT_FIRST: Change[] = [
  anOrganization("ITU", "The Union"),
  anOrganization("WHO", "The Health Organization"),
  anAgency("itu"),
  aSource("itu/feed"),
  aHarvest("itu/feed", "2025-06-09T00:00:00Z"),
  aFacilitator("C7-eHealth", "ITU"),
  anActivity("itu:1", inAfrica),
  anActivity("itu:2", inAfrica),
  aBudget("itu:1/b", "itu:1", "100"),
  aScope("itu:s", "COMPLETE", { items: ["GPA-18b"], places: ["002"] }),
];

/** Records, facilitators, scopes and everything else that an answer stands on. */
const THEN_CHANGED: Change[] = [
  anOrganization("ITU", "The Union, renamed"),
  change("FACILITATOR", "C7-eHealth ITU", null),
  aFacilitator("C7-eHealth", "WHO"),
  anActivity("itu:1", { ...inAfrica, title: [{ language: "en", text: "Renamed" }], period: { start: "2023-01-01", end: "2023-12-31" } }),
  change("ACTIVITY", "itu:2", null),
  anActivity("itu:3", inAfrica),
  aBudget("itu:1/b", "itu:1", "200"),
  change("SCOPE", "itu:s", null),
  aScope("itu:t", "PARTIAL"),
  anExpectation("e", { item: "GPA-18b", place: "002", state: "NOT_APPLICABLE" }),
  anAgency("who"),
  aSource("who/feed"),
  aHarvest("itu/feed", "2025-01-01T00:00:00Z", "FAILED"),
];

let test: TestHub;
let now = day(1);

beforeAll(async () => {
  test = await startHub({ clock: () => now, empty: true });
  now = day(10);
  await test.hub.appender.append(AT_FIRST);
}, 60_000);
afterAll(() => test.stop());

it("asOf yesterday gives yesterday's answer through every subgraph at once, after all that it stands on has changed", async () => {
  now = new Date(YESTERDAY);
  const yesterday = await test.ask(EVERYTHING, { asOf: { at: YESTERDAY } });
  const sequence = test.hub.appender.watermark;
  await expect(test.ask(EVERYTHING)).resolves.toEqual(yesterday);

  now = day(11);
  await test.hub.appender.append(THEN_CHANGED);
  await test.hub.index.reach(test.hub.appender.watermark);
  const today = await test.ask(EVERYTHING);
  await expect(test.ask(EVERYTHING, { asOf: { at: YESTERDAY } })).resolves.toEqual(yesterday);
  // The other way to name the point: what was held is the same, judged at the instant of its last entry.
  const bySequence = await test.ask(EVERYTHING, { asOf: { sequence } });
  expect(bySequence).toEqual(yesterday);

  // Each root field had something to change, or this test would say nothing about its subgraph.
  const changed = Object.keys(yesterday).filter((field) => JSON.stringify(today[field]) !== JSON.stringify(yesterday[field]));
  expect(changed.sort()).toEqual(["activities", "agencies", "budgets", "coverage", "organization", "reportingScopes", "team"]);
});

it("tells yesterday what it was: who facilitated, what was reported, what a nil answer stood on", async () => {
  const { team, activities, coverage } = await test.ask(EVERYTHING, { asOf: { at: YESTERDAY } });
  expect(team).toEqual({ facilitators: [{ current: true, organization: { id: "ITU", name: "The Union" } }] });
  expect(activities).toMatchObject({
    totalCount: 2,
    nodes: [
      { id: "itu:1", title: "itu:1", reporter: { name: "The Union" }, budgets: { nodes: [{ value: { amount: "100" } }] } },
      { id: "itu:2", title: "itu:2" },
    ],
  });
  expect(coverage).toMatchObject({
    cells: {
      nodes: [
        { keys: [{ value: "GPA-18a" }, { value: "002" }], state: "COVERED", activities: 2 },
        { keys: [{ value: "GPA-18b" }, { value: "002" }], state: "OMITTED", basis: "COMPLETE_SCOPE" },
      ],
    },
  });
});

it("AS_OF_MIXED: refuses one request that asks at two points", async () => {
  const { body } = await test.hub.execute({
    query: "{ a: teams(asOf: { sequence: 1 }) { id } b: agencies(asOf: { sequence: 2 }) { id } }",
  });
  expect(body.errors?.[0]?.extensions?.code).toBe("AS_OF_MIXED");
});

it("gives an answer again by the name of its point, however late: nothing is entered, and yet the sequence alone would not do", async () => {
  now = new Date("2025-12-31T23:59:00Z");
  const query = `query ($asOf: AsOf) {
    coverage(items: ["GPA-18a"], places: ["002"], by: [ITEM, YEAR], asOf: $asOf) {
      asOf { name } sources { id freshness ageSeconds } cells { nodes { keys { value } state responsible { freshness } } }
    }
    sources(asOf: $asOf) { id freshness }
  }`;
  const told = await test.hub.execute({ query });
  const asOf = pointIn(told);
  const sequence = test.hub.appender.watermark;
  expect(asOf).toEqual({ sequence, at: now.toISOString(), name: `${sequence}@2025-12-31T23:59:00.000Z` });

  now = new Date("2026-11-01T00:00:00Z");
  const again = await test.hub.execute({ query, variables: { asOf: { snapshot: asOf.name } } });
  expect([again.body.data, pointIn(again)]).toEqual([told.body.data, asOf]);
  const today = await test.hub.execute({ query });
  expect(pointIn(today)).toMatchObject({ sequence });
  expect(today.body.data).not.toEqual(told.body.data);
  const bySequence = await test.hub.execute({ query, variables: { asOf: { sequence } } });
  expect(bySequence.body.data).not.toEqual(told.body.data);
});

it("judges every page of a list at the instant of its first, over New Year too", async () => {
  const query = `query ($after: String) {
    coverage(items: ["GPA-18a", "GPA-18b"], places: ["002"], by: [ITEM, YEAR]) {
      asOf { name } cells(first: 1, after: $after) { nodes { keys { value } } pageInfo { hasNextPage endCursor } }
    }
  }`;
  const page = async (after?: string): Promise<CoveragePage> => JSON.parse(JSON.stringify(await test.ask(query, { after })));
  now = new Date("2025-12-31T23:59:59.900Z");
  const first = await page();
  now = new Date("2026-01-02T00:00:00Z");
  const second = await page(first.coverage.cells.pageInfo.endCursor);
  expect(first.coverage.cells.pageInfo.hasNextPage).toBe(true);
  expect(second.coverage.asOf).toEqual(first.coverage.asOf);
  const yearOf = ({ coverage }: CoveragePage): unknown => coverage.cells.nodes[0]?.keys[1];
  expect(yearOf(second)).toEqual(yearOf(first));
});

it("AS_OF_UNKNOWN: refuses a point that never was, and says what to do", async () => {
  const sequence = test.hub.appender.watermark;
  for (const name of [
    `${sequence + 1}@${now.toISOString()}`,
    `${sequence}@2099-01-01T00:00:00.000Z`,
    `${sequence}@2025-06-01T00:00:00.000Z`,
  ]) {
    const { body } = await test.hub.execute({
      query: "query ($asOf: AsOf) { teams(asOf: $asOf) { id } }",
      variables: { asOf: { snapshot: name } },
    });
    expect(body.errors).toMatchObject([{ message: expect.stringContaining("from an answer"), extensions: { code: "AS_OF_UNKNOWN" } }]);
  }
});

interface CoveragePage {
  readonly coverage: {
    readonly asOf: { readonly name: string };
    readonly cells: {
      readonly nodes: readonly { readonly keys: readonly { readonly value: string }[] }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
  };
}

function pointIn({ body }: Answer): { sequence: number; at: string; name: string } {
  return JSON.parse(JSON.stringify(body.extensions?.asOf));
}
