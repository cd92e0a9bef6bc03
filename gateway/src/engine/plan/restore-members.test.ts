import { parse } from "graphql";
import { DEFAULT_LIMITS } from "../engine-options";
import { composed } from "../testing/compose";
import type { FetchNode, PlanNode } from "./plan";
import { SupergraphPlanner } from "./supergraph-planner";
import { SupergraphReading } from "./supergraph-reading";

const SHARED = 'type Case @key(fields: "id") { id: ID! acts: [Act!]! @shareable } type Note @shareable { text: String }';
const subgraphs = [
  {
    name: "one",
    sdl: `type Query { one: Case } ${SHARED} union Act = Note | Call type Call { minutes(of: Int): Int to: To } type To { name: String }`,
  },
  {
    name: "other",
    sdl: `type Query { list: List } type List { first: Case } ${SHARED} union Act = Note | Visit type Visit { to: Float place: String }`,
  },
];
const planner = new SupergraphPlanner(new SupergraphReading(parse(composed(subgraphs))), "apollo", DEFAULT_LIMITS.planner);

const fetches = (node: PlanNode | undefined): readonly FetchNode[] => {
  if (node === undefined) return [];
  if (node.kind === "Fetch") return [node];
  if (node.kind === "Flatten") return fetches(node.node);
  return node.kind === "Sequence" || node.kind === "Parallel" ? node.nodes.flatMap(fetches) : [];
};
const planned = (operation: string) => {
  const { node } = planner.plan({ operation, overrideLabels: [] });
  return node?.kind === "Subscription"
    ? []
    : fetches(node).map(({ operation: text, variableUsages }) => [text.replaceAll(" ...", "..."), variableUsages ?? []]);
};

describe("A member of a union that only some subgraphs know", () => {
  it("is asked of the subgraph that knows it, with its variables and below its conditions", () => {
    expect(planned("query($n: Int, $yes: Boolean!) { one { acts { ... on Call { minutes(of: $n) to { name } } } } }")).toEqual([
      ["query($n:Int){one{acts{__typename...on Call{minutes(of:$n)to{name}}}}}", ["n"]],
    ]);
    expect(
      planned("query($yes: Boolean!) { one { acts { ... @include(if: $yes) { ... on Call { minutes } ... on Note { text } } } } }"),
    ).toEqual([
      [
        "query($yes:Boolean!){one{acts{__typename...@include(if:$yes){...on Note{text}}...@include(if:$yes){...on Call{minutes}}}}}",
        ["yes"],
      ],
    ]);
  });

  it("isn't asked of one that doesn't, nor where it is asked anyway", () => {
    expect(planned("{ one { acts { ... on Visit { place } } } }")).toEqual([["{one{acts{__typename}}}", []]]);
    expect(planned("{ list { first { acts { ... on Visit { place } ... on Call { minutes } } } } }")[0]).toEqual([
      "{list{first{acts{__typename...on Visit{place}}}}}",
      [],
    ]);
  });

  it("isn't asked where the subgraph would take one name for two types", () => {
    const clashing = [
      { name: "one", sdl: `type Query { one: Case } ${SHARED} union Act = Note | Call type Call { kind: ID text: Int }` },
      { name: "other", sdl: `type Query { other: Case } ${SHARED} union Act = Note` },
    ];
    const other = new SupergraphPlanner(new SupergraphReading(parse(composed(clashing))), "apollo", DEFAULT_LIMITS.planner);
    const { node } = other.plan({ operation: "{ one { acts { ... on Note { text } ... on Call { text } } } }", overrideLabels: [] });
    expect(JSON.stringify(node)).not.toContain("Call");
  });
});
