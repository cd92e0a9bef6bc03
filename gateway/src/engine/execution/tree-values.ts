import type { TreeObject, TreeValue } from "../answer/tree";

export { valueAt } from "../answer/tree";

/** Whether the value is an object, and neither a list nor null. */
export function isObject(value: unknown): value is TreeObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value of an answer that has been found to be what was asked, as part of the tree. */
export function asTreeValue(value: unknown): TreeValue {
  return value as TreeValue;
}
