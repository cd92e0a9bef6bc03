import type { TreeObject, TreeValue } from "../answer/tree";
import type { Reader, Shape } from "./shape";
import { isObject, valueAt } from "./tree-values";

/** A source answered null about an object: what it was asked there is null, as far as no other source has answered it. */
export function answerNull(object: TreeObject, { fields }: Shape): void {
  for (const { treeName, reader } of fields) {
    if (reader.kind === "TYPENAME") continue;
    const present = valueAt(object, treeName);
    if (present === undefined) object[treeName] = null;
    else answerNullWithin(present, reader);
  }
}

/** The same for what stands in an object's field, or in a list. */
export function answerNullWithin(present: TreeValue, reader: Reader): void {
  if (Array.isArray(present)) {
    const { item } = reader;
    if (item !== null) for (const one of present) answerNullWithin(one, item);
  } else if (isObject(present)) {
    const shape = reader.shapes?.of(valueAt(present, "__typename")) ?? null;
    if (shape !== null) answerNull(present, shape);
  }
}
