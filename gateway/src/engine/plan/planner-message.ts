import type { RefusalCode } from "../engine-error";
import type { SupergraphDigest } from "../supergraph/supergraph-digest";
import type { PlanRequest } from "./planner";

/** Who makes the plans: `@apollo/query-planner`, or `@graphql-hive/router-query-planner` where it is installed. */
export type PlannerKind = "apollo" | "hive";

/** What the planner's thread begins with. */
export interface PlannerData {
  readonly supergraphSdl: string;
  /** Whether it hands over the digest: one thread of a supergraph does. */
  readonly digest: boolean;
  readonly kind: PlannerKind;
  readonly limits: PlannerLimits;
}

/** Limits that hold inside the thread. */
export interface PlannerLimits {
  /** Plans that are weighed against each other before the best one found is taken. */
  readonly evaluatedPlans: number;
  /** Ways to reach a field that are followed before the question is refused. */
  readonly paths: number;
  /** Fetches that a plan may hold. */
  readonly fetches: number;
}

/** A question about the schema: one operation that asks nothing else. */
export interface SchemaQuestion {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

/** What a thread is asked: to plan, or to tell of the schema. */
export type PlannerTask = ({ readonly kind: "plan" } & PlanRequest) | ({ readonly kind: "introspect" } & SchemaQuestion);

/** A supergraph to read in place of the one before. */
export interface PlannerReading {
  readonly kind: "read";
  readonly supergraphSdl: string;
}

export interface NumberedTask {
  readonly number: number;
  readonly task: PlannerTask;
}

/**
 * What the thread says: once that it is ready or that the supergraph is refused, then an outcome for each task. A plan is
 * one text; of the schema is told first the name of each root field and which text is its own, then the texts, each once.
 */
export type PlannerMessage =
  | { readonly kind: "ready"; readonly digest: SupergraphDigest | null }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "answer"; readonly number: number; readonly texts: readonly string[] }
  | { readonly kind: "fault"; readonly number: number; readonly code: RefusalCode; readonly message: string; readonly reason: string };
