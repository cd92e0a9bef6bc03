import type { TreeValue } from "../answer/tree";
import type { Rewrite } from "../plan/plan";

/** A rewrite, and how much of its path is still ahead. */
export interface PendingRewrite {
  readonly rewrite: Rewrite;
  readonly path: readonly string[];
}

/** What rewrites do to an object of one type. */
export interface ObjectRewrites {
  /** Name in the answer → name in the tree. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly constants: readonly (readonly [string, TreeValue])[];
  /** Those that go on below a name. */
  below(name: string): readonly PendingRewrite[];
}

const FRAGMENT = "... on ";

/** Sets a plan's rewrites at the start of their paths. */
export function pendingRewrites(rewrites: readonly Rewrite[] | undefined): readonly PendingRewrite[] {
  return (rewrites ?? []).map((rewrite) => ({ rewrite, path: rewrite.path }));
}

/** Which rewrites touch an object, given which type conditions on the way it meets. */
export function rewritesOf(pending: readonly PendingRewrite[], meets: (condition: string) => boolean): ObjectRewrites {
  const here = pending.flatMap((one) => pastConditions(one, meets));
  const final = here.flatMap(({ rewrite, path: [name, ...rest] }) => (name === undefined || rest.length > 0 ? [] : [{ rewrite, name }]));
  return {
    renamed: new Map(final.flatMap(({ rewrite, name }) => (rewrite.kind === "KeyRenamer" ? [[name, rewrite.renameKeyTo]] : []))),
    constants: final.flatMap(({ rewrite, name }) =>
      rewrite.kind === "ValueSetter" ? [[name, constant(rewrite.setValueTo)] as const] : [],
    ),
    below: (name) => here.flatMap(({ rewrite, path }) => (path.length > 1 && path[0] === name ? [{ rewrite, path: path.slice(1) }] : [])),
  };
}

function pastConditions(one: PendingRewrite, meets: (condition: string) => boolean): readonly PendingRewrite[] {
  const [first] = one.path;
  if (first?.startsWith(FRAGMENT) !== true) return [one];
  return meets(first.slice(FRAGMENT.length)) ? pastConditions({ rewrite: one.rewrite, path: one.path.slice(1) }, meets) : [];
}

function constant(value: unknown): TreeValue {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  throw new Error("A plan sets a value that isn't a leaf.");
}
