import type { TreeObject, TreeValue } from "../answer/tree";
import type { SourceCode } from "../engine-error";
import { type Answered, answeredAt, isRecord, typenameOf } from "./answered";
import { isExact } from "./exact";
import type { FaultNotes } from "./fault-note";
import type { Reader, Shape, ShapeField } from "./shape";
import { asTreeValue } from "./tree-values";

/** Where a walk through an answer is, and what it has found wrong. */
export interface PruneWalk {
  /** Names of the tree and indexes, from the object that was asked about. */
  readonly path: (string | number)[];
  readonly faults: FaultNotes;
}

/**
 * A copy of an answered value with only what was asked in it, under the tree's names. A value of the wrong kind is noted
 * and left out: undefined, or null in a list. Only answers that aren't exactly what was asked come here.
 */
export function prune(value: unknown, reader: Reader, walk: PruneWalk): TreeValue | undefined {
  if (value === null) return reader.nonNull ? refuse(walk) : null;
  if (reader.kind === "LIST") return Array.isArray(value) && reader.item !== null ? pruneList(value, reader.item, walk) : refuse(walk);
  if (reader.kind === "OBJECT") return isRecord(value) ? pruneObject(value, reader, walk) : refuse(walk);
  return pruneLeaf(value, reader, walk);
}

function pruneLeaf(value: unknown, reader: Reader, walk: PruneWalk): TreeValue | undefined {
  // Identifiers are text in the graph; sources that answer them as numbers mean the same.
  if (reader.kind === "ID" && typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  if (!isExact(value, reader)) return refuse(walk, reader.kind === "TYPENAME" ? "SOURCE_ENTITY_MISMATCH" : undefined);
  return asTreeValue(value);
}

function pruneList(items: readonly unknown[], item: Reader, walk: PruneWalk): TreeValue {
  return items.map((value, index) => {
    walk.path.push(index);
    const pruned = prune(value, item, walk);
    walk.path.pop();
    return pruned ?? null;
  });
}

function pruneObject(object: Answered, reader: Reader, walk: PruneWalk): TreeValue | undefined {
  const shape = reader.shapes?.of(typenameOf(object)) ?? null;
  return shape === null ? refuse(walk, "SOURCE_ENTITY_MISMATCH") : pruneFields(object, shape, walk);
}

/** A copy of an answered object with what its shape asks. */
export function pruneFields(object: Answered, shape: Shape, walk: PruneWalk): TreeObject {
  const pruned: TreeObject = {};
  for (const field of shape.fields) {
    const value = pruneField(object, field, walk);
    if (value !== undefined) pruned[field.treeName] = value;
  }
  for (const [name, value] of shape.constants) pruned[name] = value;
  return pruned;
}

function pruneField(object: Answered, { name, treeName, reader, conditional }: ShapeField, walk: PruneWalk): TreeValue | undefined {
  const value = answeredAt(object, name);
  if (value === undefined && conditional) return undefined;
  walk.path.push(treeName);
  const pruned = value === undefined ? refuse(walk) : prune(value, reader, walk);
  walk.path.pop();
  return pruned;
}

function refuse({ path, faults }: PruneWalk, code: SourceCode = "SOURCE_INVALID_VALUE"): undefined {
  faults.add({ path: [...path], code });
}
