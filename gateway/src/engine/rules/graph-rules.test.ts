import { Engine } from "../engine";
import type { TestSubgraph } from "../testing/compose";
import { tinyFederation } from "../testing/tiny-federation";
import type { Claims } from "./access/requirement";
import type { RulesOptions } from "./rules-options";

const shop: TestSubgraph = {
  name: "shop",
  sdl: `
    type Query { boxes(first: Int = 2): [Box!]! @listSize(slicingArguments: ["first"]) plain: [Box!]! }
    type Box @key(fields: "id") { id: ID! weight: Int @cost(weight: 5) secret: [Box!] @authenticated }
  `,
  resolvers: { Query: { boxes: (_: unknown, { first }: { first: number }) => BOXES.slice(0, first), plain: () => BOXES } },
};

const BOXES = [1, 2, 3].map((number) => ({ id: `b${number}`, weight: number }));
const SIGNAL = new AbortController().signal;

const opened: Engine[] = [];
afterAll(() => Promise.all(opened.map((engine) => engine.close())));

async function open(rules: RulesOptions) {
  const federation = tinyFederation([shop]);
  const engine = await Engine.open({
    supergraphSdl: federation.supergraphSdl,
    transportOf: ({ name }) => federation.transportOf(name),
    rules,
  });
  opened.push(engine);
  return async (query: string, variables: Record<string, unknown> = {}) => {
    const prepared = await engine.current.prepare({ query });
    const answer = await engine.current.execute(prepared, { scope: null, signal: SIGNAL, variables });
    if (answer.kind !== "whole") throw new Error(`the answer came as ${answer.kind}`);
    return { ...answer, asked: federation.asked.splice(0) };
  };
}

describe("The costs of an engine", () => {
  it("are told with the answer: what it could have come to, and what it did", async () => {
    const ask = await open({ cost: { most: null, listSize: 10 } });
    expect((await ask("{ boxes(first: 3) { id weight } }")).cost).toEqual({ estimated: 3 * 6, actual: 3 * 6 });
    expect((await ask("{ plain { id } }")).cost).toEqual({ estimated: 10, actual: 3 });
  });

  it("QUERY_TOO_COSTLY: refuse what could come to more than allowed, and ask no subgraph", async () => {
    const ask = await open({ cost: { most: 12, listSize: 10 } });
    const query = "query ($n: Int!) { boxes(first: $n) { weight } }";
    expect((await ask(query, { n: 2 })).cost).toEqual({ estimated: 12, actual: 12 });
    await expect(ask(query, { n: 3 })).rejects.toMatchObject({ code: "QUERY_TOO_COSTLY", facts: { estimated: 18, most: 12 } });
    expect((await ask("{ boxes { id } }")).asked).toHaveLength(1);
  });

  it("N01: tell nothing of what whoever asks may not have", async () => {
    const ask = await open({ cost: { most: null, listSize: 10 } });
    expect((await ask("{ boxes(first: 1) { id secret { weight } } }")).cost).toEqual({ estimated: 1, actual: 1 });
  });

  it("aren't told where nobody wants to know", async () => {
    const claims: Claims = { authenticated: true, scopes: [], policies: () => true };
    const ask = await open({ claimsOf: () => claims });
    expect("cost" in (await ask("{ boxes { id } }"))).toBe(false);
  });
});
