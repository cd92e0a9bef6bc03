import type { ArgumentNode, DirectiveNode, GraphQLField } from "graphql";
import type { ClientCondition, ClientDeferral } from "./conditions";

export type WrittenNode = WrittenField | WrittenFragment;

/** A field as one place of the client's document asks it. */
export interface WrittenField {
  readonly kind: "field";
  readonly responseName: string;
  readonly name: string;
  /** Null for `__typename`, `__schema` and `__type`. */
  readonly definition: GraphQLField<unknown, unknown> | null;
  readonly arguments: readonly ArgumentNode[];
  readonly conditions: readonly ClientCondition[];
  readonly directives: readonly DirectiveNode[];
  /** Null for a leaf, and for what is asked about the schema. */
  readonly selection: readonly WrittenNode[] | null;
}

/** An inline fragment, or a spread written out as one. */
export interface WrittenFragment {
  readonly kind: "fragment";
  /** Null where it is the type that the fragment stands in. */
  readonly typeCondition: string | null;
  readonly conditions: readonly ClientCondition[];
  readonly defer: ClientDeferral | null;
  readonly directives: readonly DirectiveNode[];
  readonly selection: readonly WrittenNode[];
}
