import type { DocumentNode, OperationTypeNode } from "graphql";

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * An operation with everything taken out that doesn't change what is asked of subgraphs: formatting, names of
 * operation, fragments, aliases and variables, and literals written into arguments. Two documents with the same `text`
 * share one plan.
 *
 * Response names are internal ones: the field's own name where it has no alias and takes no arguments, given or not,
 * `__typename` for `__typename` however aliased, and `_<n>_<field>` for everything else (`_a<n>_<field>` and so on where a
 * field of the schema could itself be called so: nothing may read names apart). So no alias of a client's can
 * shadow a key or a required field, nor be `__proto__`. At one place of the answer, one name stands for one field with one
 * set of arguments, whatever the type.
 */
export interface NormalisedOperation {
  /** One anonymous operation, fragments written out as inline ones, variables `_0`, `_1`, …; the key of the plan. */
  readonly text: string;
  readonly kind: OperationTypeNode;
  /** The variables of the text, in order; then those that the conditions of `selection` alone use. */
  readonly inputs: readonly OperationInput[];
  /** What the client asked, with its own names: what answers are written from. */
  readonly selection: readonly AskedNode[];
  /** Internal response name → the client's, where they differ. */
  readonly clientNames: ReadonlyMap<string, string>;
  /**
   * The root fields `__schema` and `__type`, as an operation of the client's names and variables but for the root
   * response names, which are internal; null where none is asked. They are no part of `text`; the engine answers them
   * from the public schema and puts what they give into the tree, which the projection writes as it stands.
   */
  readonly introspection: DocumentNode | null;
}

/** Where the value of a variable of the text comes from: a variable of the client's, or a literal of its document. */
export type OperationInput = { readonly name: string; readonly variable: string } | { readonly name: string; readonly value: Json };

export type AskedNode = AskedField | AskedFragment;

export interface AskedField {
  readonly kind: "field";
  /** The client's. */
  readonly responseName: string;
  /** The internal one, under which the tree holds the value. */
  readonly key: string;
  /** The field's name in the schema. */
  readonly name: string;
  /** All must hold. */
  readonly conditions: readonly Condition[];
  /** Null for a leaf, and for `__schema` and `__type`. Empty where all of it vanished: the object is written as `{}`. */
  readonly selection: readonly AskedNode[] | null;
  /** Whoever asks may not have it: it isn't fetched, and null is written in its place. Set by the rules of access alone. */
  readonly denied?: true;
}

export interface AskedFragment {
  readonly kind: "fragment";
  readonly typeCondition: string | null;
  readonly conditions: readonly Condition[];
  /** Present where the fragment carries `@defer` that isn't switched off by a literal. */
  readonly defer: Deferral | null;
  readonly selection: readonly AskedNode[];
}

export interface Deferral {
  /** The label in the text and so in its plan: `_d0`, `_d1`, … */
  readonly id: string;
  /** The client's own. */
  readonly label: string | null;
  /** Deferred only where this variable of the text is true; null for always. */
  readonly variable: string | null;
}

/** Holds where the variable of the text (`_0`) is true, or false where negated: `@include` and `@skip`. */
export interface Condition {
  readonly variable: string;
  readonly negated: boolean;
}

/**
 * Values of the text's variables as JSON, as they go to subgraphs. One that the client left out has the value of its
 * default, or is absent where it has none, or one that JSON can't say for certain (such as a number of a custom scalar's).
 */
export type OperationVariables = Readonly<Record<string, Json>>;
