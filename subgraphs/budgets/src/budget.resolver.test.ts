import type { Subgraph } from "@actionline/kit/subgraph";
import { ask } from "@actionline/kit/testing/ask";
import type { AsOfInput } from "@actionline/log/as-of";
import { versionsOf } from "@actionline/log/collections";
import type { Change } from "@actionline/log/log-entry";
import { startLog, type TestLog, upsert } from "@actionline/log/testing/start-log";
import type { BudgetRecord } from "@actionline/schema/contract/records";
import type { HarvestRecord, SourceRecord } from "@actionline/schema/hub-records";
import type { Reported } from "@actionline/schema/record-of-kind";
import { buildBudgetsSubgraph } from "./subgraph";

/** What telling the sources of an answer costs: the same for any number of rows. */
const SOURCES = ["sources", "harvests"];

let subgraph: Subgraph;
let log: TestLog;

/** A valid budget; a test states only the facts it is about. */
const aBudget = (facts: Partial<Reported<BudgetRecord>> & { readonly id: string }): Reported<BudgetRecord> => ({
  kind: "BUDGET",
  reporter: { name: "International Telecommunication Union", id: "ITU" },
  measure: "BUDGET",
  period: { start: "2025-01-01", end: "2025-12-31" },
  value: { amount: "100.00", currency: "USD" },
  agency: "itu",
  source: "itu/iati",
  ...facts,
});

const ALL = [
  aBudget({ id: "itu:b1", activity: "itu:a1", item: "GPA-18a", status: "DRAFT", revision: "ORIGINAL" }),
  aBudget({
    id: "itu:b2",
    activity: "itu:a1",
    period: { start: "2025-07-01", end: "2026-06-30" },
    value: { amount: "-3.5", currency: "CHF", valueDate: "2025-07-01" },
  }),
  aBudget({
    id: "itu:b3",
    activity: "itu:a1",
    measure: "DISBURSEMENT",
    receiver: { name: "A school", reference: "XX-1" },
    reference: "T-1",
  }),
  aBudget({ id: "itu:b4", activity: "itu:a2", measure: "DISBURSEMENT" }),
  aBudget({
    id: "who:b1",
    agency: "who",
    source: "who/iati",
    reporter: { name: "WHO", reference: "XM-DAC-928" },
    provider: { name: "ITU", id: "ITU" },
  }),
];

const aSource = (agency: string, frequencyDays: number | null): SourceRecord => ({
  id: `${agency}/iati`,
  agency,
  name: "iati",
  format: "IATI_2_03",
  mode: "MIRRORED",
  frequencyDays,
  licence: "CC-BY-4.0",
  caveat: null,
});

const aHarvest = (source: string, lastGoodAt: string): HarvestRecord => ({
  source,
  run: "1",
  startedAt: lastGoodAt,
  finishedAt: lastGoodAt,
  outcome: "SUCCEEDED",
  error: null,
  counts: { read: 0, accepted: 0, refused: 0, added: 0, changed: 0, unchanged: 0, deleted: 0, held: 0 },
  issues: [],
  lastGoodAt,
});

beforeAll(async () => {
  // Written before the instant that the sources are judged at.
  log = await startLog(() => new Date("2026-10-01T00:00:00Z"));
  subgraph = await buildBudgetsSubgraph(log.db);
  await log.append(...ALL.map((budget) => upsert("BUDGET", budget, budget.agency)));
  await log.append(upsert("SOURCE", aSource("itu", 30)), upsert("SOURCE", aSource("who", null)), {
    kind: "HARVEST",
    subject: "itu/iati",
    operation: "UPSERT",
    owner: "itu",
    record: aHarvest("itu/iati", "2026-09-20T00:00:00.000Z"),
  });
});
afterAll(() => log.stop());

/** Each question is a request of its own, with its own point of the log. */
const question = async (operation: string, asOf: AsOfInput | null = null): Promise<unknown> => {
  const context = subgraph.context(await log.request(asOf));
  log.reads.splice(0);
  return ask(subgraph.schema, context, operation);
};
const idsWhere = async (filter: string): Promise<unknown> => {
  const { budgets } = (await question(`{ budgets(filter: ${filter}) { totalCount nodes { id } } }`)) as {
    budgets: { totalCount: number; nodes: { id: string }[] };
  };
  expect(budgets.totalCount).toBe(budgets.nodes.length);
  return budgets.nodes.map(({ id }) => id);
};

describe("budgets", () => {
  it("say of one that was split what to ask for in its place, and answer null for what never was", async () => {
    const gone = { kind: "BUDGET", subject: "itu:b9", owner: "itu" } as const;
    const held = await versionsOf(log.db, "BUDGET").findOne({ subject: "itu:b3" });
    if (held === null) throw new Error("There is no such budget.");
    await log.append({ ...gone, operation: "UPSERT", record: { ...held.record, id: "itu:b9" } });
    await log.append({ ...gone, operation: "DELETE", record: null, into: ["itu:b1", "itu:b2"] });
    await expect(question(`{ budget(id: "itu:b9") { id } }`)).rejects.toMatchObject({
      message: expect.stringContaining("itu:b9 was split into others"),
      extensions: { code: "RECORD_SUCCEEDED", successors: ["itu:b1", "itu:b2"] },
    });
    await expect(question(`{ budget(id: "itu:b10") { id } }`)).resolves.toEqual({ budget: null });
  });

  it("show amounts as published, with who gives and receives", async () => {
    await expect(
      question(`{ budget(id: "itu:b3") {
        measure status revision period { start end } value { amount currency valueDate } reference sequence
        activity { id } item { id } agency { id } source { id }
        reporter { name organization { id } } provider { name } receiver { name reference organization { id } }
      } }`),
    ).resolves.toEqual({
      budget: {
        measure: "DISBURSEMENT",
        status: null,
        revision: null,
        period: { start: "2025-01-01", end: "2025-12-31" },
        value: { amount: "100.00", currency: "USD", valueDate: null },
        reference: "T-1",
        sequence: 3,
        activity: { id: "itu:a1" },
        item: null,
        agency: { id: "itu" },
        source: { id: "itu/iati" },
        reporter: { name: "International Telecommunication Union", organization: { id: "ITU" } },
        provider: null,
        receiver: { name: "A school", reference: "XX-1", organization: null },
      },
    });
    await expect(question(`{ budget(id: "itu:b2") { value { amount currency valueDate } } }`)).resolves.toEqual({
      budget: { value: { amount: "-3.5", currency: "CHF", valueDate: "2025-07-01" } },
    });
  });

  it.each([
    [`{ activities: ["itu:a1"] }`, ["itu:b1", "itu:b2", "itu:b3"]],
    [`{ items: ["GPA-18a"] }`, ["itu:b1"]],
    [`{ agencies: ["who"] }`, ["who:b1"]],
    [`{ sources: ["itu/iati"], measures: [DISBURSEMENT] }`, ["itu:b3", "itu:b4"]],
    ["{ statuses: [DRAFT, ADOPTED] }", ["itu:b1"]],
    ["{ years: [2026] }", ["itu:b2"]],
    ["{ years: [2024, 2027] }", []],
    [`{ currencies: ["CHF"] }`, ["itu:b2"]],
    [`{ reporters: ["ITU", "XM-DAC-928"], activities: ["itu:a2"] }`, ["itu:b4"]],
    [`{ reporters: ["XM-DAC-928"] }`, ["who:b1"]],
    ["{ years: [] }", []],
    ["{ activities: [] }", []],
  ])("are found by %s", async (filter, ids) => {
    await expect(idsWhere(filter)).resolves.toEqual(ids);
  });

  it("BAD_INPUT: refuses a year that no record can have", async () => {
    await expect(idsWhere("{ years: [25] }")).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
  });

  it("page by key: one find a page, and a count only for who asks for it", async () => {
    const first = (await question("{ budgets(first: 2) { nodes { id } pageInfo { endCursor hasNextPage } asOf { name } } }")) as {
      budgets: { pageInfo: { endCursor: string }; asOf: { name: string } };
    };
    expect(first).toMatchObject({ budgets: { nodes: [{ id: "itu:b1" }, { id: "itu:b2" }], pageInfo: { hasNextPage: true } } });
    expect(log.reads).toEqual(["budgets", ...SOURCES]);
    const { pageInfo, asOf } = first.budgets;
    const second = `{ budgets(first: 2, after: "${pageInfo.endCursor}") { totalCount nodes { id } pageInfo { hasPreviousPage } } }`;
    await expect(question(second, { snapshot: asOf.name })).resolves.toEqual({
      budgets: { totalCount: 5, nodes: [{ id: "itu:b3" }, { id: "itu:b4" }], pageInfo: { hasPreviousPage: true } },
    });
  });

  it("CURSOR_INVALID: refuses the cursor of another list", async () => {
    const foreign = Buffer.from(JSON.stringify(["activities", 5, "itu:a1"])).toString("base64url");
    await expect(question(`{ budgets(after: "${foreign}") { totalCount } }`)).rejects.toMatchObject({
      extensions: { code: "CURSOR_INVALID" },
    });
  });

  it("resolve references from other subgraphs in one find, in the order asked, null for unknown ids", async () => {
    await expect(
      question(`{ _entities(representations: [
        { __typename: "Budget", id: "who:b1" } { __typename: "Budget", id: "who:b9" } { __typename: "Budget", id: "itu:b4" }
      ]) { ... on Budget { id agency { id } } } }`),
    ).resolves.toEqual({ _entities: [{ id: "who:b1", agency: { id: "who" } }, null, { id: "itu:b4", agency: { id: "itu" } }] });
    expect(log.reads).toEqual(["budgets", ...SOURCES]);
  });
});

describe("the sources of an answer", () => {
  const sourcesOf = async (operation: string): Promise<unknown> => {
    const request = await log.request(null, new Date("2026-11-01T00:00:00Z"));
    await ask(subgraph.schema, subgraph.context(request), operation);
    return [...request.sources.values()].map(({ source, freshness, asOf }) => [source, freshness, asOf]);
  };
  const ITU = ["itu/iati", "DUE", "2026-09-20T00:00:00.000Z"];
  const WHO = ["who/iati", "LAPSED", null];

  it("are all that could have given a row, each with its age", async () => {
    await expect(sourcesOf(`{ budgets(filter: { currencies: ["CHF"] }) { nodes { id } } }`)).resolves.toEqual([ITU, WHO]);
    await expect(sourcesOf(`{ budgets(filter: { agencies: ["who"] }) { nodes { id } } }`)).resolves.toEqual([WHO]);
    await expect(sourcesOf(`{ budgets(filter: { sources: ["itu/iati"] }) { nodes { id } } }`)).resolves.toEqual([ITU]);
  });

  it("are a record's own, and those of an activity's agency", async () => {
    await expect(sourcesOf(`{ budget(id: "who:b1") { id } }`)).resolves.toEqual([WHO]);
    await expect(
      sourcesOf(
        `{ _entities(representations: [{ __typename: "Activity", id: "itu:a9" }]) { ... on Activity { budgets { totalCount } } } }`,
      ),
    ).resolves.toEqual([ITU]);
  });
});

describe("budgets of activities", () => {
  const ofActivities = (selection: string): string => `{ _entities(representations: [
    { __typename: "Activity", id: "itu:a1" } { __typename: "Activity", id: "itu:a2" } { __typename: "Activity", id: "who:a9" }
  ]) { ... on Activity { ${selection} } } }`;

  it("are read for a whole page of activities at once, each cut to what it shows", async () => {
    await expect(question(ofActivities("budgets(first: 2) { totalCount nodes { id } pageInfo { hasNextPage } }"))).resolves.toEqual({
      _entities: [
        { budgets: { totalCount: 3, nodes: [{ id: "itu:b1" }, { id: "itu:b2" }], pageInfo: { hasNextPage: true } } },
        { budgets: { totalCount: 1, nodes: [{ id: "itu:b4" }], pageInfo: { hasNextPage: false } } },
        { budgets: { totalCount: 0, nodes: [], pageInfo: { hasNextPage: false } } },
      ],
    });
    expect(log.reads).toEqual(["log", "budgets", ...SOURCES]);
  });

  it("are read on by the cursor in the list of that activity's budgets", async () => {
    const answer = (await question(ofActivities("budgets(first: 2) { pageInfo { endCursor } asOf { name } }"))) as {
      _entities: { budgets: { pageInfo: { endCursor: string }; asOf: { name: string } } }[];
    };
    const budgets = answer._entities[0]?.budgets;
    await expect(
      question(`{ budgets(filter: { activities: ["itu:a1"] }, after: "${budgets?.pageInfo.endCursor}") { nodes { id } } }`, {
        snapshot: budgets?.asOf.name ?? "",
      }),
    ).resolves.toEqual({ budgets: { nodes: [{ id: "itu:b3" }] } });
  });

  it("PAGE_TOO_LARGE: refuse more than 200 for each activity", async () => {
    await expect(question(ofActivities("budgets(first: 500) { totalCount }"))).rejects.toMatchObject({
      extensions: { code: "PAGE_TOO_LARGE" },
    });
  });

  it("revised today are still yesterday's under yesterday's asOf", async () => {
    const yesterday = await log.append();
    await log.append(
      upsert(
        "BUDGET",
        aBudget({ id: "itu:b4", activity: "itu:a2", value: { amount: "250.00", currency: "USD" }, revision: "REVISED" }),
        "itu",
      ),
      upsert("BUDGET", aBudget({ id: "itu:b5", activity: "itu:a2" }), "itu"),
    );
    const asked = ofActivities("budgets { nodes { id value { amount } } }");
    const ofSecond = async (asOf: AsOfInput | null): Promise<unknown> =>
      ((await question(asked, asOf)) as { _entities: unknown[] })._entities[1];
    await expect(ofSecond({ sequence: yesterday })).resolves.toEqual({
      budgets: { nodes: [{ id: "itu:b4", value: { amount: "100.00" } }] },
    });
    await expect(ofSecond(null)).resolves.toEqual({
      budgets: {
        nodes: [
          { id: "itu:b4", value: { amount: "250.00" } },
          { id: "itu:b5", value: { amount: "100.00" } },
        ],
      },
    });
  });
});

describe("budgets of activities that went into others", () => {
  const activity = (id: string, into: readonly string[] | null = null): Change<"ACTIVITY"> => {
    const facts = { kind: "ACTIVITY", subject: `itu:${id}`, owner: "itu" } as const;
    // What an activity says is nothing to its amounts.
    if (into === null) return { ...facts, operation: "UPSERT", record: { id: `itu:${id}` } as never };
    return { ...facts, operation: "DELETE", record: null, into: into.map((each) => `itu:${each}`) };
  };
  const paid = (id: string, of: string) => upsert("BUDGET", aBudget({ id: `itu:${id}`, activity: `itu:${of}` }), "itu");
  let before: number;

  beforeAll(async () => {
    const ids = ["whole", "m1", "m2", "split", "part1", "part2", "circle1", "circle2"];
    await log.append(...ids.map((id) => activity(id)));
    before = await log.append(paid("m1-1", "m1"), paid("m2-1", "m2"), paid("w-1", "whole"), paid("w-2", "whole"), paid("s-1", "split"));
    await log.append(activity("m1", ["m2"]));
    await log.append(activity("m2", ["whole"]));
    await log.append(activity("split", ["part1", "part2"]));
    await log.append(activity("circle1", ["circle2"]));
    await log.append(activity("circle2", ["circle1"]), paid("c-1", "circle1"));
  });

  const ofActivity = async (id: string, asOf: AsOfInput | null = null) => {
    const asked = `{ _entities(representations: [{ __typename: "Activity", id: "itu:${id}" }]) { ... on Activity {
      budgets(first: 3) { totalCount nodes { id } pageInfo { endCursor } asOf { name } } } } }`;
    type Page = {
      readonly totalCount: number;
      readonly nodes: { id: string }[];
      readonly pageInfo: { readonly endCursor: string };
      readonly asOf: { readonly name: string };
    };
    const { _entities } = (await question(asked, asOf)) as { _entities: { budgets: Page }[] };
    const found = _entities[0]?.budgets;
    if (found === undefined) throw new Error("There is no such activity.");
    return { totalCount: found.totalCount, ids: found.nodes.map(({ id }) => id), end: found.pageInfo.endCursor, name: found.asOf.name };
  };

  it("stand with the one that theirs was merged into, by however many steps, each once and by every way of asking", async () => {
    const { totalCount, ids, end, name } = await ofActivity("whole");
    expect([totalCount, ids]).toEqual([4, ["itu:m1-1", "itu:m2-1", "itu:w-1"]]);
    const rest = await question(`{ budgets(filter: { activities: ["itu:whole"] }, after: "${end}") { nodes { id } } }`, { snapshot: name });
    expect(rest).toEqual({ budgets: { nodes: [{ id: "itu:w-2" }] } });
    expect(await idsWhere('{ activities: ["itu:whole", "itu:m1", "itu:m2"] }')).toEqual(["itu:m1-1", "itu:m2-1", "itu:w-1", "itu:w-2"]);
  });

  it("stood with their own before, and with none of the parts of a split", async () => {
    expect(await ofActivity("whole", { sequence: before })).toMatchObject({ totalCount: 2 });
    expect(await ofActivity("m1", { sequence: before })).toMatchObject({ totalCount: 1 });
    expect([(await ofActivity("part1")).totalCount, (await ofActivity("part2")).totalCount]).toEqual([0, 0]);
    expect(await idsWhere('{ activities: ["itu:split"] }')).toEqual(["itu:s-1"]);
  });

  it("lead to what theirs went into: to one after merges, to all of them after a split", async () => {
    const asked = "activityId activity { id } activitySuccessors { id }";
    const one = async (id: string) => ((await question(`{ budget(id: "itu:${id}") { ${asked} } }`)) as { budget: unknown }).budget;
    const [whole, part1, part2] = ["whole", "part1", "part2"].map((id) => ({ id: `itu:${id}` }));
    expect(await one("m1-1")).toEqual({ activityId: "itu:m1", activity: whole, activitySuccessors: [whole] });
    expect(await one("s-1")).toEqual({ activityId: "itu:split", activity: null, activitySuccessors: [part1, part2] });
    expect(await one("w-1")).toEqual({ activityId: "itu:whole", activity: whole, activitySuccessors: [] });
    expect(await one("c-1")).toEqual({ activityId: "itu:circle1", activity: { id: "itu:circle1" }, activitySuccessors: [] });
    expect(await one("b1")).toEqual({ activityId: "itu:a1", activity: { id: "itu:a1" }, activitySuccessors: [] });
  });

  it("of a page are followed together", async () => {
    await question(`{ budgets(filter: { agencies: ["itu"] }) { nodes { activity { id } } } }`);
    expect(log.reads.filter((read) => read === "activities" || read === "log").length).toBeLessThanOrEqual(6);
  });
});
