import type { Subgraph } from "@actionline/kit/subgraph";
import { composeServices } from "@apollo/composition";
import { operationFromDocument, Supergraph } from "@apollo/federation-internals";
import { QueryPlanner } from "@apollo/query-planner";
import { buildSchema, parse } from "graphql";
import type { Gateway } from "./gateway";
import { DEFAULT_SETTINGS } from "./settings";
import { startTinyHub } from "./testing/tiny-hub";
import { OWN_WAYS } from "./testing/ways";

/** Eight sources that all know everything: at each field of a question, any of them could be asked. */
const SOURCES = Array.from({ length: 8 }, (_, at): Subgraph => {
  const fields = ["a", "b", "c"].map((name) => `${name}: Node @shareable`).join(" ");
  const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
    type Query { node: Node @shareable${at === 0 ? " start: Node" : ""} } type Node @key(fields: "id") { id: ID! value${at}: Int ${fields} }`;
  return { name: `source${at}`, sdl, schema: buildSchema("type Query { node: ID }"), context: () => ({}) };
});

const SUPERGRAPH =
  composeServices(SOURCES.map(({ name, sdl }) => ({ name, url: `hub:${name}`, typeDefs: parse(sdl) }))).supergraphSdl ?? "";

/** Five aliases, six levels down, each asking a value that another source has. */
function bomb(of: number): string {
  const below = (level: number): string =>
    level === 0 ? `value${of % 8}` : `a { ${below(level - 1)} } b { value${level % 8} c { value${of % 8} } }`;
  const aliases = Array.from({ length: 5 }, (_, at) => `x${at}${of}: node { ${below(6)} }`);
  return `{ ${aliases.join(" ")} }`;
}

/** How many ways a planner weighs before it settles on one. */
function waysWeighed(query: string, maxEvaluatedPlans?: number): number {
  const supergraph = Supergraph.build(SUPERGRAPH);
  const planner = new QueryPlanner(supergraph, maxEvaluatedPlans === undefined ? {} : { debug: { maxEvaluatedPlans } });
  planner.buildQueryPlan(operationFromDocument(supergraph.apiSchema(), parse(query)));
  return planner.lastGeneratedPlanStatistics()?.evaluatedPlanCount ?? 0;
}

it("X09: by the planner's own limit, more ways are weighed than A27 has time for", () => {
  // From the one source that knows where to begin to three others, at any level on the way.
  const few = "{ start { a { b { c { value1 value2 value3 } } } } }";
  const { evaluatedPlans } = DEFAULT_SETTINGS;
  expect(waysWeighed(few, evaluatedPlans)).toBeLessThanOrEqual(evaluatedPlans);
  expect(waysWeighed(few)).toBeGreaterThan(10 * evaluatedPlans);
});

describe.each(OWN_WAYS)("%s", (_way, way) => {
  let gateway: Gateway;
  beforeAll(async () => {
    ({ gateway } = await startTinyHub({ subgraphs: SOURCES, supergraphSdl: SUPERGRAPH }, way));
  });
  afterAll(() => gateway.stop());

  it("A27: a question that could be answered in any number of ways is planned or refused by PLAN_LIMIT, and others go on meanwhile", async () => {
    const order: string[] = [];
    const bombed = gateway.explain(bomb(0)).then(
      () => order.push("planned"),
      (error: unknown) => order.push((error as { extensions: { code: string } }).extensions.code),
    );
    await gateway.execute({ query: "{ __typename }" }).then(({ status }) => order.push(String(status)));
    await bombed;
    expect(order[0]).toBe("200");
    expect(order[1]).toMatch(/^(planned|PLAN_LIMIT)$/);
  });

  it("A28: 50 of them at once leave the process to answer others", async () => {
    // Known from its second time on: a new one would wait for its turn behind them.
    for (let times = 0; times < 2; times += 1) await gateway.execute({ query: "{ __typename }" });
    const bombs = Array.from({ length: 50 }, (_, at) => gateway.explain(bomb(at + 1)).then(() => "planned", codeOf));
    let answered = 0;
    let left = bombs.length;
    for (const each of bombs) void each.then(() => (left -= 1));
    while (left > 0) {
      expect((await gateway.execute({ query: "{ __typename }" })).status).toBe(200);
      answered += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(answered).toBeGreaterThan(1);
    for (const outcome of await Promise.all(bombs)) expect(outcome).toMatch(/^(planned|PLAN_LIMIT|OVERLOADED|DEADLINE)$/);
  });
});

const codeOf = (error: unknown): string => (error as { extensions: { code: string } }).extensions.code;
