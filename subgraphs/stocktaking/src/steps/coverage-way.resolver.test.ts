import type { Change } from "@actionline/log/log-entry";
import { Tally } from "../coverage/tally";
import { aHarvest, anActivity, anExpectation, aScope, aStatement, suggested } from "../testing/records";
import { smallWorld } from "../testing/small-world";
import { startStocktaking, type TestStocktaking } from "../testing/start-stocktaking";

let hub: TestStocktaking;

beforeAll(async () => {
  hub = await startStocktaking();
  await hub.append(
    ...smallWorld(),
    anActivity("itu:1", { items: [{ item: "GPA-18a" }], places: [{ place: "KE" }], status: "PLANNED" }),
    anActivity("itu:4", { suggestions: [suggested("GPA-11b", "C4")], places: [{ place: "KE" }] }),
    aScope("who:s1", "NIL", { items: ["GPA-18b"], places: ["002"] }),
  );
});
afterAll(() => hub.stop());

interface Way {
  readonly state: string;
  readonly steps: readonly { readonly kind: string; readonly actor: string; readonly text: string; readonly filter: object | null }[];
}

async function waysOf(item: string, more = ""): Promise<Way[]> {
  const { coverage } = await hub.ask<{ coverage: { cells: { nodes: readonly { readonly whatWouldChange: Way[] }[] } } }>(
    `{ coverage(by: [ITEM], items: ["${item}"], places: ["002"] ${more}) { cells { nodes { state whatWouldChange { state steps {
      kind actor text agencies { id } organizations { id } actionLine { code } items { id } places { id } year stakeholderType
      source { id } record activities count until filter
    } } } } } }`,
  );
  return coverage.cells.nodes[0]?.whatWouldChange ?? [];
}

const told = (ways: readonly Way[]): string[] => ways.map(({ state, steps }) => `${state}: ${steps.map(({ text }) => text).join(" ")}`);

describe("what would change a cell", () => {
  it("is what one has to declare where one who answers for it is silent", async () => {
    expect(told(await waysOf("GPA-11a"))).toEqual([
      "OMITTED: itu declares complete reporting, or a nil return, for GPA-11a in 002 in 2024.",
    ]);
    const [way] = await waysOf("GPA-11a");
    expect(way?.steps[0]).toEqual({
      ...{ kind: "DECLARE_SCOPE", actor: "AGENCY", text: expect.any(String), agencies: [{ id: "itu" }], organizations: [{ id: "ITU" }] },
      ...{ items: [{ id: "GPA-11a" }], places: [{ id: "002" }], year: 2024, actionLine: null, stakeholderType: null, source: null },
      ...{ record: null, activities: [], count: null, until: null, filter: null },
    });
  });

  it("offers to accept what is suggested, or to reject it and declare", async () => {
    const ways = await waysOf("GPA-11b");
    expect(told(ways)).toEqual([
      "COVERED: A reviewer accepts what is suggested for itu:4.",
      "OMITTED: A reviewer rejects the suggestion for this cell. itu declares complete reporting, or a nil return, for GPA-11b in 002 in 2024.",
    ]);
    const { filter } = ways[0]?.steps[0] ?? {};
    const operation = "query ($filter: ActivityFilter) { activities(filter: $filter) { nodes { id } } }";
    await expect(hub.ask(operation, { variables: { filter } })).resolves.toEqual({ activities: { nodes: [{ id: "itu:4" }] } });
  });

  it("is the beginning of what is planned, and for an omission any work or a declaration withdrawn", async () => {
    expect(told(await waysOf("GPA-18a"))).toEqual(["COVERED: The planned work of itu:1 begins."]);
    expect(told(await waysOf("GPA-18b"))).toEqual([
      "COVERED: Anybody reports one activity for GPA-18b in 002 that was under way in 2024.",
      "UNKNOWN: who withdraws its declaration who:s1.",
    ]);
  });

  it("waits for a year that is open, then reads again, and a team signs for those who have no channel", async () => {
    expect(told(await waysOf("GPA-18b", ", years: [2025]"))).toEqual([
      "OMITTED: The year 2025 closes on 2026-01-01. who/feed is repaired where it fails, and read again. who declares complete reporting, or a nil return, for GPA-18b in 002 in 2025.",
    ]);
    const expected = anExpectation("e1", { item: "GPA-18b", place: "002", stakeholderType: "CIVIL_SOCIETY" });
    await hub.append(expected);
    const asked = ", stakeholderTypes: [CIVIL_SOCIETY]";
    expect(told(await waysOf("GPA-18b", asked))).toEqual([
      "OMITTED: The team of C7-eHealth signs that no civil society stakeholder did anything for GPA-18b in 002 in 2024.",
    ]);
    const statement: Change = aStatement("t1", "C7-eHealth", { items: ["GPA-18b"], stakeholderTypes: ["CIVIL_SOCIETY"] });
    await hub.append(statement);
    expect(told(await waysOf("GPA-18b", asked))).toEqual([
      "COVERED: Anybody reports one activity for GPA-18b in 002 that was under way in 2024.",
      "UNKNOWN: who withdraws its declaration who:s1.",
      "UNKNOWN: The team of C7-eHealth withdraws its statement t1.",
    ]);
  });

  it("resolves what is withheld besides reading a source that failed again", async () => {
    await hub.append(aHarvest("itu/feed", "2025-05-30T00:00:00Z", "FAILED", { withheld: 2 }));
    expect(told(await waysOf("GPA-11a"))).toEqual([
      "OMITTED: itu/feed is repaired where it fails, and read again. What the hub withholds of itu/feed (2) is put right or let go. itu declares complete reporting, or a nil return, for GPA-11a in 002 in 2024.",
    ]);
  });

  it("is nothing for the roll-up of several cells, and for what is covered or not expected", async () => {
    const { coverage } = await hub.ask<{ coverage: { cells: { nodes: { whatWouldChange: Way[] }[] } } }>(
      "{ coverage(by: [ACTION_LINE]) { cells { nodes { state whatWouldChange { state } } } } }",
    );
    expect(coverage.cells.nodes.length).toBeGreaterThan(0);
    for (const { whatWouldChange } of coverage.cells.nodes) expect(whatWouldChange).toEqual([]);
    await expect(waysOf("GPA-25")).resolves.toEqual([]);
    const byReporter = await hub.ask<{ coverage: { cells: { nodes: { whatWouldChange: Way[] }[] } } }>(
      "{ coverage(by: [ITEM, REPORTER]) { cells { nodes { whatWouldChange { state } } } } }",
    );
    for (const { whatWouldChange } of byReporter.coverage.cells.nodes) expect(whatWouldChange).toEqual([]);
  });

  it("takes one pass over the rows for all cells of a page, and one more where a type is open", async () => {
    const tallies = jest.spyOn(Tally.prototype, "steps");
    const ask = async (by: string): Promise<number> => {
      tallies.mockClear();
      await hub.ask(`{ coverage(by: ${by}) { cells(first: 200) { nodes { whatWouldChange { state } } } } }`);
      return tallies.mock.calls.length;
    };
    await expect(ask("[ITEM, REGION]")).resolves.toBe(2);
    const nobody = { reporter: { name: "Somebody" }, items: [{ item: "GPA-18a" }], places: [{ place: "IN" }] };
    await hub.append(anActivity("itu:8", nobody), anExpectation("e2", { item: "GPA-18a", place: "142", stakeholderType: "GOVERNMENT" }));
    await expect(ask("[ITEM, REGION, STAKEHOLDER_TYPE]")).resolves.toBe(3);
    tallies.mockRestore();
  });
});
