import type { SourceCode } from "../engine-error";

/** A value of the tree that fetches fill and answers are written from. */
export type TreeValue = null | boolean | number | string | TreeObject | readonly TreeValue[];

/**
 * An object of the tree, by internal response name. `__typename` is there wherever the planner asked for it, which it
 * does at every abstract type. What no fetch has answered is `undefined`; what a subgraph answered as null is null.
 * Only names that were asked are ever in it, each written by the subgraph that was asked for it.
 */
export interface TreeObject {
  [key: string]: TreeValue | undefined;
}

/**
 * What an object of the tree holds under a name. A field may be called `constructor` or `toString`: what an object
 * inherits under such a name is a function, which is no value of the tree.
 */
export function valueAt(object: TreeObject, name: string): TreeValue | undefined {
  const value = object[name];
  return typeof value === "function" ? undefined : value;
}

/** What went wrong at a place of the tree. The path is of internal names and indexes; `null` where it stands at no place. */
export interface Fault {
  readonly path: readonly (string | number)[] | null;
  readonly code: SourceCode | "INTERNAL";
  /** A sentence for the user, without the source's own words. */
  readonly message: string;
  readonly subgraph: string | null;
  /** The error itself of a trusted subgraph, or what the log may say; never shown. */
  readonly cause?: unknown;
}
