import type { GraphQLScalarType } from "graphql";
import type { Fault } from "./answer/tree";
import type { EngineCode } from "./engine-error";
import type { DocumentRules } from "./operation/valid-document";
import type { PlannerKind } from "./plan/planner-message";
import type { PoolLimits } from "./plan/planner-pool";
import type { RulesOptions } from "./rules/rules-options";
import type { Transport } from "./transport/transport";

/** A subgraph as the supergraph names it. */
export interface NamedSubgraph {
  readonly name: string;
  readonly url: string;
}

/** How a custom scalar's values are read: a supergraph carries its name only. */
export type ScalarParsers = Pick<GraphQLScalarType, "parseValue" | "parseLiteral">;

export interface EngineOptions<Scope = unknown> {
  readonly supergraphSdl: string;
  /** Called once for each subgraph that wasn't there before; what it gives is closed when the last request that may use it is over. */
  readonly transportOf: (subgraph: NamedSubgraph) => Transport<Scope>;
  /** Who makes the plans: "apollo" where nothing is said. "hive" is faster, and runs on fewer machines. */
  readonly planner?: PlannerKind;
  /** Those that differ from the usual ones. */
  readonly limits?: ChosenLimits;
  /** By name. */
  readonly scalars?: ReadonlyMap<string, ScalarParsers>;
  /** Whether a value that an untrusted subgraph gives is one of a custom scalar's; by the scalar's name. */
  readonly checkScalar?: (scalar: string) => ((value: unknown) => boolean) | undefined;
  /** Beside graphql-js's own, or another's in their place. */
  readonly validation?: Partial<Pick<DocumentRules, "rules" | "check">>;
  /** From 0 to 1, 1 excluded: draws who is given a field that is being moved between subgraphs. */
  readonly random?: () => number;
  /** Who may ask what, and what it may cost. */
  readonly rules?: RulesOptions<Scope>;
  readonly hooks?: Partial<EngineHooks>;
}

export interface EngineLimits {
  readonly planner: PoolLimits;
  /** Whether a planner's thread is kept for the next supergraph, which it reads in a fraction of the time that a new one takes. */
  readonly spareThread: boolean;
  /** Words and signs of a document. */
  readonly tokens: number;
  /** Fields of an operation, fragments written out. */
  readonly fields: number;
  /** Levels of lists and objects within one another in a variable. */
  readonly variableDepth: number;
  /** Errors told at once. */
  readonly errors: number;
  /** That kept documents may hold; those that were asked once aren't kept, so that a flood of them takes no room. */
  readonly documentBytes: number;
  /** That kept plans may hold; those that were asked once are kept as text, in a quarter of it. */
  readonly planBytes: number;
  /** Operations whose plans are made before a generation takes over. */
  readonly warmOperations: number;
  /** Milliseconds that this may take. */
  readonly warmTime: number;
  /** Milliseconds that a generation serves on after the next took over, for those who have taken it and not begun. */
  readonly grace: number;
  /** Milliseconds after which subscriptions that still listen to an old generation are ended; they may begin anew. */
  readonly drainTime: number;
  /** Milliseconds over which that is spread. */
  readonly spread: number;
}

export type ChosenLimits = Partial<Omit<EngineLimits, "planner">> & { readonly planner?: Partial<PoolLimits> };

export interface EngineHooks {
  /** What went wrong at a subgraph, with its cause: for the log. */
  readonly onFault: (fault: Fault) => void;
  readonly onPlan: (made: MadePlan) => void;
  readonly onSwap: (swap: Swap) => void;
  /** Nobody uses the generation any more, and what it alone used is closed. */
  readonly onDrained: (id: string) => void;
  /** What went wrong where nobody waits for it, such as closing a way to a subgraph; a warning of the process where there is no hook. */
  readonly onError: (error: unknown) => void;
}

/** A plan that was made, or couldn't be: what is kept is made once. */
export interface MadePlan {
  readonly generation: string;
  /** Milliseconds, waiting included. */
  readonly took: number;
  /** Why it couldn't be made. */
  readonly code: EngineCode | null;
}

/** How one generation took over from another. */
export interface Swap {
  readonly from: string;
  readonly to: string;
  /** Milliseconds from the call to the swap. */
  readonly took: number;
  /** Plans made beforehand, and those of operations that the new supergraph doesn't answer any more. */
  readonly warmed: number;
  readonly refused: number;
}

/** The limits chosen, and the usual ones beside them. */
export function limitsOf(chosen: ChosenLimits = {}): EngineLimits {
  return { ...DEFAULT_LIMITS, ...chosen, planner: { ...DEFAULT_LIMITS.planner, ...chosen.planner } };
}

const MIB = 1024 * 1024;

export const DEFAULT_LIMITS: EngineLimits = {
  planner: {
    planTime: 1_000,
    introspectionTime: 5_000,
    readTime: 120_000,
    heapMiB: 1_024,
    threads: 2,
    waiting: 1_000,
    evaluatedPlans: 100,
    paths: 10_000,
    fetches: 500,
  },
  spareThread: false,
  tokens: 15_000,
  fields: 10_000,
  variableDepth: 32,
  errors: 100,
  documentBytes: 32 * MIB,
  planBytes: 32 * MIB,
  warmOperations: 200,
  warmTime: 30_000,
  grace: 5_000,
  drainTime: 3_600_000,
  spread: 30_000,
};
