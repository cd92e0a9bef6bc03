import { parse } from "graphql";
import { DEFAULT_LIMITS } from "../engine-options";
import { AskedEngine } from "../testing/equality/ask-engine";
import { operationsEqual, tellDifference } from "../testing/equality/operations-equal";
import { buildTestGraph } from "../testing/graph/test-graph";
import { tinyFederation } from "../testing/tiny-federation";
import { SupergraphPlanner } from "./supergraph-planner";
import { SupergraphReading } from "./supergraph-reading";

const COUNT = 200;

describe("The optional planner", () => {
  const plans = (kind: "apollo" | "hive") =>
    new SupergraphPlanner(new SupergraphReading(parse(tinyFederation().supergraphSdl)), kind, DEFAULT_LIMITS.planner);
  const request = (operation: string) => ({ operation, overrideLabels: [] });

  it("gives plans in the engine's own shape, entity fetches each by itself", () => {
    const planner = plans("hive");
    expect(planner.plan(request("query($_0:Int){teams(first:$_0){name lead{name} people{name}}}"))).toMatchObject({
      kind: "QueryPlan",
      node: {
        kind: "Sequence",
        nodes: [
          { kind: "Fetch", serviceName: "teams", variableUsages: ["_0"] },
          {
            kind: "Parallel",
            nodes: [
              {
                kind: "Flatten",
                path: ["teams", "@"],
                node: {
                  serviceName: "people",
                  operation:
                    "query($representations:[_Any!]!){_entities(representations:$representations){...on Team{people{...on Person{name}}}}}",
                },
              },
              { kind: "Flatten", path: ["teams", "@", "lead"], node: { serviceName: "people" } },
            ],
          },
        ],
      },
    });
    expect(planner.plan(request("subscription{renamed{perHead}}"))).toMatchObject({
      node: { kind: "Subscription", primary: { kind: "Fetch", serviceName: "teams" }, rest: { kind: "Sequence" } },
    });
  });

  it("leaves to the other one what it can't plan", () => {
    const operation = 'query{teams{name ...@defer(label:"_d0"){perHead}}}';
    expect(plans("hive").plan(request(operation))).toEqual(plans("apollo").plan(request(operation)));
  });

  it(`answers ${COUNT} random operations as one schema would`, async () => {
    const graph = buildTestGraph();
    const asked = await AskedEngine.open(graph, { trusted: () => true, planner: "hive" });
    const { differences } = await operationsEqual({ graph, asked, first: 20_000, count: COUNT });
    expect(await Promise.all(differences.map((difference) => tellDifference(difference, graph, asked)))).toEqual([]);
    await asked.close();
  });
});
