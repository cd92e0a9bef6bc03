import type { FieldNode, GraphQLField, GraphQLFieldResolver, GraphQLObjectType } from "graphql";
import type { Execution } from "./execution";
import type { Place } from "./place";

/** In place of a value: it was lost to an error that has been noted. */
export const LOST = Symbol("lost");
/** In place of a value: it will be put in its place later. */
export const PENDING = Symbol("pending");

/** How a value of one type becomes a part of the answer. */
export interface Completer {
  readonly nonNull: boolean;
  /** The short way for scalars, enums: throws where it can't. */
  readonly leaf: ((value: unknown) => unknown) | null;
  /** The short way for an object that holds leaves alone; undefined where it isn't one, and has to take the long way. */
  readonly leaves: ((value: unknown) => Record<string, unknown> | undefined) | null;
  /** The value, null, LOST or PENDING; throws what is then noted at the place. */
  complete(execution: Execution, value: unknown, place: Place, field: FieldPlan): unknown;
}

/** One field of one object type, as one selection asks it. */
export interface FieldPlan {
  readonly key: string;
  readonly name: string;
  /** What is answered without asking anything: `__typename`; null for every other field. */
  readonly constant: string | null;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
  readonly nodes: readonly FieldNode[];
  /** Null where it is a property of what its object was resolved to. */
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | null;
  readonly completer: Completer;
  /** Its number in the operation, under which its arguments are kept. */
  readonly index: number;
}

/** What is asked of one object type: its fields in order. */
export interface ObjectPlan {
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
  /** Its keys in order: copying an object of the right shape is quicker than making one key by key. */
  readonly empty: Readonly<Record<string, null>>;
}
