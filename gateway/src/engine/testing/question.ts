import { parse } from "graphql";
import type { SubgraphOperation, SubgraphRequest } from "../transport/transport";

/** What a test asks a transport with; what it doesn't care about is filled in. */
export interface QuestionFacts<Scope> {
  readonly text?: string;
  readonly kind?: SubgraphOperation["kind"];
  readonly variables?: Record<string, unknown>;
  readonly signal?: AbortSignal;
  readonly scope?: Scope;
}

export function operationOf(text: string, kind: SubgraphOperation["kind"] = "query", subgraph = "hostile"): SubgraphOperation {
  return { subgraph, kind, text, document: () => parse(text) };
}

/** One question to one subgraph. */
export function aQuestion<Scope = null>(facts: QuestionFacts<Scope> = {}): SubgraphRequest<Scope> {
  const { text = "{hello}", kind = "query", variables = {}, signal = new AbortController().signal, scope = null } = facts;
  return {
    operation: operationOf(text, kind),
    variables: () => variables,
    body: () => JSON.stringify({ query: text, variables }),
    signal,
    scope: scope as Scope,
  };
}

/** Times that no shared machine exceeds, for tests that aren't about time. */
export const PATIENT = { connect: 60_000, firstByte: 60_000, whole: 60_000 };
