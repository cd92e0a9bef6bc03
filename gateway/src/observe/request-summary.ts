import type { AgencyAnswered } from "../agencies/agency-answers";
import type { FetchReport } from "../engine/execution/execution";
import type { Exchange } from "../exchange";

/** What is counted and traced of one request, once it is over. No variables, no tokens, no text of the question. */
export interface RequestSummary {
  /** The client's name for the operation; null where it gave none, or nothing was understood. */
  readonly operation: string | null;
  /** "query", "mutation", "subscription"; null where the question was refused before that was known. */
  readonly kind: string | null;
  /** Of HTTP. */
  readonly status: number;
  readonly codes: readonly string[];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds. */
  readonly took: number;
  /** Objects that the answer was taken to hold at most, and that it held. */
  readonly estimated: number | null;
  readonly actual: number | null;
  readonly fetches: readonly FetchReport[];
  /** Who answered for agencies, as `extensions.sources` tells it. */
  readonly agencies: readonly AgencyAnswered[];
}

export function summaryOf(exchange: Exchange, status: number): RequestSummary {
  const took = performance.now() - exchange.startedAt;
  return {
    operation: exchange.operationName,
    kind: exchange.begun?.prepared.kind ?? null,
    status,
    codes: exchange.codes,
    startedAt: Date.now() - took,
    took,
    estimated: exchange.estimatedNodes,
    actual: exchange.actualNodes,
    fetches: exchange.fetches,
    agencies: exchange.agencies.answered,
  };
}
