import { operationFromDocument } from "@apollo/federation-internals";
import { QueryPlanner } from "@apollo/query-planner";
import type { QueryPlan } from "./plan";
import { planLimit } from "./plan-limit";
import type { Planning, ShownSupergraph } from "./supergraph-planner";

/** The planner's words for its own limits are the only sign it gives of them. */
const LIMITS = /^(Exceeded maximum recursive selections|Number of non-local selections exceeds|Too many options generated)/;

/** Plans by `@apollo/query-planner`. */
export function apolloPlanning({ supergraph, limits }: ShownSupergraph): Planning {
  const schema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph, {
    incrementalDelivery: { enableDefer: true },
    debug: { maxEvaluatedPlans: limits.evaluatedPlans, pathsLimit: limits.paths },
  });
  return (operation, overrideLabels) => {
    const overrideConditions = new Map(overrideLabels.map((label) => [label, true]));
    try {
      return planner.buildQueryPlan(operationFromDocument(schema, operation), { overrideConditions }) as QueryPlan;
    } catch (error) {
      throw error instanceof Error && LIMITS.test(error.message) ? planLimit(error) : error;
    }
  };
}
