import { parse } from "graphql";
import { DEFAULT_LIMITS } from "../engine-options";
import { composed } from "../testing/compose";
import { placedFetches } from "./placed-fetches";
import type { FetchNode } from "./plan";
import { SupergraphPlanner } from "./supergraph-planner";
import { SupergraphReading } from "./supergraph-reading";

const subgraphs = [
  {
    name: "catalogue",
    sdl: `type Query { works: [Work!]! }
      interface Work @key(fields: "id") { id: ID! }
      type Book implements Work @key(fields: "id") { id: ID! }
      type Film implements Work @key(fields: "id") { id: ID! }
      type Game implements Work @key(fields: "id") { id: ID! }`,
  },
  {
    name: "reviews",
    sdl: `type Work @key(fields: "id") @interfaceObject { id: ID! reviews(latest: Int): [Review!] score: Float! }
      type Review { text: String mark: Int! by: Person! } type Person @key(fields: "id") { id: ID! name: String }`,
  },
  { name: "people", sdl: 'type Person @key(fields: "id") { id: ID! age: Int! }' },
];
const planner = new SupergraphPlanner(new SupergraphReading(parse(composed(subgraphs))), "apollo", DEFAULT_LIMITS.planner);

/** What is asked about works, by the types that it is asked about. */
const asked = (operation: string) => {
  const fetches = placedFetches(planner.plan({ operation, overrideLabels: [] })).map(({ fetch }) => fetch);
  return fetches
    .filter(({ serviceName }) => serviceName === "reviews")
    .map((fetch) => [typesOf(fetch), worksIn(fetch), fetch.variableUsages]);
};
const typesOf = ({ requires = [] }: FetchNode) =>
  requires.map((one) => (one.kind === "InlineFragment" ? one.typeCondition : one.name)).sort();
const worksIn = ({ operation }: FetchNode) => /\.\.\.on Work(\{.*\})\}\}$/.exec(operation)?.[1];

describe("An interface that a subgraph knows as one type", () => {
  it("is asked once for what every type is asked", () => {
    expect(asked("{ works { score reviews { text } } }")).toEqual([[["Work"], "{score reviews{text}}", []]]);
    expect(asked("{ works { score ... on Film { reviews { text } } ... on Film { score } } }")).toHaveLength(2);
  });

  it("is asked about each type for what the client asks of that one, with its variables", () => {
    const operation = "query($n: Int) { works { reviews(latest: $n) { text } ... on Film { score reviews(latest: $n) { mark } } } }";
    expect(asked(operation)).toEqual([
      [["Book", "Game"], "{reviews(latest:$n){text}}", ["n"]],
      [["Film"], "{reviews(latest:$n){text mark}score}", ["n"]],
    ]);
    expect(asked("query($n: Int) { works { score ... on Film { reviews(latest: $n) { mark } } } }")).toEqual([
      [["Book", "Game"], "{score}", []],
      [["Film"], "{score reviews(latest:$n){mark}}", ["n"]],
    ]);
  });

  it("isn't asked about types of which nothing is wanted", () => {
    expect(asked("{ works { ... on Film { score } ... on Book { reviews { text } } } }")).toEqual([
      [["Film"], "{score}", []],
      [["Book"], "{reviews{text}}", []],
    ]);
  });

  it("is asked for what other fetches require, whoever asked", () => {
    const fetches = asked("{ works { reviews { text } ... on Film { reviews { by { id age } } } } }");
    expect(fetches.map(([types, works]) => [types, String(works).includes("by{")])).toEqual([
      [["Book", "Game"], false],
      [["Film"], true],
    ]);
  });
});
