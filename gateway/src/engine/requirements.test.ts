import { Engine } from "./engine";
import { plannerOf } from "./execution/testing/planned";
import { ask } from "./testing/ask";
import type { TestSubgraph } from "./testing/compose";
import { tinyFederation } from "./testing/tiny-federation";

const RATES: Readonly<Record<string, number>> = { CHF: 1, EUR: 10, USD: 100 };

/** Knows prices in any currency, and texts in any language. */
const catalogue: TestSubgraph = {
  name: "catalogue",
  sdl: `
    enum Currency { CHF EUR USD }
    type Query { products: [Product!]!  things: [Thing!]! }
    interface Thing @key(fields: "id") { id: ID!  price(in: Currency = CHF): Float }
    type Product implements Thing @key(fields: "id") {
      id: ID!
      price(in: Currency = CHF): Float
      label(language: String!): Label
      box: Box!
      parts: [Part!]!
    }
    type Label { text(length: Int): String }
    type Box { width(unit: String): Float }
    type Part { weight(unit: String): Float }
  `,
  resolvers: {
    Query: { products: () => PRODUCTS, things: () => PRODUCTS.map((product) => ({ __typename: "Product", ...product })) },
    Product: {
      __resolveReference: ({ id }: { id: string }) => PRODUCTS.find((product) => product.id === id) ?? null,
      price: ({ base }: { base: number }, args: { in: string }) => base * (RATES[args.in] ?? 0),
      label: ({ id }: { id: string }, { language }: { language: string }) => ({ whole: `${id} in ${language}` }),
      box: () => ({}),
      parts: () => [1, 2],
    },
    Label: { text: ({ whole }: { whole: string }, { length }: { length?: number }) => whole.slice(0, length ?? undefined) },
    Box: { width: (_: unknown, { unit }: { unit: string }) => (unit === "m" ? 2 : 200) },
    Part: { weight: (part: number, { unit }: { unit: string }) => (unit === "kg" ? part : part * 1_000) },
  },
};

const PRODUCTS = [
  { id: "p1", base: 1 },
  { id: "p2", base: 2 },
];

/** Requires the same fields with arguments of all kinds, and gives back what it was told. */
const shipping: TestSubgraph = {
  name: "shipping",
  sdl: `
    enum Currency { CHF EUR USD }
    type Product @key(fields: "id") {
      id: ID!
      price(in: Currency = CHF): Float @external
      label(language: String!): Label @external
      box: Box! @external
      parts: [Part!]! @external
      inDollars: String @requires(fields: "price(in: USD)")
      inEuros: String @requires(fields: "price(in: EUR)")
      inFrancs: String @requires(fields: "price")
      alsoInDollars(before: String): String @requires(fields: "price(in: USD)")
      french: String @requires(fields: "label(language: \\"fr\\") { text(length: 2) }")
      german: String @requires(fields: "label(language: \\"de\\") { text }")
      metres: String @requires(fields: "box { width(unit: \\"m\\") }")
      centimetres: String @requires(fields: "box { width(unit: \\"cm\\") } price(in: EUR)")
      kilograms: String @requires(fields: "parts { weight(unit: \\"kg\\") }")
      grams: String @requires(fields: "parts { weight(unit: \\"g\\") }")
      free: Int
    }
    type Label { text(length: Int): String @external }
    type Box { width(unit: String): Float @external }
    type Part { weight(unit: String): Float @external }
  `,
  resolvers: {
    Product: {
      __resolveReference: (reference: object) => reference,
      inDollars: told("price"),
      inEuros: told("price"),
      inFrancs: told("price"),
      alsoInDollars: told("price"),
      french: told("label"),
      german: told("label"),
      metres: told("box"),
      centimetres: told("box", "price"),
      kilograms: told("parts"),
      grams: told("parts"),
      free: () => 7,
    },
  },
};

/** Requires what itself requires something with other arguments. */
const customs: TestSubgraph = {
  name: "customs",
  sdl: `
    type Product @key(fields: "id") {
      id: ID!
      inDollars: String @external
      inEuros: String @external
      both: String @requires(fields: "inDollars inEuros")
    }
  `,
  resolvers: { Product: { __resolveReference: (reference: object) => reference, both: told("inDollars", "inEuros") } },
};

/** Gives back what a representation held of these names. */
function told(...names: readonly string[]) {
  return (reference: Readonly<Record<string, unknown>>) => JSON.stringify(Object.fromEntries(names.map((name) => [name, reference[name]])));
}

describe("Requirements with arguments", () => {
  const federation = tinyFederation([catalogue, shipping, customs]);
  let engine: Engine;
  beforeAll(async () => {
    engine = await Engine.open({ supergraphSdl: federation.supergraphSdl, transportOf: ({ name }) => federation.transportOf(name) });
  });
  afterAll(() => engine.close());

  const products = async (selection: string) => {
    federation.asked.length = 0;
    const { data, errors } = await ask(engine.current, `{ products { ${selection} } }`);
    expect(errors).toEqual([]);
    return (data as { products: unknown[] }).products;
  };

  it("are each met as written where two of one operation contradict each other", async () => {
    expect(await products("inDollars inEuros inFrancs")).toEqual([
      { inDollars: '{"price":100}', inEuros: '{"price":10}', inFrancs: '{"price":1}' },
      { inDollars: '{"price":200}', inEuros: '{"price":20}', inFrancs: '{"price":2}' },
    ]);
  });

  it("are met whatever the client asks the same field with", async () => {
    const [first] = await products("price: inDollars a: price(in: EUR) b: price(in: USD) inDollars inEuros");
    expect(first).toEqual({ price: '{"price":100}', a: 10, b: 100, inDollars: '{"price":100}', inEuros: '{"price":10}' });
  });

  it("are met below objects, in lists and through fields that have arguments themselves", async () => {
    const [first] = await products('french german metres centimetres kilograms grams box { width(unit: "cm") }');
    expect(first).toEqual({
      french: '{"label":{"text":"p1"}}',
      german: '{"label":{"text":"p1 in de"}}',
      metres: '{"box":{"width":2}}',
      centimetres: '{"box":{"width":200},"price":10}',
      kilograms: '{"parts":[{"weight":1},{"weight":2}]}',
      grams: '{"parts":[{"weight":1000},{"weight":2000}]}',
      box: { width: 200 },
    });
  });

  it("are met where they are required of required fields", async () => {
    const [first] = await products("both");
    expect(first).toEqual({ both: JSON.stringify({ inDollars: '{"price":100}', inEuros: '{"price":10}' }) });
  });

  it("share a fetch where they agree, and take no more than it needs", async () => {
    await products('inDollars a: alsoInDollars(before: "A") b: alsoInDollars(before: "B") free');
    expect(federation.asked.map((text) => text.split(" ")[0])).toEqual(["catalogue", "shipping"]);
  });

  it("are met in the part of an answer that is put off", async () => {
    const prepared = await engine.current.prepare({ query: "{ products { inDollars ... @defer { inEuros } } }" });
    const answer = await engine.current.execute(prepared, { signal: new AbortController().signal, scope: null });
    if (answer.kind !== "parts") throw new Error("nothing was put off");
    expect(JSON.parse(answer.first.data ?? "")).toEqual({ products: [{ inDollars: '{"price":100}' }, { inDollars: '{"price":200}' }] });
    const parts: unknown[] = [];
    for await (const batch of answer.parts) parts.push(...batch.map(({ path, data }) => ({ path, data: JSON.parse(data) })));
    expect(parts).toEqual([
      { path: ["products", 0], data: { inEuros: '{"price":10}' } },
      { path: ["products", 1], data: { inEuros: '{"price":20}' } },
    ]);
  });

  it("are met where an interface is asked", async () => {
    const { data } = await ask(engine.current, "{ things { price(in: EUR) ... on Product { inDollars inEuros } } }");
    expect((data as { things: unknown[] }).things[0]).toEqual({ price: 10, inDollars: '{"price":100}', inEuros: '{"price":10}' });
  });

  it("are mixed up by the planner alone: the tests above can fail", () => {
    const plan = JSON.stringify(plannerOf(federation.supergraphSdl).plan("{ products { inDollars inEuros } }"));
    expect(plan.match(/price\(/g)).toHaveLength(1);
  });

  it("leave no trace in the public schema, nor in what it says of itself", async () => {
    expect(Object.keys(engine.current.schema.getTypeMap().Product?.toConfig() ?? {})).not.toContain("_r0_price");
    const { data } = await ask(engine.current, '{ __type(name: "Product") { fields { name } } }');
    expect(JSON.stringify(data)).not.toContain("_r0");
  });
});
