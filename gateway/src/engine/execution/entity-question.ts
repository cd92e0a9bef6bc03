import type { SubgraphFault } from "../transport/transport";
import type { AddedVariable, FetchOperation } from "./subgraph-question";

/** What one entity fetch asks; several to one subgraph may go as one request. */
export interface EntityQuestion {
  readonly operation: FetchOperation;
  /** Its representations, and values from the context of its entities. */
  readonly added: readonly AddedVariable[];
  readonly size: number;
  /** Nothing waits for it but the end of the answer, so that it may itself wait for others to the same subgraph. */
  readonly isFinal: boolean;
}

/** What a subgraph answered to one entity fetch. */
export interface EntityReply {
  /** As it came: a list as long as the question, where the subgraph keeps to federation. */
  readonly entities: unknown;
  /** Their paths begin after the response name of the entities; undefined where they point nowhere. */
  readonly errors: readonly PlacedError[];
  readonly errorsLeftOut: number;
}

/** An error, with its path below the list of entities: the number of one, and names. */
export interface PlacedError {
  readonly path: readonly unknown[] | null;
  readonly cause: unknown;
}

/** An error as it belongs to the entities under one response name. */
export function placedError(error: SubgraphFault, alias: string): PlacedError {
  const cause = error.original ?? error;
  const [head, ...rest] = error.path ?? [];
  return { path: head === alias ? rest : null, cause };
}
