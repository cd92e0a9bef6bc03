import { aHarvest, anActivity, anExpectation, aReview, aScope, suggested } from "../testing/records";
import { smallWorld } from "../testing/small-world";
import { startStocktaking, type TestStocktaking } from "../testing/start-stocktaking";

let hub: TestStocktaking;

beforeAll(async () => {
  hub = await startStocktaking();
  await hub.append(
    ...smallWorld(),
    // Covered in Africa by two leads; planned in Asia.
    anActivity("itu:1", { items: [{ item: "GPA-18a" }], places: [{ place: "KE" }] }),
    anActivity("who:2", { items: [{ item: "GPA-18a" }], places: [{ place: "UG" }] }),
    anActivity("who:3", { items: [{ item: "GPA-18a" }], places: [{ place: "IN" }], status: "PLANNED" }),
    // Suggested only, so neither covered nor omitted.
    anActivity("itu:4", { suggestions: [suggested("GPA-11b", "C4")], places: [{ place: "KE" }] }),
    // The WHO declares that it did nothing for GPA-18b in Africa; the ITU is silent about its line.
    aScope("who:s1", "NIL", { items: ["GPA-18b"], places: ["002"] }),
    anExpectation("e1", { item: "GPA-11a", place: "142", state: "NOT_APPLICABLE", reason: "The team decided against it." }),
  );
});
afterAll(() => hub.stop());

interface Cell {
  readonly keys: readonly { readonly value: string }[];
  readonly state: string;
  readonly activities: number;
  readonly filter: object;
}

describe("coverage", () => {
  it("answers the question of the first screen", async () => {
    const { coverage } = await hub.ask<{ coverage: object }>(`{ coverage(by: [ITEM, REGION]) {
      bounds { covered { low high } omitted { low high } completeness N C P O U undetermined notApplicable note }
      definition { id version text } sources { id freshness answeredBy asOf error } asOf { sequence }
    } }`);
    expect(coverage).toEqual({
      // GPA-11a, 11b, 18, 18a and 18b in two regions, less the one that isn't expected. What covers 18a covers 18.
      bounds: {
        covered: { low: 2 / 9, high: 6 / 9 },
        omitted: { low: 1 / 9, high: 5 / 9 },
        completeness: 1 - 4 / 9,
        N: 9,
        C: 2,
        P: 2,
        O: 1,
        U: 4,
        undetermined: 0,
        notApplicable: 1,
        note: null,
      },
      definition: { id: "coverage", version: "1.2.0", text: expect.stringContaining("Silence is no nil return") },
      sources: ["itu/feed", "who/feed"].map((id) => ({
        id,
        freshness: "UP_TO_DATE",
        answeredBy: "INDEX",
        asOf: "2025-05-30T00:00:00.000Z",
        error: null,
      })),
      asOf: { sequence: hub.appender.watermark },
    });
  });

  it("shows the same cells as a matrix and as a list", async () => {
    const { coverage } = await hub.ask<{
      coverage: {
        matrix: Record<"rows" | "columns", { keys: { value: string }[] }[]> & {
          states: string[][];
          activities: number[][];
          leads: number[][];
          suggested: number[][];
        };
        cells: { totalCount: number; nodes: Cell[] };
      };
    }>(`{ coverage(by: [ITEM, REGION]) {
      matrix { rows { keys { value } } columns { keys { value } } states activities leads suggested }
      cells(first: 200) { totalCount nodes { keys { value } state activities filter } }
    } }`);
    const { matrix, cells } = coverage;
    expect(matrix.columns.map(({ keys }) => keys[0]?.value)).toEqual(["002", "142"]);
    const table = Object.fromEntries(
      matrix.rows.map(({ keys }, row) => [
        keys[0]?.value,
        [matrix.states[row], matrix.activities[row], matrix.leads[row], matrix.suggested[row]].map((cellsOfRow) => cellsOfRow?.join(" ")),
      ]),
    );
    expect(table).toEqual({
      "GPA-11a": ["UNKNOWN NOT_APPLICABLE", "0 0", "0 0", "0 0"],
      "GPA-11b": ["UNKNOWN UNKNOWN", "0 0", "0 0", "1 0"],
      "GPA-18": ["COVERED PARTIAL", "2 0", "2 0", "0 0"],
      "GPA-18a": ["COVERED PARTIAL", "2 0", "2 0", "0 0"],
      "GPA-18b": ["OMITTED UNKNOWN", "0 0", "0 0", "0 0"],
    });
    expect(cells.nodes.map(({ state }) => state)).toEqual(matrix.states.flat());
    expect(cells.totalCount).toBe(10);
  });

  it("opens every cell to its rows, by the filter that it gives", async () => {
    const by = "[ITEM, COUNTRY, STAKEHOLDER_TYPE]";
    for (const strength of ["STRONG", "SUGGESTED"]) {
      const { coverage } = await hub.ask<{ coverage: { cells: { nodes: (Cell & { suggested: number })[] } } }>(
        `{ coverage(by: ${by}, years: [2023, 2024]) { cells(first: 200) { nodes { keys { value } state activities suggested filter(strengths: [${strength}]) } } } }`,
      );
      for (const { activities, suggested: awaiting, filter } of coverage.cells.nodes) {
        const operation = "query ($filter: ActivityFilter) { activities(filter: $filter) { totalCount } }";
        await expect(hub.ask(operation, { variables: { filter } })).resolves.toEqual({
          activities: { totalCount: strength === "STRONG" ? activities : awaiting },
        });
      }
    }
  });

  it("tells how one knows: evidence, reasons, who answers for it, and what was expected", async () => {
    const { coverage } = await hub.ask<{ coverage: { cells: { nodes: object[] } } }>(`{
      coverage(items: ["GPA-18b", "GPA-18a"], places: ["002", "142"], by: [ITEM, REGION]) { cells(states: [OMITTED, PARTIAL, UNKNOWN]) { nodes {
        item { id } place { id } year state basis reasons { code text }
        evidence(first: 5) { activity { id } strength reasons { code } }
        responsible { organization { id } agency { id } role scopeLevel freshness lastHarvest sources { id } }
        expectation { state }
      } } }
    }`);
    const who = {
      organization: { id: "WHO" },
      agency: { id: "who" },
      freshness: "UP_TO_DATE",
      lastHarvest: "SUCCEEDED",
      sources: [{ id: "who/feed" }],
    };
    expect(coverage.cells.nodes).toMatchObject([
      {
        item: { id: "GPA-18a" },
        place: { id: "142" },
        year: 2024,
        state: "PARTIAL",
        basis: null,
        reasons: [{ code: "PLANNED", text: "What is reported here is planned; work hasn't begun." }],
        evidence: [{ activity: { id: "who:3" }, strength: "WEAK", reasons: [{ code: "PLANNED" }] }],
        expectation: { state: "EXPECTED" },
      },
      {
        item: { id: "GPA-18b" },
        place: { id: "002" },
        state: "OMITTED",
        basis: "NIL_RETURN",
        reasons: [],
        evidence: [],
        responsible: [{ ...who, role: "LEAD_FACILITATOR", scopeLevel: "NIL" }],
      },
      {
        item: { id: "GPA-18b" },
        place: { id: "142" },
        state: "UNKNOWN",
        reasons: [{ code: "NO_SCOPE" }],
        responsible: [{ ...who, scopeLevel: "NONE" }],
      },
    ]);
  });

  it("says beside the rates on how few cells they rest", async () => {
    const { coverage } = await hub.ask<{ coverage: object }>(
      `{ coverage(by: [COUNTRY], items: ["GPA-11a"]) { bounds { covered { low } N undetermined note } matrix { rows { label } } } }`,
    );
    expect(coverage).toMatchObject({
      bounds: { covered: null, N: 0, undetermined: 3, note: expect.stringContaining("no expectation is set for these countries") },
      matrix: { rows: [{ label: "IN" }, { label: "KE" }, { label: "UG" }] },
    });
  });

  it("shows stakeholder types in the words that groups of activities have", async () => {
    const asked = await hub.ask<{
      coverage: { matrix: { rows: { label: string }[] } };
      activityAggregate: { groups: { nodes: { keys: { label: string }[] }[] } };
    }>(`{
      coverage(by: [STAKEHOLDER_TYPE]) { matrix { rows { label } } }
      activityAggregate(groupBy: [STAKEHOLDER_TYPE]) { groups { nodes { keys { label } } } }
    }`);
    const labels = asked.coverage.matrix.rows.map(({ label }) => label);
    expect(labels).toContain("International organization");
    const grouped = asked.activityAggregate.groups.nodes.flatMap(({ keys }) => keys.map(({ label }) => label));
    expect(grouped.length).toBeGreaterThan(0);
    expect(labels).toEqual(expect.arrayContaining(grouped));
  });

  it("reads no more for many cells than for few, evidence shown", async () => {
    const readsOf = async (first: number): Promise<string[]> => {
      hub.reads.length = 0;
      await hub.ask(
        `{ coverage(by: [ITEM, REGION]) { matrix { states } cells(first: ${first}) { nodes { evidence { activity { title } } responsible { scopeLevel } } } } }`,
      );
      return [...hub.reads];
    };
    const many = await readsOf(200);
    expect(many.filter((collection) => collection === "activities")).toHaveLength(1);
    expect((await readsOf(4)).length).toBeLessThanOrEqual(many.length);
  });

  it("reads cells page by page", async () => {
    const operation = `query ($after: String) { coverage(by: [ITEM, REGION]) { cells(first: 4, after: $after) { nodes { keys { value } } pageInfo { endCursor hasNextPage } } } }`;
    const read: string[] = [];
    for (let after: string | null = null, turn = 0; turn === 0 || after !== null; turn += 1) {
      const { coverage }: { coverage: { cells: { nodes: Cell[]; pageInfo: { endCursor: string; hasNextPage: boolean } } } } = await hub.ask(
        operation,
        { variables: { after } },
      );
      read.push(...coverage.cells.nodes.map(({ keys }) => keys.map(({ value }) => value).join(" ")));
      after = coverage.cells.pageInfo.hasNextPage ? coverage.cells.pageInfo.endCursor : null;
    }
    expect(new Set(read).size).toBe(10);
  });

  it("gives yesterday's answer at yesterday's point after records, reviews and scopes changed", async () => {
    const operation = "{ coverage(by: [ITEM, REGION]) { bounds { C P O U } matrix { states } } }";
    const sequence = hub.appender.watermark;
    const yesterday = await hub.ask(operation, { asOf: { sequence } });
    await hub.append(
      anActivity("who:3", { items: [{ item: "GPA-18a" }], places: [{ place: "IN" }] }),
      aReview("itu:4", { item: "GPA-11b", actionLine: "C4" }, "ACCEPTED"),
      aScope("who:s1", "PARTIAL", { items: ["GPA-18b"], places: ["002"] }),
      aHarvest("itu/feed", "2025-05-31T00:00:00Z"),
    );
    await expect(hub.ask(operation)).resolves.toMatchObject({ coverage: { bounds: { C: 5, P: 0, O: 0, U: 4 } } });
    await expect(hub.ask(operation, { asOf: { sequence } })).resolves.toEqual(yesterday);
  });

  it.each([
    'by: [ITEM], definition: "0.9"',
    "by: []",
    "by: [ITEM, ITEM]",
    'by: [ITEM], items: ["GPA-0"]',
    "by: [ITEM], years: [0]",
    'by: [ITEM, REGION], places: ["KE"]',
  ])("BAD_INPUT: refuses %s", async (asked) => {
    await expect(hub.ask(`{ coverage(${asked}) { bounds { N } } }`)).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
  });
});

describe("what coverage stands on", () => {
  it("lists reporting scopes and expectations, each with its filter", async () => {
    await expect(
      hub.ask(`{
        scopes: reportingScopes(filter: { agencies: ["who"], places: ["002"], years: [2024] }) { totalCount nodes { id level agency { id } items { id } places { id } actionLines { code } years } }
        none: reportingScopes(filter: { agencies: ["itu"] }) { totalCount }
        expectations(filter: { items: ["GPA-11a"], years: [2024], states: [NOT_APPLICABLE] }) { totalCount nodes { id item { id } place { id } year state reason } }
        definitions { id version parameters versions lines { line } }
      }`),
    ).resolves.toEqual({
      scopes: {
        totalCount: 1,
        nodes: [
          {
            id: "who:s1",
            level: "PARTIAL",
            agency: { id: "who" },
            items: [{ id: "GPA-18b" }],
            places: [{ id: "002" }],
            actionLines: null,
            years: [2024],
          },
        ],
      },
      none: { totalCount: 0 },
      expectations: {
        totalCount: 1,
        nodes: [
          {
            id: "e1",
            item: { id: "GPA-11a" },
            place: { id: "142" },
            year: null,
            state: "NOT_APPLICABLE",
            reason: "The team decided against it.",
          },
        ],
      },
      definitions: [
        {
          ...{ id: "coverage", version: "1.2.0", parameters: { due: 1, overdue: 1.5, lapsed: 3 } },
          ...{ versions: ["1.0.0", "1.1.0", "1.2.0"], lines: expect.arrayContaining([{ line: "OPEN_ENDS" }, { line: "STATEMENTS" }]) },
        },
      ],
    });
  });
});
