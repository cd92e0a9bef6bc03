import type { DedupeName } from "./dedupe";
import { aDecision, anActivity, anOverlap } from "./testing/records";
import { oneOf, seeded, someOf } from "./testing/seeded";
import { smallWorld } from "./testing/small-world";
import { startStocktaking, type TestStocktaking } from "./testing/start-stocktaking";

const ACTIVITIES = 60;
const WAYS: readonly DedupeName[] = ["NONE", "CONFIRMED", "PROPOSED"];
const random = seeded(29);
const ids: readonly [string, ...string[]] = [
  "itu:0",
  ...Array.from({ length: ACTIVITIES - 1 }, (_, n) => `${n % 3 === 0 ? "who" : "itu"}:${n + 1}`),
];
let hub: TestStocktaking;
/** By way: the activity of each cluster that came in first, by activity. */
const firstOf: Record<DedupeName, Map<string, string>> = { NONE: new Map(), CONFIRMED: new Map(), PROPOSED: new Map() };

interface Count {
  readonly none: number;
  readonly confirmed: number;
  readonly proposed: number;
  readonly note: string | null;
}

const AGGREGATE = `query ($groupBy: [ActivityDimension!]!, $dedupe: Dedupe, $filter: ActivityFilter, $first: Int, $having: AggregateHaving) {
  activityAggregate(groupBy: $groupBy, dedupe: $dedupe, filter: $filter, first: $first, having: $having) {
    groups { nodes { ...group } } other { ...group } missing { ...group } totals { none confirmed proposed note }
  }
}
fragment group on AggregateGroup { count { none confirmed proposed note } filter activities(first: 1) { totalCount } }`;
const COVERAGE = `query ($by: [CoverageAxis!]!, $dedupe: Dedupe) {
  coverage(by: $by, dedupe: $dedupe, years: [2023, 2024], placeLevel: COUNTRY) {
    cells(first: 200) { nodes { activities counts { none confirmed proposed } filter(strengths: [STRONG]) } }
    matrix { activities }
  }
}`;
const LIST = `query ($filter: ActivityFilter) { activities(filter: $filter, first: 200) { totalCount counts { none confirmed proposed } nodes { id } } }`;

interface Group {
  readonly count: Count;
  readonly filter: { readonly dedupe?: DedupeName };
  readonly activities: { readonly totalCount: number };
}
interface Aggregated {
  readonly activityAggregate: {
    readonly groups: { readonly nodes: readonly Group[] };
    readonly other: Group | null;
    readonly missing: Group | null;
    readonly totals: Count;
  };
}
interface Listed {
  readonly activities: {
    readonly totalCount: number;
    readonly counts: Omit<Count, "note">;
    readonly nodes: readonly { readonly id: string }[];
  };
}

const by = ({ none, confirmed, proposed }: Omit<Count, "note">, dedupe: DedupeName): number =>
  ({ NONE: none, CONFIRMED: confirmed, PROPOSED: proposed })[dedupe];
const listed = async (filter: object): Promise<Listed["activities"]> => (await hub.ask<Listed>(LIST, { variables: { filter } })).activities;
const aggregate = async (variables: Readonly<Record<string, unknown>>): Promise<Aggregated["activityAggregate"]> =>
  (await hub.ask<Aggregated>(AGGREGATE, { variables })).activityAggregate;

/** What the rows of a list without dedupe come to, by the links that the test itself made. */
async function expectedOf(filter: object): Promise<Record<DedupeName, number>> {
  const { nodes } = await listed({ ...filter, dedupe: "NONE" });
  const count = (way: DedupeName): number => new Set(nodes.map(({ id }) => firstOf[way].get(id) ?? id)).size;
  return { NONE: nodes.length, CONFIRMED: count("CONFIRMED"), PROPOSED: count("PROPOSED") };
}

function link(way: DedupeName, one: string, other: string): void {
  const of = (id: string): string => firstOf[way].get(id) ?? id;
  const [kept, gone] = [of(one), of(other)].sort((a, b) => ids.indexOf(a) - ids.indexOf(b));
  for (const id of ids) if (of(id) === gone) firstOf[way].set(id, kept ?? id);
}

beforeAll(async () => {
  hub = await startStocktaking();
  await hub.append(...smallWorld());
  for (const id of ids) {
    const items = someOf(random, ["GPA-11a", "GPA-11b", "GPA-18a", "GPA-18"], 0.4).map((item) => ({ item }));
    const places = someOf(random, ["KE", "UG", "IN", "002"], 0.5).map((place) => ({ place }));
    const period = { start: oneOf(random, ["2022-05-01", "2023-05-01", "2024-05-01"]), end: "2024-12-31" };
    const status = oneOf<"IMPLEMENTING" | "COMPLETED" | "PLANNED">(random, ["IMPLEMENTING", "COMPLETED", "PLANNED"]);
    await hub.append(anActivity(id, { items, places, period, status }));
  }
  for (let pair = 0; pair < 26; pair += 1) {
    const [one, other] = [oneOf(random, ids), oneOf(random, ids)];
    if (one === other) continue;
    const kind = random();
    if (kind < 0.6) {
      await hub.append(kind < 0.3 ? anOverlap(one, other, { outcome: "MERGED" }) : aDecision(one, other, "SAME"));
      link("CONFIRMED", one, other);
    } else await hub.append(anOverlap(one, other));
    link("PROPOSED", one, other);
  }
});
afterAll(() => hub.stop());

describe("a count of activities", () => {
  it("tells all three numbers, distinct ones in the totals too, and what they differ by", async () => {
    const expected = await expectedOf({});
    const { totals } = await aggregate({ groupBy: ["COUNTRY"] });
    expect(totals).toMatchObject({ none: expected.NONE, confirmed: expected.CONFIRMED, proposed: expected.PROPOSED });
    expect(expected.NONE).toBeGreaterThan(expected.CONFIRMED);
    expect(expected.CONFIRMED).toBeGreaterThan(expected.PROPOSED);
    expect(totals.note).toContain(`${expected.NONE - expected.CONFIRMED} records of an activity that is here already, as confirmed`);
    expect(totals.note).toContain("possibly");
  });

  it.each(WAYS)("opens to rows that sum to it, in every group of an aggregate: %s", async (dedupe) => {
    for (const groupBy of [["COUNTRY"], ["ITEM", "YEAR"], ["ACTION_LINE"], ["AGENCY"]]) {
      const { groups, other, missing } = await aggregate({ groupBy, dedupe, first: 4 });
      const all = [...groups.nodes, other, missing].filter((group) => group !== null);
      expect(all.length).toBeGreaterThan(1);
      for (const { count, filter, activities } of all) {
        expect(filter.dedupe).toBe(dedupe);
        expect(activities.totalCount).toBe(by(count, dedupe));
        const expected = await expectedOf(filter);
        expect(count).toMatchObject({ none: expected.NONE, confirmed: expected.CONFIRMED, proposed: expected.PROPOSED });
      }
    }
  });

  it.each(WAYS)("orders groups and lets them through by the count asked for: %s", async (dedupe) => {
    const whole = await aggregate({ groupBy: ["ITEM"], dedupe, first: 200 });
    const counts = whole.groups.nodes.map(({ count }) => by(count, dedupe));
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    const atLeast = counts[1] ?? 0;
    const some = await aggregate({ groupBy: ["ITEM"], dedupe, having: { atLeast } });
    expect(some.groups.nodes.map(({ count }) => by(count, dedupe))).toEqual(counts.filter((count) => count >= atLeast));
  });

  it("counts confirmed duplicates once where nobody says otherwise, and as the filter says where it does", async () => {
    const { groups } = await aggregate({ groupBy: ["AGENCY"] });
    expect(groups.nodes.map(({ filter }) => filter.dedupe)).toEqual(["CONFIRMED", "CONFIRMED"]);
    const opened = await aggregate({ groupBy: ["AGENCY"], filter: { dedupe: "PROPOSED" } });
    expect(opened.groups.nodes.map(({ filter }) => filter.dedupe)).toEqual(["PROPOSED", "PROPOSED"]);
    expect(opened.totals).toEqual((await aggregate({ groupBy: ["AGENCY"] })).totals);
  });

  it.each(WAYS)("opens to rows that sum to it, in every cell of the grid and of its roll-ups: %s", async (dedupe) => {
    for (const axes of [["ITEM", "COUNTRY"], ["ACTION_LINE", "YEAR"], ["REPORTER"], ["REGION"]]) {
      interface Covered {
        readonly coverage: {
          readonly cells: {
            readonly nodes: readonly { activities: number; counts: Omit<Count, "note">; filter: { dedupe: DedupeName } }[];
          };
          readonly matrix: { readonly activities: readonly (readonly number[])[] };
        };
      }
      const { coverage } = await hub.ask<Covered>(COVERAGE, { variables: { by: axes, dedupe } });
      expect(coverage.matrix.activities.flat()).toEqual(coverage.cells.nodes.map(({ activities }) => activities));
      for (const { activities, counts, filter } of coverage.cells.nodes) {
        expect(filter.dedupe).toBe(dedupe);
        expect(activities).toBe(by(counts, dedupe));
        if (counts.none === 0) continue;
        expect((await listed(filter)).totalCount).toBe(activities);
        const expected = await expectedOf(filter);
        expect(counts).toEqual({ none: expected.NONE, confirmed: expected.CONFIRMED, proposed: expected.PROPOSED });
      }
    }
  });

  it.each(WAYS)(
    "is that of the list which shows one record of each activity, the one that came in first among those that match: %s",
    async (dedupe) => {
      const { nodes } = await listed({ countries: ["KE"] });
      const { totalCount, counts, nodes: shown } = await listed({ countries: ["KE"], dedupe });
      expect(by(counts, dedupe)).toBe(totalCount);
      const first = new Map<string, string>();
      for (const { id } of nodes.toSorted((a, b) => ids.indexOf(b.id) - ids.indexOf(a.id))) first.set(firstOf[dedupe].get(id) ?? id, id);
      expect(shown.map(({ id }) => id).sort()).toEqual([...first.values()].sort());
    },
  );

  it("BAD_INPUT: refuses dedupe in a part of a filter, where it would leave out what another part asks for", async () => {
    await expect(listed({ allOf: [{ dedupe: "CONFIRMED" }] })).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
  });
});
