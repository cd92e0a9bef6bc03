import type { SelectionSetNode, TypeNode } from "graphql";

/** What all the subgraphs together say about one field of an object type. */
export interface FieldFact {
  /** Such as "Book.title". */
  readonly coordinate: string;
  /** The strictest of the types that it is given: where one subgraph never answers null, none does. */
  readonly type: TypeNode;
  /** Subgraphs that resolve it. */
  readonly owners: readonly string[];
  /** Object types that its value may be of, among those that every owner knows; empty for a leaf. */
  readonly possible: readonly string[];
  /** Values that every owner knows, of an enum; empty for anything else. */
  readonly values: readonly string[];
  /** Arguments that the public can't see. */
  readonly hidden: readonly string[];
  /** Defaults of its arguments. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** The field set of its `@requires`. */
  readonly requires: SelectionSetNode | null;
  /** Whether its resolver fails for some of its objects. */
  readonly faulty: boolean;
  /** Arguments that are taken from what the field is reached through: the type to look for, and what of it. */
  readonly fromContext: readonly { readonly argument: string; readonly type: string; readonly field: string }[];
}

/** By coordinate. */
export type FieldFacts = ReadonlyMap<string, FieldFact>;
