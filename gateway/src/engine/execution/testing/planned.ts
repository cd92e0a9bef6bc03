import { operationFromDocument, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from "@apollo/federation-internals";
import { QueryPlanner } from "@apollo/query-planner";
import { parse } from "graphql";
import type { OperationVariables } from "../../operation/normalised-operation";
import type { QueryPlan } from "../../plan/plan";
import { typesOf as readTypes } from "../../supergraph/read-subgraph-types";
import type { SubgraphTypes } from "../../supergraph/subgraph-types";
import { composed } from "../../testing/compose";
import type { Run } from "../execution";
import type { TypesOf } from "../type-conditions";

/** Plans for subgraphs of a test, by the planner itself. */
export interface TestPlanner {
  plan(query: string): QueryPlan;
  readonly typesOf: TypesOf;
}

/** The planner over subgraphs told as SDL. */
export function testPlanner(subgraphs: Readonly<Record<string, string>>, options: { typeConditionedFetching?: boolean } = {}): TestPlanner {
  return plannerOf(composed(Object.entries(subgraphs).map(([name, sdl]) => ({ name, sdl }))), options);
}

/** The planner over a supergraph. */
export function plannerOf(supergraphSdl: string, options: { typeConditionedFetching?: boolean } = {}): TestPlanner {
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  const planner = new QueryPlanner(supergraph, { incrementalDelivery: { enableDefer: true }, ...options });
  const schema = supergraph.apiSchema();
  const types = new Map([...supergraph.subgraphs()].map((subgraph) => [subgraph.name, readTypes(subgraph)]));
  return {
    plan(query) {
      const plan = planner.buildQueryPlan(operationFromDocument(schema, parse(query)));
      return JSON.parse(JSON.stringify(plan, (key, value) => (key === "operationDocumentNode" ? undefined : value)));
    },
    typesOf(name): SubgraphTypes {
      const found = types.get(name);
      if (found === undefined) throw new Error(`the test has no subgraph "${name}"`);
      return found;
    },
  };
}

/** A run of a test, with nothing that would end it. */
export function aRun(variables: OperationVariables = {}, more: Partial<Run> = {}): Run {
  return { variables, signal: new AbortController().signal, scope: undefined, ...more };
}
