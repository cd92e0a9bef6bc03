import type { TreeObject } from "../answer/tree";
import type { SubgraphType } from "../supergraph/subgraph-types";
import { keyFields } from "./key-fields";
import { valueAt } from "./tree-values";

/** One key by which a subgraph knows an entity, as far as null is concerned. */
export interface EntityKey {
  /** What it holds, at its top. */
  readonly names: readonly string[];
  /** Those of them that are never null there. */
  readonly neverNull: readonly string[];
}

/** The keys by which a subgraph can be asked for objects of a type. */
export function entityKeys({ fields, keys = [] }: SubgraphType & { kind: "OBJECT" | "INTERFACE" }): readonly EntityKey[] {
  return keys.map((key) => {
    const names = keyFields(key).map(({ name }) => name);
    return { names, neverNull: names.filter((name) => fields[name]?.endsWith("!")) };
  });
}

/**
 * Whether one of an object's keys tells who it is. A source that doesn't know an entity leaves null where the next one's
 * key stands: who is asked by a null that it never gives itself may refuse, and with it everybody else of the question.
 */
export function isToldByKey(object: TreeObject, keys: readonly EntityKey[]): boolean {
  return keys.length === 0 || keys.some((key) => tells(object, key));
}

function tells(object: TreeObject, { names, neverNull }: EntityKey): boolean {
  return neverNull.length > 0
    ? neverNull.every((name) => valueAt(object, name) !== null)
    : names.some((name) => valueAt(object, name) !== null);
}
