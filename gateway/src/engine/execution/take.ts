import type { TreeObject } from "../answer/tree";
import type { AlikeObjects } from "./alike";
import type { Answered } from "./answered";
import { hasExactly } from "./exact";
import { type PruneWalk, pruneFields } from "./prune";
import type { Shape } from "./shape";

/**
 * An answered object as part of the tree: the very object where it is exactly what was asked or is to be trusted, else a
 * copy of what was asked. An answer belongs to whom it was given, so that it may become part of the tree.
 */
export function takeObject(answered: Answered, shape: Shape, trusted: boolean, walk: PruneWalk, alike: AlikeObjects | null): TreeObject {
  if (!trusted && (!shape.asItIs || !hasExactly(answered, shape))) return pruneFields(answered, shape, walk);
  const taken = answered as TreeObject;
  if (shape.nested.length > 0) alike?.shareBelow(taken, shape);
  return taken;
}
