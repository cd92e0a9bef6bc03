import type { Principal } from "@actionline/kit/access";
import type { StoredActivity } from "@actionline/schema/hub-records";
import { overlapId } from "@actionline/schema/overlap-id";
import { aDecision, aFacilitator, anActivity, anOverlap } from "../testing/records";
import { smallWorld } from "../testing/small-world";
import { type Asking, SECRETARIAT, startStocktaking, type TestStocktaking } from "../testing/start-stocktaking";
import { MOST_IN_CELL } from "./cell-overlaps.repository";

let hub: TestStocktaking;

const IN_CELL = `query ($item: ID!, $place: ID!, $year: Int!, $levels: [OverlapLevel!], $first: Int, $after: String) {
  overlapsIn(item: $item, place: $place, year: $year, levels: $levels, first: $first, after: $after) {
    totalCount pageInfo { endCursor hasNextPage }
    nodes { id level state activities { id } assertions { name } vetoes { name established detail } exculpations { name } notes version }
  }
}`;
const FRAGMENTATION = `query ($places: [ID!], $level: PlaceLevel) {
  coverage(items: ["GPA-18a"], places: $places, placeLevel: $level, years: [2024], by: [ITEM]) {
    cells { nodes { leads fragmentation { kind count leads { organization { id } name activities inTeam } } } }
  }
}`;

interface InCell {
  readonly overlapsIn: {
    readonly totalCount: number;
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
    readonly nodes: readonly {
      readonly id: string;
      readonly level: string;
      readonly state: string | null;
      readonly assertions: readonly { readonly name: string }[];
      readonly vetoes: readonly { readonly name: string; readonly established: boolean }[];
    }[];
  };
}

const CELL = { item: "GPA-18a", place: "KE", year: 2024 };
const ITU: Principal = { id: "i", name: "the desk of ITU", roles: [{ name: "PUBLISHER", of: "itu" }] };
const inCell = async (variables: object = {}, asking: Asking = {}): Promise<InCell["overlapsIn"]> =>
  (await hub.ask<InCell>(IN_CELL, { ...asking, variables: { ...CELL, levels: ["L1", "L2", "L3"], ...variables } })).overlapsIn;
const told = async (asking: Asking = {}): Promise<string[]> => (await inCell({}, asking)).nodes.map(({ id, level }) => `${level} ${id}`);

const working = (title: string, more: Partial<StoredActivity> = {}): Partial<StoredActivity> => ({
  title: [{ language: "en", text: title }],
  items: [{ item: "GPA-18a" }],
  places: [{ place: "KE" }],
  ...more,
});
const groups = { targetGroups: ["nurses"] };

beforeEach(async () => {
  hub = await startStocktaking();
  await hub.append(...smallWorld());
  await hub.append(
    anActivity("itu:1", working("Telehealth for nurses in the west", groups)),
    anActivity("who:1", working("Clinics learn to use records", groups)),
    anActivity("undp:1", working("Rural broadband plan", { activityKind: "CONFERENCE" })),
    anActivity("itu:2", working("Workshop on standards", { activityKind: "MEETING", period: { start: "2024-11-01", end: "2024-11-02" } })),
    anActivity("who:2", working("Planned work", { status: "PLANNED" })),
  );
});
afterEach(() => hub.stop());

const BOTH = overlapId("itu:1", "who:1");

describe("overlapsIn", () => {
  it("tells of every two activities of different leads that cover the cell how much they overlap", async () => {
    const { nodes, totalCount } = await inCell();
    const levels = new Map(nodes.map(({ id, level }) => [id, level]));
    // Three leads; ITU's two activities are one lead's own.
    expect(totalCount).toBe(5);
    expect(levels.get(BOTH)).toBe("L2");
    expect(levels.get(overlapId("itu:2", "who:1"))).toBe("L1");
    expect([...levels.values()]).toEqual([...levels.values()].toSorted().reverse());
    const [first] = nodes;
    expect(first).toMatchObject({ id: BOTH, state: null, version: null, activities: [{ id: "itu:1" }, { id: "who:1" }] });
    expect(first?.assertions.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["SAME_ITEM", "TYPE_EQUAL", "GROUP_OVERLAP", "DATES_OVERLAP"]),
    );
    expect(first?.vetoes.length).toBe(5);
  });

  it("tells of a request for review as one to those alone who may see it", async () => {
    await hub.append(anOverlap("itu:1", "who:1", { level: "L3" }, "PRIVATE"));
    await expect(told()).resolves.toContain(`L2 ${BOTH}`);
    await expect(told({ as: ITU })).resolves.toContain(`L3 ${BOTH}`);
    await expect(told({ as: SECRETARIAT })).resolves.toContain(`L3 ${BOTH}`);
    expect((await inCell({ levels: ["L3"] })).totalCount).toBe(0);
    const [seen] = (await inCell({ levels: ["L2"] })).nodes;
    expect(seen).toMatchObject({ id: BOTH, state: null, version: null });
  });

  it("leaves out records of one activity, confirmed or possible, until a person says that they are two", async () => {
    await hub.append(aDecision("itu:1", "who:1", "SAME"));
    await expect(told()).resolves.not.toContainEqual(expect.stringContaining(BOTH));
    await hub.append(aDecision("itu:1", "who:1", "DISTINCT"));
    await expect(told()).resolves.toContain(`L2 ${BOTH}`);
  });

  it("stops where a person named a relation, and shows the decision", async () => {
    await hub.append(aDecision("itu:1", "who:1", "RELATED", { relation: "COMPLEMENT" }));
    const [first] = (await inCell()).nodes;
    expect(first).toMatchObject({ id: BOTH, level: "L2", state: "RELATED", exculpations: [{ name: "DECLARED_COMPLEMENT" }] });
  });

  it("lists pairs of one place before those of different places in a region, and what nothing explains before what is explained", async () => {
    const trained = (title: string, place: string) => working(title, { ...groups, places: [{ place }] });
    const elsewhere = overlapId("itu:1", "undp:3");
    const declared = overlapId("itu:1", "undp:2");
    await hub.append(
      anActivity("undp:2", trained("Nurses meet patients online", "KE")),
      anActivity("undp:3", trained("A register of births", "UG")),
      aDecision("itu:1", "undp:2", "RELATED", { relation: "COMPLEMENT" }),
    );
    const { nodes } = await inCell({ place: "002", levels: ["L2"] });
    const order = nodes.map(({ id }) => id).filter((id) => [BOTH, declared, elsewhere].includes(id));
    expect(order).toEqual([BOTH, declared, elsewhere]);
    // Ids alone would have them otherwise.
    expect(order).not.toEqual(order.toSorted());
    const first = await inCell({ place: "002", levels: ["L2"], first: 2 });
    const rest = await inCell({ place: "002", levels: ["L2"], after: first.pageInfo.endCursor });
    expect([...first.nodes, ...rest.nodes].map(({ id }) => id)).toEqual(nodes.map(({ id }) => id));
  });

  it("comes in pages that join to the whole, and asks for L2 and L3 where nothing is said", async () => {
    const whole = await told();
    const joined: string[] = [];
    let after: string | null = null;
    do {
      const { nodes, pageInfo }: InCell["overlapsIn"] = await inCell({ first: 2, after });
      joined.push(...nodes.map(({ id, level }) => `${level} ${id}`));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(joined).toEqual(whole);
    expect((await inCell({ levels: null })).nodes.every(({ level }) => level === "L2")).toBe(true);
  });

  it("QUERY_TOO_COSTLY: refuses a cell that more cover than can be compared", async () => {
    await hub.append(...Array.from({ length: MOST_IN_CELL }, (_, n) => anActivity(`undp:many-${n}`, working(`Work ${n}`))));
    await expect(inCell()).rejects.toMatchObject({ extensions: { code: "QUERY_TOO_COSTLY" } });
    await expect(inCell({ year: 2021 })).resolves.toMatchObject({ totalCount: 0 });
  });

  it("compares as many as it promises to within what one request may cause", async () => {
    await hub.append(...Array.from({ length: MOST_IN_CELL - 4 }, (_, n) => anActivity(`a${n}:1`, working(`Work ${n}`))));
    await expect(inCell({ first: 1 })).resolves.toMatchObject({ totalCount: (MOST_IN_CELL * (MOST_IN_CELL - 1)) / 2 - 1 });
  });

  it.each([[{ item: "GPA-99" }], [{ place: "XX" }], [{ place: "GLOBAL" }], [{ year: 99 }]])("BAD_INPUT: refuses %j", async (facts) => {
    await expect(inCell(facts)).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
  });
});

describe("a cell's fragmentation", () => {
  const ask = async (variables: object) => {
    interface Answer {
      readonly coverage: { readonly cells: { readonly nodes: readonly { readonly fragmentation: object | null }[] } };
    }
    return (await hub.ask<Answer>(FRAGMENTATION, { variables: { ...variables } })).coverage.cells.nodes.map(
      ({ fragmentation }) => fragmentation,
    );
  };
  const kenya = { places: ["KE"], level: "COUNTRY" };

  it("is a neutral fact: who leads, and that no team joins them", async () => {
    const lead = (name: string, activities: number, inTeam: boolean) => ({ organization: null, name, activities, inTeam });
    await expect(ask(kenya)).resolves.toEqual([
      {
        kind: "FRAGMENTATION",
        count: 3,
        leads: [lead("itu", 2, false), lead("who", 1, true), lead("undp", 1, false)],
      },
    ]);
  });

  it("is coordination where the team of the line joins all that lead", async () => {
    await hub.append(aFacilitator("C7-eHealth", "ITU"), aFacilitator("C7-eHealth", "UNDP", { to: "2023-12-31" }));
    await expect(ask(kenya)).resolves.toMatchObject([{ kind: "FRAGMENTATION" }]);
    await hub.append(aFacilitator("C7-eHealth", "UNDP"));
    await expect(ask(kenya)).resolves.toMatchObject([{ kind: "COORDINATION", count: 3 }]);
  });

  it("counts two reports of one activity as that of the record which came in first", async () => {
    await hub.append(aDecision("itu:1", "who:1", "SAME"), aDecision("itu:1", "undp:1", "SAME"));
    await expect(ask(kenya)).resolves.toMatchObject([{ kind: "ONE_LEAD", count: 1, leads: [{ name: "itu", activities: 2 }] }]);
  });

  it("is told of one country or region at a time", async () => {
    await expect(ask({ places: ["KE", "UG"], level: "COUNTRY" })).resolves.toEqual([null]);
    await expect(ask({ places: ["002"], level: "REGION" })).resolves.toMatchObject([{ count: 3 }]);
  });
});
