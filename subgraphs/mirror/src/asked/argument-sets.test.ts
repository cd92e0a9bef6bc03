import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { parse } from "graphql";
import { ArgumentSets, MOST_SETS } from "./argument-sets";

const DAY_MS = 86_400_000;
let index: TestIndex;
let now = new Date("2026-11-01T00:00:00Z");
let sets: ArgumentSets;

beforeEach(async () => {
  index = await startIndex();
  now = new Date("2026-11-01T00:00:00Z");
  sets = new ArgumentSets(index.db, () => now);
});
afterEach(() => index.stop());

/** What a gateway asks of activities. */
function see(selection: string, variables: Readonly<Record<string, unknown>> = {}, of = sets): void {
  const text = `query ($r: [_Any!]!) { _e0: _entities(representations: $r) { ... on Activity { id ${selection} } } }`;
  of.saw("nord", { document: () => parse(text) }, () => ({ r: [{ __typename: "Activity", id: "1" }], ...variables }));
}
const recent = async () => (await sets.recent("nord")).map(({ type, field, args }) => `${type}.${field} ${JSON.stringify(args)}`);

it("notes which arguments fields of things are asked with, given by variables or written out", async () => {
  see("_1_nord_needs: nord_needs(year: $_0) nord_stage(language: FR, deep: {a: [1]}) nord_score", { _0: 2025 });
  see("nord_needs(year: $_0)", { _0: 2024 });
  see("nord_needs(year: $_0)");
  expect((await recent()).sort()).toEqual([
    'Activity.nord_needs {"year":2024}',
    'Activity.nord_needs {"year":2025}',
    "Activity.nord_needs {}",
    'Activity.nord_stage {"deep":{"a":[1]},"language":"FR"}',
  ]);
  expect(await sets.recent("who")).toEqual([]);
});

it.each(["what somebody wrote", "e@mail.example", "", "x".repeat(33), "né"])(
  "notes nothing that was written in words: %j",
  async (text) => {
    see("nord_search(text: $t, year: 1) nord_deep(of: { list: [$t] }) nord_code(code: $c)", { t: text, c: "SDG-4.1" });
    expect(await recent()).toEqual(['Activity.nord_code {"code":"SDG-4.1"}']);
  },
);

it("gives a few sets of each field, those first that were asked on the most days", async () => {
  for (let day = 0; day < 3; day++) {
    now = new Date(now.getTime() + DAY_MS);
    see("nord_needs(year: 1)", {}, sets);
    for (let year = 100; year < 120; year++) see(`nord_needs(year: ${day * 100 + year})`);
    await sets.flush();
  }
  const found = await recent();
  expect(found).toHaveLength(MOST_SETS.field);
  expect(found[0]).toBe('Activity.nord_needs {"year":1}');
  for (let field = 0; field < 30; field++) for (let year = 0; year < 8; year++) see(`nord_f${field}(year: ${year})`);
  await sets.flush();
  expect((await recent()).length).toBe(MOST_SETS.type);
});

it("forgets what nobody asked for in thirty days", async () => {
  see("nord_needs(year: 1)");
  await sets.flush();
  now = new Date(now.getTime() + 31 * DAY_MS);
  expect(await recent()).toEqual([]);
});

it("looks at an operation that is asked often only from time to time, and notes a bounded number of sets", async () => {
  const document = parse("query ($r: [_Any!]!, $y: Int) { _entities(representations: $r) { ... on Activity { nord_needs(year: $y) } } }");
  const operation = { document: () => document };
  let looked = 0;
  for (let asked = 0; asked < 1_000; asked++) {
    sets.saw("nord", operation, () => {
      looked++;
      return { y: asked };
    });
  }
  expect(looked).toBeLessThan(1_000);
  for (let year = 0; year < 1_000; year++) see(`nord_needs(year: ${year})`);
  await sets.flush();
  expect(await index.db.collection("asked_arguments").countDocuments()).toBeLessThanOrEqual(200);
});
