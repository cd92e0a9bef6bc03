import type { StoredActivity } from "@actionline/schema/hub-records";
import { anActivity, suggested } from "../testing/records";
import { oneOf, seeded, someOf } from "../testing/seeded";
import { smallWorld } from "../testing/small-world";
import { startStocktaking, type TestStocktaking } from "../testing/start-stocktaking";

let hub: TestStocktaking;

const DIMENSIONS = [
  "ACTION_LINE",
  "ITEM",
  "SDG",
  "COUNTRY",
  "REGION",
  "YEAR",
  "KIND",
  "STATUS",
  "REPORTER",
  "AGENCY",
  "SOURCE",
  "STAKEHOLDER_TYPE",
  "BASIS",
] as const;

interface Group {
  readonly keys: readonly { readonly dimension: string; readonly value: string; readonly label: string }[];
  readonly count: { readonly none: number };
  readonly apportioned: number;
  readonly filter: object;
  readonly activities: { readonly totalCount: number; readonly nodes: readonly { readonly id: string }[] };
}

interface Aggregated {
  readonly activityAggregate: {
    readonly groups: {
      readonly nodes: readonly Group[];
      readonly totalCount: number;
      readonly pageInfo: { readonly endCursor: string | null };
    };
    readonly other: Group | null;
    readonly missing: Group | null;
    readonly totals: { readonly none: number; readonly confirmed: number; readonly proposed: number | null; readonly note: string | null };
    readonly overlapping: boolean;
    readonly sources: readonly { readonly id: string; readonly caveat: string | null }[];
  };
}

const AGGREGATE = `query (
  $filter: ActivityFilter, $groupBy: [ActivityDimension!]!, $having: AggregateHaving, $orderBy: AggregateOrder, $first: Int, $after: String
) {
  activityAggregate(filter: $filter, groupBy: $groupBy, having: $having, orderBy: $orderBy, first: $first, after: $after) {
    groups { nodes { ...group } totalCount pageInfo { endCursor } }
    other { ...group } missing { ...group }
    totals { none confirmed proposed note } overlapping sources { id caveat }
  }
}
fragment group on AggregateGroup { keys { dimension value label } count { none } apportioned filter activities(first: 3) { totalCount nodes { id } } }`;

const LIST = `query ($filter: ActivityFilter) { activities(filter: $filter, first: 200) { totalCount nodes { id } } }`;

async function aggregate(variables: object): Promise<Aggregated["activityAggregate"]> {
  return (await hub.ask<Aggregated>(AGGREGATE, { variables: { ...variables } })).activityAggregate;
}

async function listed(filter: object): Promise<string[]> {
  const { activities } = await hub.ask<{ activities: Group["activities"] }>(LIST, { variables: { filter } });
  return activities.nodes.map(({ id }) => id);
}

const randomActivity = (random: () => number, number: number) => {
  const agency = oneOf(random, ["itu", "who"]);
  const start = 2015 + Math.floor(random() * 12);
  return anActivity(`${agency}:${number}`, {
    items: someOf(random, ["GPA-11a", "GPA-18", "GPA-18a", "GPA-18b", "GPA-25"], 0.2).map((item) => ({ item })),
    actionLines: someOf(random, ["C4", "C7", "C7-eHealth"], 0.1),
    suggestions: someOf(random, [suggested("GPA-18a", "C7-eHealth"), suggested(null, "C4")], 0.2),
    places: someOf(random, ["KE", "UG", "IN", "014", "002", "GLOBAL"], 0.25).map((place) => ({ place })),
    sdgs: someOf(random, [3, 4, 17], 0.3).map((goal) => ({ goal })),
    activityKind: oneOf(random, ["PROJECT", "TRAINING", "UNSPECIFIED"]),
    status: oneOf(random, ["PLANNED", "IMPLEMENTING", "COMPLETED"]),
    period: oneOf<StoredActivity["period"]>(random, [
      {},
      { start: `${start}-01-01` },
      { start: `${start}-01-01`, end: `${start + 2}-06-30` },
    ]),
    participants: someOf(random, ["CIVIL_SOCIETY", "ACADEMIA"] as const, 0.3).map((type) => ({
      role: "IMPLEMENTER" as const,
      organisation: { name: `One of ${type}`, type },
    })),
  });
};

beforeAll(async () => {
  hub = await startStocktaking();
  const random = seeded(20_031_212);
  await hub.append(...smallWorld(), ...Array.from({ length: 150 }, (_, number) => randomActivity(random, number)));
});
afterAll(() => hub.stop());

describe("activityAggregate", () => {
  it("opens every number to exactly the rows that it counts, by any dimensions under any filter (seeded)", async () => {
    const random = seeded(42);
    const filters = [
      {},
      { items: ["GPA-18"] },
      { regions: ["002"], includeSuggested: true },
      { agencies: ["who"] },
      { years: { from: 2020 } },
    ];
    for (let round = 0; round < 40; round += 1) {
      const groupBy = someOf(random, DIMENSIONS, 0.12).slice(0, 3);
      if (groupBy.length === 0) groupBy.push(oneOf(random, DIMENSIONS));
      const filter = oneOf(random, [{}, ...filters]);
      const first = oneOf(random, [3, 200]);
      const { groups, other, missing, totals, overlapping } = await aggregate({ filter, groupBy, first });
      const all = [...groups.nodes, other, missing].filter((group) => group !== null);
      const rows = await Promise.all(all.map((group) => listed(group.filter)));
      expect(all.map(({ count }) => count.none)).toEqual(rows.map(({ length }) => length));
      expect(all.map(({ activities }) => activities.totalCount)).toEqual(rows.map(({ length }) => length));
      expect(new Set(rows.flat()).size).toBe(totals.none);
      const sum = rows.flat().length;
      expect({ groupBy, filter, sum: overlapping || sum === totals.none }).toEqual({ groupBy, filter, sum: true });
    }
  });

  it("counts an item for the items above it and a sub-line for its line, and says that groups overlap", async () => {
    const filter = { ids: (await listed({ items: ["GPA-18a"] })).slice(0, 1) };
    const { groups, overlapping, totals } = await aggregate({
      filter,
      groupBy: ["ITEM"],
      orderBy: { field: "KEY", direction: "ASCENDING" },
    });
    expect(groups.nodes.map(({ keys }) => keys[0]?.value)).toEqual(expect.arrayContaining(["GPA-18", "GPA-18a"]));
    expect({ overlapping, total: totals.none }).toEqual({ overlapping: true, total: 1 });
  });

  it("reads pages that together are the whole, and leaves the rest to other", async () => {
    const whole = await aggregate({ groupBy: ["COUNTRY", "STATUS"], first: 200 });
    const read: Group[] = [];
    let after: string | null = null;
    for (let turn = 0; turn < 10; turn += 1) {
      const page: Aggregated["activityAggregate"] = await aggregate({ groupBy: ["COUNTRY", "STATUS"], first: 2, after });
      read.push(...page.groups.nodes);
      after = page.groups.pageInfo.endCursor ?? after;
      if (page.groups.nodes.length === 0) break;
    }
    expect(read).toEqual(whole.groups.nodes);
    expect(whole.other).toBeNull();
  });

  it("lists only groups that having lets through", async () => {
    const { groups } = await aggregate({ groupBy: ["YEAR"], having: { atLeast: 20, atMost: 60 } });
    expect(groups.nodes.length).toBeGreaterThan(0);
    for (const { count } of groups.nodes) expect(count.none).toBeGreaterThanOrEqual(20);
    for (const { count } of groups.nodes) expect(count.none).toBeLessThanOrEqual(60);
  });

  it("tells three equal numbers where no two records are of one activity", async () => {
    const { totals, sources } = await aggregate({ groupBy: ["AGENCY"] });
    expect(totals).toEqual({ none: 150, confirmed: 150, proposed: 150, note: null });
    expect(sources).toEqual([
      { id: "itu/feed", caveat: null },
      { id: "who/feed", caveat: "Only projects above a million." },
    ]);
  });

  it("opens all its groups in one find", async () => {
    await aggregate({ groupBy: ["STATUS"] });
    hub.reads.length = 0;
    await aggregate({ groupBy: ["ITEM", "COUNTRY"] });
    expect(hub.reads.filter((collection) => collection === "activities")).toHaveLength(1);
  });

  it.each([[[]], [["ITEM", "ITEM"]], [["ITEM", "YEAR", "KIND", "STATUS"]]])("BAD_INPUT: refuses to group by %j", async (groupBy) => {
    await expect(aggregate({ groupBy })).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
  });

  it("apportion each record among its groups, so that groups of all pages and missing add up to the total", async () => {
    for (const groupBy of [["ITEM"], ["COUNTRY"], ["ITEM", "COUNTRY"], ["YEAR", "SDG"], ["REPORTER"]]) {
      const parts: number[] = [];
      let after: string | null = null;
      let last: Aggregated["activityAggregate"];
      do {
        last = await aggregate({ groupBy, first: 7, after });
        parts.push(...last.groups.nodes.map(({ apportioned }) => apportioned));
        for (const { apportioned, count } of last.groups.nodes) expect(apportioned).toBeLessThanOrEqual(count.none);
        after = last.groups.nodes.length === 7 ? last.groups.pageInfo.endCursor : null;
      } while (after !== null);
      const sum = parts.reduce((all, part) => all + Math.round(part * 1e6), 0);
      expect({ groupBy, sum: sum / 1e6 + (last.missing?.apportioned ?? 0) }).toEqual({ groupBy, sum: last.totals.none });
    }
  });
});
