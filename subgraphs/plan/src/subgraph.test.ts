import type { Subgraph } from "@actionline/kit/subgraph";
import { ask } from "@actionline/kit/testing/ask";
import { startLog, type TestLog, upsert } from "@actionline/log/testing/start-log";
import { buildPlanSubgraph } from "./subgraph";
import { anActionLine, anInstrument, aPlace, aPlaceGroup, aPlanItem } from "./testing/builders";

let plan: Subgraph;
let log: TestLog;

beforeAll(async () => {
  log = await startLog();
  plan = await buildPlanSubgraph(log.db);
  await log.append(
    upsert("INSTRUMENT", anInstrument({ id: "SEED-A", title: "A proposal" })),
    upsert("INSTRUMENT", anInstrument({ id: "GPA-2003", adopted: "2003-12-12" })),
    upsert("ACTION_LINE", anActionLine({ id: "C7", order: 7 })),
    upsert(
      "ACTION_LINE",
      anActionLine({
        id: "C2",
        order: 2,
        sdgLinks: [{ goal: 9, targets: ["9.c"], disputed: true, verified: true, confidence: "medium", sources: ["MX"] }],
      }),
    ),
    upsert("ACTION_LINE", anActionLine({ id: "C7-eScience", parent: "C7", order: 1 })),
    upsert("PLAN_ITEM", aPlanItem({ id: "GPA-9b", actionLine: "C2", paragraph: 9, letter: "b" })),
    upsert("PLAN_ITEM", aPlanItem({ id: "GPA-9a", actionLine: "C2", paragraph: 9 })),
    upsert("THEME", { id: "gender", name: "Gender", items: ["GPA-9b", "GPA-77"] }),
    upsert("PLACE", aPlace({ id: "GLOBAL", level: "GLOBAL", within: [] })),
    upsert("PLACE", aPlace({ id: "002", level: "REGION", within: ["GLOBAL"] })),
    upsert("PLACE", aPlace({ id: "014", level: "SUBREGION", within: ["002", "GLOBAL"] })),
    upsert("PLACE", aPlace({ id: "KE" })),
    upsert("PLACE", aPlace({ id: "UG" })),
    upsert("PLACE_GROUP", aPlaceGroup({ id: "LDC", countries: ["UG"] })),
  );
});
afterAll(() => log.stop());

/** Each question is a request of its own. */
const question = async (operation: string): Promise<unknown> => {
  const context = plan.context(await log.request());
  log.reads.splice(0);
  return ask(plan.schema, context, operation);
};

describe("the plan subgraph", () => {
  it("lists instruments by the day they were adopted, those without one last", async () => {
    await expect(question("{ instruments { id adopted } }")).resolves.toEqual({
      instruments: [
        { id: "GPA-2003", adopted: "2003-12-12" },
        { id: "SEED-A", adopted: null },
      ],
    });
  });

  it("lists action lines in the plan's order, with sub-lines, items and goals, in two finds", async () => {
    await expect(
      question("{ actionLines { code subLines { code } items { id } sdgLinks { goal targets disputed confidence } } }"),
    ).resolves.toEqual({
      actionLines: [
        {
          code: "C2",
          subLines: [],
          items: [{ id: "GPA-9a" }, { id: "GPA-9b" }],
          sdgLinks: [{ goal: 9, targets: ["9.c"], disputed: true, confidence: "MEDIUM" }],
        },
        { code: "C7", subLines: [{ code: "C7-eScience" }], items: [], sdgLinks: [] },
        { code: "C7-eScience", subLines: [], items: [], sdgLinks: [] },
      ],
    });
    expect([...log.reads].sort()).toEqual(["action_lines", "plan_items"]);
  });

  it("answers one action line by code, null for one that the plan hasn't", async () => {
    await expect(question(`{ c2: actionLine(code: "C2") { order } c99: actionLine(code: "C99") { order } }`)).resolves.toEqual({
      c2: { order: 2 },
      c99: null,
    });
  });

  it("lists themes with the items that the plan has", async () => {
    await expect(question("{ themes { name items { id } } }")).resolves.toEqual({
      themes: [{ name: "Gender", items: [{ id: "GPA-9b" }] }],
    });
  });

  it("knows what lies in what", async () => {
    await expect(question("{ places(level: REGION) { nodes { children { id } countries { id } within { id } } } }")).resolves.toEqual({
      places: { nodes: [{ children: [{ id: "014" }], countries: [{ id: "KE" }, { id: "UG" }], within: [{ id: "GLOBAL" }] }] },
    });
  });

  it("lists the countries of a group", async () => {
    await expect(question(`{ places(group: "LDC") { nodes { id } } placeGroups { id countries { name } } }`)).resolves.toEqual({
      places: { nodes: [{ id: "UG" }] },
      placeGroups: [{ id: "LDC", countries: [{ name: "Place UG" }] }],
    });
  });

  it("BAD_INPUT: refuses a group that it doesn't know rather than answer with nothing", async () => {
    await expect(question(`{ places(group: "LCD") { totalCount } }`)).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
  });

  it("resolves references to each of its entities in one find a kind, null for unknown ones", async () => {
    await expect(
      question(`{ _entities(representations: [
        { __typename: "ActionLine", code: "C7" } { __typename: "ActionLine", code: "C99" }
        { __typename: "Instrument", id: "GPA-2003" } { __typename: "Theme", id: "gender" }
        { __typename: "Place", id: "KE" } { __typename: "Place", id: "ZZ" } { __typename: "Place", id: "UG" }
        { __typename: "PlaceGroup", id: "LDC" }
      ]) {
        ... on ActionLine { order } ... on Instrument { kind } ... on Theme { name } ... on Place { level } ... on PlaceGroup { source }
      } }`),
    ).resolves.toEqual({
      _entities: [
        { order: 7 },
        null,
        { kind: "summit outcome" },
        { name: "Gender" },
        { level: "COUNTRY" },
        null,
        { level: "COUNTRY" },
        { source: "a list of 2024" },
      ],
    });
    expect([...log.reads].sort()).toEqual(["action_lines", "instruments", "place_groups", "places", "themes"]);
  });
});
