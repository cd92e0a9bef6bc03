import type { Subgraph } from "@actionline/kit/subgraph";
import { ask } from "@actionline/kit/testing/ask";
import { startLog, type TestLog, upsert } from "@actionline/log/testing/start-log";
import { loadReference } from "@actionline/schema/reference/load-reference";
import { buildPlanSubgraph } from "./subgraph";

let plan: Subgraph;
let log: TestLog;

beforeAll(async () => {
  log = await startLog();
  plan = await buildPlanSubgraph(log.db);
  const { instruments, actionLines, planItems, places, placeGroups } = loadReference();
  await log.append(
    ...instruments.map((record) => upsert("INSTRUMENT", record)),
    ...actionLines.map((record) => upsert("ACTION_LINE", record)),
    ...planItems.map((record) => upsert("PLAN_ITEM", record)),
    ...places.map((record) => upsert("PLACE", record)),
    ...placeGroups.map((record) => upsert("PLACE_GROUP", record)),
  );
});
afterAll(() => log.stop());

const question = async (operation: string): Promise<unknown> => ask(plan.schema, plan.context(await log.request()), operation);

describe("the real plan", () => {
  it("is shown whole: every field of every record", async () => {
    const answer = (await question(`{
      instruments { id symbol title adopted body kind relevance verified confidence sources note }
      actionLines {
        code order officialName shortName paragraph parent { code } subLines { code } verified confidence sources note
        sdgLinks { goal targets disputed verified confidence sources note }
        items {
          id paragraph letter title nature deadline level addressees stakeholderTypes verified confidence sources note
          instrument { id } actionLine { code } parent { id } children { id } nearDuplicateOf { id }
        }
      }
      planItems(first: 200) { totalCount nodes { id } pageInfo { hasNextPage } }
      places(level: COUNTRY) { totalCount nodes { name within { level } } }
      placeGroups { name source countries { name } }
    }`)) as { instruments: unknown[]; actionLines: { code: string; subLines: unknown[] }[] };
    expect(answer).toMatchObject({ planItems: { totalCount: 224, pageInfo: { hasNextPage: true } }, places: { totalCount: 249 } });
    expect(answer.instruments).toHaveLength(52);
    const codes = answer.actionLines.map(({ code }) => code);
    expect(codes).toHaveLength(19);
    expect(codes.slice(5, 9)).toEqual(["C6", "C7", "C7-eGovernment", "C7-eBusiness"]);
    expect(codes.slice(14)).toEqual(["C7-eScience", "C8", "C9", "C10", "C11"]);
    expect(answer.actionLines.find(({ code }) => code === "C7")?.subLines).toHaveLength(8);
  });

  it("gives the items of a line in the plan's order, an item before its own parts", async () => {
    const { actionLine } = (await question(`{ actionLine(code: "C2") { items { id } } }`)) as { actionLine: { items: { id: string }[] } };
    const ids = actionLine.items.map(({ id }) => id);
    expect(ids.slice(3, 9)).toEqual(["GPA-9d", "GPA-9d-i", "GPA-9d-ii", "GPA-9d-iii", "GPA-9d-iv", "GPA-9e"]);
  });

  it("finds places within Africa that are least developed", async () => {
    const { places } = (await question(`{ places(group: "LDC", first: 200) { nodes { id within { id } } } }`)) as {
      places: { nodes: { id: string; within: { id: string }[] }[] };
    };
    const african = places.nodes.filter(({ within }) => within.some(({ id }) => id === "002"));
    expect(african.map(({ id }) => id)).toContain("UG");
    expect(african.map(({ id }) => id)).not.toContain("BD");
  });
});
