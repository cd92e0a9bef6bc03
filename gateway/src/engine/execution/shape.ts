import type { TreeValue } from "../answer/tree";
import type { OperationVariables } from "../operation/normalised-operation";
import { type AskedWhen, isAsked } from "./asked-when";

/** What a value of an answer may be. */
export type ReaderKind = "ANY" | "INT" | "FLOAT" | "STRING" | "BOOLEAN" | "ID" | "ENUM" | "CHECKED" | "TYPENAME" | "LIST" | "OBJECT";

/** Reads the value of one field, or one item of a list. All have the same shape themselves, so that walks stay fast. */
export interface Reader {
  readonly kind: ReaderKind;
  readonly nonNull: boolean;
  /** Names that an ENUM or a TYPENAME may have. */
  readonly values: ReadonlySet<string> | null;
  /** Tells whether a value of a scalar with rules of its own is one. */
  readonly check: ((value: unknown) => boolean) | null;
  readonly item: Reader | null;
  readonly shapes: Shapes | null;
}

/** What is asked of an object at one place: a shape for each type that it may be. */
export interface Shapes {
  /** The shape of an object that says to be of this type, or that doesn't say; null where it can't be. */
  of(typename: unknown): Shape | null;
}

/** What is asked of an object of one type, name by name, in the order that answers come in. */
export interface Shape {
  readonly typename: string;
  /** The `__typename` that it answers tells nothing: the object stands for an interface. */
  readonly standsForInterface: boolean;
  readonly names: readonly string[];
  readonly readers: readonly Reader[];
  readonly fields: readonly ShapeField[];
  /** Its `__typename` and keys: what tells whether two sources speak of the same thing. */
  readonly identity: readonly ShapeField[];
  readonly index: ReadonlyMap<string, number>;
  /** Fields that hold objects, or lists of them. */
  readonly nested: readonly ShapeField[];
  /** The name whose value tells its objects apart best, a key where one is asked; null where there is none. */
  readonly telling: string | null;
  /** An answer that holds exactly the names asked may become part of the tree as it is. */
  readonly asItIs: boolean;
  readonly constants: readonly (readonly [string, TreeValue])[];
}

export interface ShapeField {
  /** As the subgraph answers it. */
  readonly name: string;
  /** As the tree holds it. */
  readonly treeName: string;
  readonly reader: Reader;
  /** When it is asked: may be missing where that isn't always so. */
  readonly when: readonly AskedWhen[];
  readonly conditional: boolean;
  /** Part of a key: two sources that tell it differently speak of two things. */
  readonly key: boolean;
}

/** Names of the tree, without `__typename`, that are asked of an object for certain. */
export function namesAsked({ fields }: Shape, variables: OperationVariables): readonly string[] {
  return fields.flatMap(({ reader, treeName, when }) => (reader.kind !== "TYPENAME" && isAsked(when, variables) ? [treeName] : []));
}
