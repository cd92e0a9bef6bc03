import type { DocumentNode } from "graphql";
import type { Directives } from "../stages/directives";
import type { TypeKind } from "../stages/type-nodes";

/** A subgraph that is in the graph already. */
export interface KnownSubgraph {
  readonly name: string;
  /** Null for one of the hub's own. */
  readonly agency: string | null;
  readonly document: DocumentNode;
  readonly directives: Directives;
}

export interface KnownField {
  /** Whose it is: an agency, or `hub`. */
  readonly owner: string;
  /** As SDL writes it. */
  readonly type: string;
  readonly typeName: string;
  /** Arguments as SDL writes them, in the order of their names. */
  readonly arguments: string;
  readonly description: string | null;
  /** Coordinates of what isn't public that its value tells of; none for a public one. */
  readonly tells: ReadonlySet<string>;
}

export interface KnownType {
  readonly name: string;
  readonly owner: string;
  readonly kind: TypeKind;
  readonly description: string | null;
  /** Sets of fields in one way of writing. */
  readonly keys: ReadonlySet<string>;
  readonly fields: ReadonlyMap<string, KnownField>;
  readonly values: ReadonlySet<string>;
}

export const HUB = "hub";
