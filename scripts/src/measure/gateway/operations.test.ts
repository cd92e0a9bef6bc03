import { Engine } from "@actionline/gateway/engine/engine";
import { InProcessTransport } from "@actionline/gateway/engine/transport/in-process/in-process-transport";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import { composeGraph } from "./graph/compose-graph";
import { SUBGRAPHS } from "./graph/subgraphs";
import { type MeasuredOperation, OPERATIONS } from "./operations";

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open({
    supergraphSdl: composeGraph({}),
    transportOf: ({ name }) => {
      const { sdl = "", resolvers = {} } = SUBGRAPHS.find((subgraph) => subgraph.name === name) ?? {};
      return new InProcessTransport({
        subgraph: name,
        schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]),
        contextOf: () => ({}),
      });
    },
  });
});
afterAll(() => engine.close());

async function answered({ variables }: MeasuredOperation, query: string): Promise<string> {
  const { current } = engine;
  const answer = await current.execute(await current.prepare({ query }), { variables, signal: new AbortController().signal, scope: null });
  if (answer.kind !== "whole" || answer.errors.length > 0) throw new Error("no whole answer without errors");
  return answer.data ?? "";
}

describe("The measured operations", () => {
  it.each([
    ["heavy", 16, [85_000, 95_000]],
    ["middle", 4, [3_000, 5_000]],
    ["light", 2, [300, 500]],
  ] as const)("%s takes %i fetches and comes to what is said", async (name, fetches, [least, most]) => {
    const operation = OPERATIONS[name];
    const plan = await engine.current.explain(await engine.current.prepare({ query: operation.query }));
    expect(plan.match(/Fetch\(/g)).toHaveLength(fetches);
    const { length } = await answered(operation, operation.query);
    expect([length >= least, length <= most]).toEqual([true, true]);
  });

  it("have variants that share no plan: what is asked of subgraphs differs in each", async () => {
    const { variant } = OPERATIONS.light;
    const texts = await Promise.all(
      Array.from({ length: 2_000 }, async (_, number) => (await engine.current.prepare({ query: variant(number) })).normalised.text),
    );
    expect(new Set(texts).size).toBe(texts.length);
    expect(await answered(OPERATIONS.light, variant(1_234))).toContain('"textToo":');
  });
});
