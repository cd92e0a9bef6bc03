import { compilePlan } from "./compiled-plan";
import { type Asked, canned, plain, type Reply } from "./testing/canned";
import { aRun, testPlanner } from "./testing/planned";

const planner = testPlanner({
  a: `
    type Query { shops: [Shop!]! places: [Place] }
    union Place = Shop | Stall
    type Shop @key(fields: "id") @context(name: "place") { id: ID! region: Region items: [Item!]! }
    type Stall @key(fields: "id") @context(name: "place") { id: ID! region: Region items: [Item!]! }
    type Region { tax: String }
    type Item @key(fields: "id") { id: ID! price(to: Int, tax: String @fromContext(field: "$place { region { tax } }")): String }
  `,
  b: `type Item @key(fields: "id") { id: ID! name: String }`,
});

const shop = (id: string, tax: string | null, ...items: string[]) => ({
  __typename: "Shop",
  id,
  region: tax === null ? null : { tax },
  items: items.map((item) => ({ __typename: "Item", id: item })),
});

/** What each item costs where it stands: its own number and the tax that the subgraph was told. */
function prices({ variables }: Asked): Record<string, Reply> {
  const group = (prefix: string) => {
    const tax = Object.entries(variables).find(([name]) => name.startsWith(`${prefix}contextual`))?.[1];
    return (variables[`${prefix}representations`] as { id: string }[]).map(({ id }) => ({ price: `${id} at ${tax}` }));
  };
  const prefixes = Object.keys(variables).flatMap((name) =>
    name.endsWith("representations") ? [name.slice(0, -"representations".length)] : [],
  );
  return Object.fromEntries(
    prefixes.map((prefix) => [prefix === "" ? "_entities" : prefix.replace(/^_v(\d+)_$/, "_e$1"), group(prefix)]),
  ) as never;
}

async function ask(query: string, data: unknown, joinFetches = true) {
  let first = true;
  const a = (asked: Asked): Reply => {
    if (!first) return { data: prices(asked) };
    first = false;
    return { data };
  };
  const { transportOf, asked } = canned({ a, b: () => ({ data: { _entities: [] } }) });
  const plan = compilePlan(planner.plan(query), planner.typesOf, { joinFetches, echoKeys: () => false });
  return { ...(await plan.run(aRun({ to: 1 }), transportOf)), asked };
}

const pricesOf = (tree: unknown): unknown =>
  (plain(tree) as { shops: { items: { price?: string }[] }[] }).shops.map(({ items }) => items.map(({ price }) => price));

describe("A value from the context of an entity", () => {
  it("goes to the subgraph as the variable that the plan names", async () => {
    const { tree, asked } = await ask("{ shops { items { price } } }", { shops: [shop("s", "7 %", "i1", "i2")] });
    expect(pricesOf(tree)).toEqual([["i1 at 7 %", "i2 at 7 %"]]);
    expect(Object.values(asked[1]?.variables ?? {})).toContain("7 %");
  });

  it.each([true, false])("is each entity's own, though they share a representation (joined: %s)", async (join) => {
    const shops = [shop("s", "7 %", "i1", "i2"), shop("t", "19 %", "i1"), shop("u", "7 %", "i1")];
    const { tree, asked } = await ask("query ($to: Int) { shops { items { price(to: $to) } } }", { shops }, join);
    expect(pricesOf(tree)).toEqual([["i1 at 7 %", "i2 at 7 %"], ["i1 at 19 %"], ["i1 at 7 %"]]);
    expect(asked.length).toBe(join ? 2 : 3);
    expect(asked[1]?.variables.to).toBe(1);
  });

  it("is null where it is null, and where what it stands in is", async () => {
    const { tree } = await ask("{ shops { items { price } } }", {
      shops: [shop("s", null, "i1"), { ...shop("t", "x", "i2"), region: { tax: null } }],
    });
    expect(pricesOf(tree)).toEqual([["i1 at null"], ["i2 at null"]]);
  });

  it("that was lost leaves the entity unasked", async () => {
    const { tree, faults, asked } = await ask("{ shops { items { price } } }", {
      shops: [{ ...shop("s", "x", "i1"), region: { tax: 5 } }],
    });
    expect([pricesOf(tree), asked.length]).toEqual([[[undefined]], 1]);
    expect(faults.map(({ path }) => path)).toEqual([["shops", 0, "region", "tax"]]);
  });

  it("is found above whichever type sets it", async () => {
    const places = [shop("s", "7 %", "i1"), { ...shop("t", "19 %", "i2"), __typename: "Stall" }];
    const { tree } = await ask("{ places { ... on Shop { items { price } } ... on Stall { items { price } } } }", { places });
    expect(JSON.stringify(tree)).toContain("i1 at 7 %");
    expect(JSON.stringify(tree)).toContain("i2 at 19 %");
  });

  it("makes as many requests as it takes, with no more than sixteen values each", async () => {
    const shops = Array.from({ length: 40 }, (_, n) => shop(`s${n}`, `${n} %`, "i"));
    const { tree, asked } = await ask("{ shops { items { price } } }", { shops });
    expect(pricesOf(tree)).toEqual(shops.map((_, n) => [`i at ${n} %`]));
    expect(asked.length).toBe(1 + 3);
  });
});
