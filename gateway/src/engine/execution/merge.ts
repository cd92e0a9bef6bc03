import type { TreeObject, TreeValue } from "../answer/tree";
import { answerNullWithin } from "./null-answer";
import type { PruneWalk } from "./prune";
import type { Reader, Shape, ShapeField } from "./shape";
import { isObject, valueAt } from "./tree-values";
import type { TypeConditions } from "./type-conditions";

/** What merging needs beside the two objects. */
export interface MergeWalk extends PruneWalk {
  readonly types: TypeConditions;
  /** The incoming object goes to several places, so that nothing of it may become part of more than one. */
  readonly copies: boolean;
}

/**
 * Adds to an object of the tree what a source answered about it, in the tree's names. What is there stays: no source
 * overwrites another's value. False where the two aren't about the same thing; then nothing was added.
 */
export function mergeObject(present: TreeObject, incoming: TreeObject, shape: Shape, walk: MergeWalk): boolean {
  if (contradicts(present, incoming, shape, walk.types)) return false;
  for (const field of shape.fields) {
    const value = incoming[field.treeName];
    if (value !== undefined && typeof value !== "function") mergeField(present, value, field, shape, walk);
  }
  return true;
}

function mergeField(object: TreeObject, value: TreeValue, field: ShapeField, shape: Shape, walk: MergeWalk): void {
  const { treeName, reader } = field;
  const present = object[treeName];
  // A function is inherited, as by a field called `constructor`: nothing is there yet.
  if (present === undefined || present === null || typeof present === "function")
    object[treeName] = walk.copies ? copyOf(value, reader) : value;
  else if (reader.kind === "TYPENAME") object[treeName] = shape.standsForInterface ? present : value;
  else if (value === null) answerNullWithin(present, reader);
  else mergeValue(present, value, treeName, reader, walk);
}

function mergeValue(present: TreeValue, value: TreeValue, at: string | number, reader: Reader, walk: MergeWalk): void {
  if (reader.kind !== "LIST" && reader.kind !== "OBJECT") return;
  walk.path.push(at);
  const merged = reader.kind === "LIST" ? mergeLists(present, value, reader.item, walk) : mergeObjects(present, value, reader, walk);
  if (!merged) walk.faults.add({ path: [...walk.path], code: "SOURCE_ENTITY_MISMATCH" });
  walk.path.pop();
}

function mergeObjects(present: TreeValue, value: TreeValue, { shapes }: Reader, walk: MergeWalk): boolean {
  if (!isObject(present) || !isObject(value)) return false;
  const shape = shapes?.of(valueAt(value, "__typename")) ?? null;
  return shape !== null && mergeObject(present, value, shape, walk);
}

/** Two sources that answer one list differently long don't speak of the same one; the first stays. */
function mergeLists(present: TreeValue, value: TreeValue, item: Reader | null, walk: MergeWalk): boolean {
  if (!Array.isArray(present) || !Array.isArray(value) || item === null || present.length !== value.length) return false;
  const into: TreeValue[] = present;
  value.forEach((one: TreeValue, index) => {
    const there = into[index] ?? null;
    if (there === null) into[index] = walk.copies ? copyOf(one, item) : one;
    else if (one !== null) mergeValue(there, one, index, item, walk);
  });
  return true;
}

/** Whether a source's answer is about something else: another type, or another key. */
function contradicts(present: TreeObject, incoming: TreeObject, shape: Shape, types: TypeConditions): boolean {
  for (const { treeName, reader } of shape.identity) {
    const there = valueAt(present, treeName);
    const told = valueAt(incoming, treeName);
    if (!isTold(there) || !isTold(told)) continue;
    if (reader.kind === "TYPENAME" ? !sameType(there, told, shape, types) : !isSameKey(there, told)) return true;
  }
  return false;
}

/** A later source may say more exactly what an object is, where it stood for an interface. */
function sameType(there: TreeValue, told: TreeValue, shape: Shape, types: TypeConditions): boolean {
  if (there === told || shape.standsForInterface) return true;
  return typeof there === "string" && typeof told === "string" && types.holds(told, there);
}

/** Whether two values are the same key; one source's number is another's text. */
export function isSameKey(one: TreeValue, other: TreeValue): boolean {
  if (isObject(one) && isObject(other)) {
    return Object.entries(other).every(([name, value]) => {
      const there = valueAt(one, name);
      // An object within a key may be asked for more than its part of the key, and a null says nothing of which object it is.
      return !isTold(there) || !isTold(value) || name === "__typename" || isSameKey(there, value);
    });
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item: TreeValue, index) => isSameKey(item, other[index]));
  }
  return one === other || (isNumberAndText(one, other) && String(one) === String(other));
}

function isTold(value: TreeValue | undefined): value is TreeValue {
  return value !== undefined && value !== null;
}

function isNumberAndText(one: TreeValue, other: TreeValue): boolean {
  return (typeof one === "number" && typeof other === "string") || (typeof one === "string" && typeof other === "number");
}

/** A copy that shares no object that a later fetch could add to; leaves are shared, a custom scalar's objects too. */
export function copyOf(value: TreeValue, reader: Reader): TreeValue {
  if (value === null) return null;
  if (reader.kind === "LIST" && Array.isArray(value) && reader.item !== null) return copyOfList(value, reader.item);
  if (reader.kind !== "OBJECT" || !isObject(value)) return value;
  const shape = reader.shapes?.of(valueAt(value, "__typename")) ?? null;
  const copy: TreeObject = {};
  for (const { treeName, reader: inner } of shape?.fields ?? []) {
    const one = valueAt(value, treeName);
    if (one !== undefined) copy[treeName] = copyOf(one, inner);
  }
  return copy;
}

function copyOfList(items: readonly TreeValue[], item: Reader): TreeValue {
  return items.map((one) => copyOf(one, item));
}
