import { operationFromDocument, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, type Schema, Supergraph } from "@apollo/federation-internals";
import { QueryPlanner } from "@apollo/query-planner";
import { parse } from "graphql";
import type { Problem } from "../problem";
import type { Comparison, ProbeLimits } from "./job";
import { probesOf } from "./probes";

/** Plans questions about what a publish adds, and about what stands beside it, and refuses one that makes planning dear. */
export function probePlans(before: string, after: string, comparison: Comparison, limits: ProbeLimits): Problem[] {
  const [old, now] = [new Probing(before, limits), new Probing(after, limits)];
  const began = performance.now();
  for (const probe of probesOf(now.schema, comparison, limits.count)) {
    if (performance.now() - began > limits.allMs) break;
    const cost = now.plan(probe);
    if (cost === null) continue;
    const usual = old.plan(probe);
    const dear = cost.plans > Math.max(limits.plans, 2 * (usual?.plans ?? 0));
    // Once more where it took long: the first time, much is worked out that is kept.
    const slow = cost.took > limits.eachMs && (now.plan(probe)?.took ?? 0) > Math.max(limits.eachMs, 2 * (usual?.took ?? 0));
    if (dear || slow) return [problemOf(probe, cost)];
  }
  return [];
}

interface PlanCost {
  readonly plans: number;
  readonly took: number;
}

/** A planner over one supergraph, with the limits that questions meet in the gateway. */
class Probing {
  readonly schema: Schema;
  readonly #planner: QueryPlanner;

  constructor(supergraphSdl: string, { plans }: ProbeLimits) {
    const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
    this.schema = supergraph.apiSchema();
    this.#planner = new QueryPlanner(supergraph, { debug: { maxEvaluatedPlans: 4 * plans, pathsLimit: 10_000 } });
  }

  /** Null where the supergraph has nothing of what is asked. */
  plan(question: string): PlanCost | null {
    const began = performance.now();
    try {
      this.#planner.buildQueryPlan(operationFromDocument(this.schema, parse(question)));
      return { plans: this.#planner.lastGeneratedPlanStatistics()?.evaluatedPlanCount ?? 0, took: performance.now() - began };
    } catch (error) {
      if (error instanceof Error && /^(Exceeded|Number of|Too many)/.test(error.message))
        return { plans: Number.POSITIVE_INFINITY, took: performance.now() - began };
      return null;
    }
  }
}

function problemOf(probe: string, { plans, took }: PlanCost): Problem {
  const ways = Number.isFinite(plans) ? `${plans} ways were weighed in ${Math.round(took)} ms` : "there are more ways than can be weighed";
  return {
    code: "PLAN_BUDGET",
    message: `To plan ${probe.length > 200 ? `${probe.slice(0, 200)}…` : probe}, ${ways}.`,
    subgraph: null,
    line: null,
    column: null,
    howToFix: "Give types fewer keys, and offer fewer ways from one to another.",
  };
}
