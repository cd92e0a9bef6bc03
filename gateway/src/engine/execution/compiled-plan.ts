import type { QueryPlan } from "../plan/plan";
import type { EntityFetch } from "./entity-fetch";
import type { Gathered, Run } from "./execution";
import { EXECUTION_DEFAULTS, type ExecutionSettings } from "./execution-settings";
import { JoinedTexts } from "./joined-text";
import { PlanCompiler } from "./plan-compiler";
import { PlanContext } from "./plan-context";
import { awaitedFetches } from "./plan-fetches";
import { RunState, type TransportOf } from "./run-state";
import type { Step } from "./step";
import type { FetchOperation } from "./subgraph-question";
import { subscribedEvents } from "./subscribed-events";
import type { TypesOf } from "./type-conditions";

/** A plan that has been read once, to be run again and again. */
export interface CompiledPlan {
  /** No subgraph is asked anything. */
  readonly isEmpty: boolean;
  /** Fetches that the plan holds, whichever of its conditions are met. */
  readonly fetches: number;
  /** Never rejects for what a subgraph did. Of a subscription's plan, `subscribe` is to be called. */
  run<Scope>(run: Run<Scope>, transportOf: TransportOf<Scope>): Promise<Gathered>;
  /** What is gathered at each event of a subscription. */
  subscribe<Scope>(run: Run<Scope>, transportOf: TransportOf<Scope>): AsyncIterable<Gathered>;
}

/** Reads a plan, with the types of the subgraphs that it asks. */
export function compilePlan(plan: QueryPlan, typesOf: TypesOf, settings: Partial<ExecutionSettings> = {}): CompiledPlan {
  const chosen = { ...EXECUTION_DEFAULTS, ...settings };
  const context = new PlanContext(plan, typesOf, chosen);
  const compiler = new PlanCompiler(context, awaitedFetches(plan.node));
  const { fetches } = context;
  const { node } = plan;
  const step = node?.kind === "Subscription" ? compiler.step(node.rest) : compiler.step(node);
  const primary = node?.kind === "Subscription" ? compiler.rootFetch(node.primary) : null;
  const mutates = fetches.some(({ operationKind }) => operationKind === "mutation");
  const texts = new JoinedTexts(chosen.joinFetches && !mutates ? joinable(compiler.entityFetches) : []);
  const planned = { texts, finals: context.finals(), mostFaults: chosen.mostFaults };
  return {
    isEmpty: node === undefined,
    fetches: fetches.length,
    run(run, transportOf) {
      if (primary !== null) throw new Error("A subscription's plan is subscribed to.");
      return gathered(step, new RunState(run, transportOf, planned));
    },
    subscribe(run, transportOf) {
      if (primary === null) throw new Error("Only a subscription's plan can be subscribed to.");
      return subscribedEvents(primary, step, () => new RunState(run, transportOf, planned));
    },
  };
}

async function gathered(step: Step | null, state: RunState): Promise<Gathered> {
  const { faults } = await runPart(step, state);
  const isPlain = () => state.isPlain;
  const { tree, repeated, deferred } = state;
  return { tree, faults: faults.faults, faultsLeftOut: faults.leftOut, isPlain, repeated, deferred };
}

async function runPart(step: Step | null, state: RunState) {
  const part = state.newPart();
  await step?.run(state, part);
  return part;
}

/** Operations that another one to the same subgraph could go together with. */
function joinable(fetches: readonly EntityFetch[]): readonly FetchOperation[] {
  const several = fetches.filter((one) => one.isManifold || fetches.some((other) => other !== one && other.subgraph === one.subgraph));
  return several.flatMap(({ operations }) => operations);
}
