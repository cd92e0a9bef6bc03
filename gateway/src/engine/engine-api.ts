import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from "graphql";
import type { FetchReport } from "./execution/execution";
import type { NormalisedOperation, OperationVariables } from "./operation/normalised-operation";
import type { OperationCaching } from "./rules/caching/operation-caching";
import type { LeaveSignal } from "./transport/on-abort";

/** A question as it comes: a text, and which of its operations. */
export interface EngineQuestion {
  readonly query: string;
  readonly operationName?: string | null | undefined;
}

/** An operation that has been parsed, validated and normalised; kept, so that asking it again costs a look-up. */
export interface PreparedOperation {
  /** Without locations: they take more room than everything else. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly kind: "query" | "mutation" | "subscription";
  readonly normalised: NormalisedOperation;
  /**
   * The values of the text's variables for the client's: as it sent them, with literals and with what defaults stand for.
   * Throws InvalidInputs, an EngineError of BAD_INPUT with graphql-js's own errors, or QUERY_TOO_LARGE where they are too deep.
   */
  coerceInputs(variables: Readonly<Record<string, unknown>> | undefined): OperationVariables;
  /** Bytes that it is taken to hold, for the cache. */
  readonly bytes: number;
}

/** How one request is to be answered. */
export interface EngineRequest<Scope = unknown> {
  /** As the client sent them. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly signal: LeaveSignal;
  /** Handed to the transports; the engine never looks into it. */
  readonly scope: Scope;
  /** Labels of progressive `@override` that are active, beside `percent(…)`, which the engine draws. */
  readonly overrideLabels?: readonly string[] | undefined;
  readonly onFetch?: ((report: FetchReport) => void) | undefined;
}

/** A whole answer. `data` is JSON text, "null" where the root was lost; absent where the request was refused. */
export interface WholeAnswer {
  readonly kind: "whole";
  readonly data: string | undefined;
  readonly errors: readonly GraphQLError[];
  readonly errorsLeftOut: number;
  /** Objects that the answer holds. */
  readonly nodes: number;
  /** Where costs are measured. */
  readonly cost?: AnswerCost;
}

/** What an operation could cost at most where lists are as long as expected, and what its answer came to. */
export interface AnswerCost {
  readonly estimated: number;
  readonly actual: number;
}

/** One part that was put off by `@defer`. */
export interface AnswerPart {
  readonly label: string | null;
  readonly path: readonly (string | number)[];
  /** JSON text. */
  readonly data: string;
  readonly errors: readonly GraphQLError[];
  readonly errorsLeftOut: number;
}

export interface AnswerInParts {
  readonly kind: "parts";
  readonly first: WholeAnswer;
  /** Parts as they become ready, those that are ready together in one batch. */
  readonly parts: AsyncIterable<readonly AnswerPart[]>;
}

/** A subscription's answers, one for each event. */
export interface AnswerStream {
  readonly kind: "stream";
  readonly events: AsyncIterable<WholeAnswer>;
}

export type EngineAnswer = WholeAnswer | AnswerInParts | AnswerStream;

/** Everything that hangs on one supergraph, and never changes: a request keeps the one that it began with. */
export interface Generation<Scope = unknown> {
  /** The first 16 hexadecimal digits of the supergraph's SHA-256. */
  readonly id: string;
  /** The public schema. */
  readonly schema: GraphQLSchema;
  /** Rejects with InvalidOperation, or an EngineError. */
  prepare(question: EngineQuestion): Promise<PreparedOperation>;
  /** How long its answers may be kept, as far as the schema says. */
  caching(prepared: PreparedOperation): OperationCaching;
  /** How it is asked of the subgraphs, as a plan to read. */
  explain(prepared: PreparedOperation, overrideLabels?: readonly string[]): Promise<string>;
  /** Never rejects for what a subgraph did; does with an EngineError where the request is refused (BAD_INPUT, PLAN_LIMIT, …). */
  execute(prepared: PreparedOperation, request: EngineRequest<Scope>): Promise<EngineAnswer>;
}

/** A document that isn't valid, with graphql-js's own errors. */
export class InvalidOperation extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super(errors[0]?.message ?? "The document isn't valid.");
    this.errors = errors;
  }
}
