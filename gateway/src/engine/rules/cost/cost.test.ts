import { CostedGraph } from "./testing/costed-graph";

const graph = new CostedGraph();

describe("What an operation is estimated to cost", () => {
  it.each([
    ["leaves nothing, objects 1", "{ page { total } }", 1 + 3],
    ["a list as many times as its slicing argument says, by default", "{ shelf { id } }", 4 * 4],
    ["or as it is given", "{ shelf(first: 2) { id } }", 2 * 4],
    ["or as assumed", "{ few { id } }", 2 * 4],
    ["or the usual size", "{ plain { id } }", 3 * 4],
    ["lists of lists as many times again", "{ grid { id } }", 3 * 3],
    ["a field by its own weight rather than its type's", "{ heavy { id } }", 9],
    ["of an interface the heaviest type", "{ few { name } }", 2 * (4 + 3)],
    ["of fragments those that apply together", "{ any { ... on Box { id } ... on Bag { name } ... on Thing { id } } }", 4 + 3],
    ["fields below that have this field's size", "{ page(first: 5) { nodes { id } } }", 1 + 5 * 4],
    ["the largest of several sizes", "{ page(first: 2, last: 3) { nodes { id } } }", 1 + 3 * 4],
    ["input objects 1, and what is in them", '{ page(window: { note: "n", inner: { note: "m" } }) { total } }', 1 + 3 + 1 + 2 + 1 + 2],
    ["enums and lists in arguments by their weights", '{ any(level: LOW, notes: ["a", "b"]) { __typename } }', 4 + 5 + 2 * 2],
    ["an unknown or negative size never less than nothing", "{ shelf(first: -5) { id } }", 0],
    ["leaves of a list by their type's weight", "{ heavy { tags } }", 9 + 3],
    ["a mutation 10 more", "mutation { fill(window: { size: 1 }) { id } }", 10 + 4 + 1],
  ])("counts %s", async (_, query, cost) => {
    expect(await graph.estimate(query)).toBe(cost);
  });

  it("reads sizes and conditions from variables", async () => {
    const query =
      "query ($n: Int, $w: Window, $with: Boolean!) { shelf(first: $n) { id } page(first: 2, window: $w) @include(if: $with) { nodes { id } } }";
    expect(await graph.estimate(query, { n: 7, with: false })).toBe(7 * 4);
    expect(await graph.estimate(query, { with: false })).toBe(4 * 4);
    expect(await graph.estimate(query, { n: 1, with: true, w: { size: 2 } })).toBe(4 + 1 + 1 + 2 * 4);
  });

  it("A20: a large page costs as much by a variable as by a literal, and multiplies", async () => {
    const query =
      "query ($n: Int!) { shelf(first: 1000) { ... on Bag { items(first: $n) { ... on Bag { items(first: $n) { __typename } } } } } }";
    expect(await graph.estimate(query, { n: 1_000 })).toBeGreaterThan(1e9);
  });

  it("X08: counted by what stands in its text alone, the page that A20 is about would cost little", async () => {
    const query =
      "query ($n: Int = 1) { shelf(first: $n) { ... on Bag { items(first: $n) { ... on Bag { items(first: $n) { __typename } } } } } }";
    expect(await graph.estimate(query, { n: 1_000 })).toBeGreaterThan(1e9);
    // What a rule that looks past variables sees.
    expect(await graph.estimate(query)).toBeLessThan(1_000);
  });

  it("is a number whatever is asked", async () => {
    const deep = (levels: number): string => (levels === 0 ? "id" : `... on Bag { items(first: 2147483647) { ${deep(levels - 1)} } }`);
    expect(await graph.estimate(`{ shelf { ${deep(60).replace("{ id }", "{ __typename }")} } }`)).toBe(Number.MAX_SAFE_INTEGER);
  });

  it("wants exactly one slicing argument where one is required, when limits are enforced", async () => {
    const strict = (query: string, variables = {}) => graph.estimate(query, variables, true);
    await expect(strict("{ strict { id } }")).rejects.toMatchObject({ code: "BAD_INPUT" });
    await expect(strict("{ strict(first: 1, last: 2) { id } }")).rejects.toMatchObject({ code: "BAD_INPUT" });
    await expect(strict("query ($n: Int) { strict(first: $n) { id } }")).rejects.toMatchObject({ code: "BAD_INPUT" });
    expect(await strict("{ strict(last: 2) { id } }")).toBe(8);
    expect(await graph.estimate("{ strict(first: 1, last: 2) { id } }")).toBe(8);
  });
});
