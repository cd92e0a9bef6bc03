/**
 * What a resolver of the test graph stands on: a record by its type and its id, or a value that is part of one, whose id
 * says where it came from. Its fields are drawn from the id, so there is nothing else to hold.
 */
export type Source = {
  readonly __typename: string;
  readonly id: string;
  /** What it was reached from: fields that take values from their surroundings look there. */
  readonly via: Source | null;
  /** The only fields that a subgraph can tell of it. */
  readonly toldOnly?: ReadonlySet<string>;
  /** What a gateway sent, of an entity in a subgraph. */
  readonly representation?: Readonly<Record<string, unknown>>;
};

/** What stands at the root. */
export function rootSource(__typename: string): Source {
  return { __typename, id: "", via: null };
}
