import type { Subgraph } from "@actionline/kit/subgraph";
import { ask } from "@actionline/kit/testing/ask";
import type { AsOfInput } from "@actionline/log/as-of";
import { startLog, type TestLog, upsert } from "@actionline/log/testing/start-log";
import { buildPlanSubgraph } from "./subgraph";
import { anActionLine, anInstrument, aPlanItem } from "./testing/builders";

let plan: Subgraph;
let log: TestLog;

beforeAll(async () => {
  log = await startLog();
  plan = await buildPlanSubgraph(log.db);
  await log.append(
    upsert("INSTRUMENT", anInstrument({ id: "GPA-2003", title: "Geneva Plan of Action" })),
    upsert("ACTION_LINE", anActionLine({ id: "C1", order: 1 })),
    upsert("ACTION_LINE", anActionLine({ id: "C7", order: 7 })),
    upsert("ACTION_LINE", anActionLine({ id: "C7-eHealth", parent: "C7", order: 4 })),
    upsert("PLAN_ITEM", aPlanItem({ id: "GPA-18", actionLine: "C7-eHealth", paragraph: 18, letter: null, nature: "CHAPEAU" })),
    upsert("PLAN_ITEM", aPlanItem({ id: "GPA-18a", actionLine: "C7-eHealth", paragraph: 18, parent: "GPA-18", title: "Health systems" })),
    upsert("PLAN_ITEM", aPlanItem({ id: "GPA-18b", actionLine: "C7-eHealth", paragraph: 18, letter: "b", parent: "GPA-18" })),
    upsert("PLAN_ITEM", aPlanItem({ id: "GPA-8a", title: "Santé publique", nearDuplicateOf: "GPA-18a" })),
    upsert(
      "PLAN_ITEM",
      aPlanItem({ id: "W20-67", instrument: null, actionLine: null, paragraph: null, letter: null, verified: false, confidence: "low" }),
    ),
  );
});
afterAll(() => log.stop());

/** Each question is a request of its own, with its own point of the log. */
const question = async (operation: string, asOf: AsOfInput | null = null): Promise<unknown> => {
  const context = plan.context(await log.request(asOf));
  log.reads.splice(0);
  return ask(plan.schema, context, operation);
};
const idsWhere = async (filter: string): Promise<unknown> => {
  const { planItems } = (await question(`{ planItems(filter: ${filter}) { nodes { id } } }`)) as { planItems: { nodes: { id: string }[] } };
  return planItems.nodes.map(({ id }) => id);
};

describe("plan items", () => {
  it("stand in the order of paragraphs, not of letters in their ids", async () => {
    await expect(idsWhere("{}")).resolves.toEqual(["GPA-8a", "GPA-18", "GPA-18a", "GPA-18b", "W20-67"]);
  });

  it("are found by line with its sub-lines, nature, instrument, words and ids, all at once", async () => {
    await expect(idsWhere(`{ actionLines: ["C7"] }`)).resolves.toEqual(["GPA-18", "GPA-18a", "GPA-18b"]);
    await expect(idsWhere(`{ actionLines: ["C7"], natures: [ACTION] }`)).resolves.toEqual(["GPA-18a", "GPA-18b"]);
    await expect(idsWhere(`{ instruments: ["GPA-2003"], text: "SANTE" }`)).resolves.toEqual(["GPA-8a"]);
    await expect(idsWhere(`{ ids: ["W20-67", "GPA-99"] }`)).resolves.toEqual(["W20-67"]);
    await expect(idsWhere("{ ids: [] }")).resolves.toEqual([]);
  });

  it("show what they refer to", async () => {
    await expect(
      question(`{ planItem(id: "GPA-18a") { instrument { title } actionLine { code parent { code } } parent { id children { id } } } }`),
    ).resolves.toEqual({
      planItem: {
        instrument: { title: "Geneva Plan of Action" },
        actionLine: { code: "C7-eHealth", parent: { code: "C7" } },
        parent: { id: "GPA-18", children: [{ id: "GPA-18a" }, { id: "GPA-18b" }] },
      },
    });
    await expect(question(`{ planItem(id: "GPA-8a") { nearDuplicateOf { title } } }`)).resolves.toEqual({
      planItem: { nearDuplicateOf: { title: "Health systems" } },
    });
  });

  it("show an unverified fact as such", async () => {
    await expect(question(`{ planItem(id: "W20-67") { verified confidence sources note instrument { id } } }`)).resolves.toEqual({
      planItem: { verified: false, confidence: "LOW", sources: ["POA-T"], note: null, instrument: null },
    });
  });

  it("answer null for an id that no plan has", async () => {
    await expect(question(`{ planItem(id: "GPA-99z") { id } }`)).resolves.toEqual({ planItem: null });
  });

  it("are read once a request, however many lists of them it asks for", async () => {
    await question(`{ planItems { nodes { children { id } parent { id } actionLine { items { id } } instrument { id } } } }`);
    expect([...log.reads].sort()).toEqual(["action_lines", "instruments", "plan_items"]);
  });

  it("resolve references from other subgraphs in one find, in the order asked, null for unknown ids", async () => {
    await expect(
      question(`{ _entities(representations: [
        { __typename: "PlanItem", id: "GPA-18b" }
        { __typename: "PlanItem", id: "GPA-99" }
        { __typename: "PlanItem", id: "GPA-8a" }
      ]) { ... on PlanItem { id title } } }`),
    ).resolves.toEqual({ _entities: [{ id: "GPA-18b", title: "Title of GPA-18b" }, null, { id: "GPA-8a", title: "Santé publique" }] });
    expect(log.reads).toEqual(["plan_items"]);
  });

  it("page by a cursor that is pinned to its point of the log", async () => {
    const first = (await question(
      `{ planItems(first: 2) { totalCount nodes { id } pageInfo { hasNextPage endCursor } asOf { name } } }`,
    )) as {
      planItems: { pageInfo: { endCursor: string }; asOf: { name: string } };
    };
    expect(first).toMatchObject({
      planItems: { totalCount: 5, nodes: [{ id: "GPA-8a" }, { id: "GPA-18" }], pageInfo: { hasNextPage: true } },
    });
    const after = first.planItems.pageInfo.endCursor;
    const second = await question(`{ planItems(first: 3, after: "${after}") { nodes { id } pageInfo { hasNextPage hasPreviousPage } } }`, {
      snapshot: first.planItems.asOf.name,
    });
    expect(second).toEqual({
      planItems: {
        nodes: [{ id: "GPA-18a" }, { id: "GPA-18b" }, { id: "W20-67" }],
        pageInfo: { hasNextPage: false, hasPreviousPage: true },
      },
    });
    await expect(question(`{ planItems(after: "${after}") { nodes { id } } }`, { sequence: 1 })).rejects.toMatchObject({
      extensions: { code: "CURSOR_INVALID" },
    });
  });

  it("PAGE_TOO_LARGE: refuses a page of 201", async () => {
    await expect(question("{ planItems(first: 201) { totalCount } }")).rejects.toMatchObject({ extensions: { code: "PAGE_TOO_LARGE" } });
  });

  it("are answered as they were at an earlier point", async () => {
    const before = await log.append();
    await log.append(upsert("PLAN_ITEM", aPlanItem({ id: "GPA-8b", letter: "b" })));
    await log.append({ kind: "PLAN_ITEM", subject: "GPA-8b", operation: "DELETE", owner: "hub:reference", record: null });
    const nodes = (sequence: number) => question(`{ planItem(id: "GPA-8b") { id } planItems { totalCount } }`, { sequence });
    await expect(nodes(before)).resolves.toEqual({ planItem: null, planItems: { totalCount: 5 } });
    await expect(nodes(before + 1)).resolves.toEqual({ planItem: { id: "GPA-8b" }, planItems: { totalCount: 6 } });
    await expect(nodes(before + 2)).resolves.toEqual({ planItem: null, planItems: { totalCount: 5 } });
  });
});
