import type { TreeObject, TreeValue } from "../answer/tree";
import type { KeyRenamer } from "../plan/plan";
import { type PathStep, visitPath } from "./flatten-path";
import { isObject, valueAt } from "./tree-values";
import type { TypeConditions } from "./type-conditions";

/** Objects of one fetch whose context gives the same values. */
export interface ContextGroup {
  readonly values: readonly { readonly name: string; readonly json: string }[];
  readonly objects: TreeObject[];
}

/** One way to a context's value: so many fields up from the object, then down by names and type conditions. */
interface ContextPath {
  readonly variable: string;
  readonly up: number;
  readonly down: readonly string[];
}

const FRAGMENT = "... on ";

/** Finds the values of `@fromContext` arguments, which stand above the objects that a fetch asks about. */
export class ContextReader {
  readonly #paths: readonly ContextPath[];
  readonly #types: TypeConditions;
  readonly variables: readonly string[];

  constructor(rewrites: readonly KeyRenamer[], types: TypeConditions) {
    this.#paths = rewrites.map(({ path, renameKeyTo }) => {
      const up = path.findIndex((element) => element !== "..");
      return { variable: renameKeyTo, up: up === -1 ? path.length : up, down: up === -1 ? [] : path.slice(up) };
    });
    this.#types = types;
    this.variables = [...new Set(this.#paths.map(({ variable }) => variable))];
  }

  /** Objects by what their context says; one whose context was lost isn't asked about. */
  groups(root: TreeObject, steps: readonly PathStep[]): readonly ContextGroup[] {
    const groups = new Map<string, ContextGroup>();
    visitPath(root, steps, this.#types, (passed) => {
      const object = passed.at(-1);
      const values = this.#valuesAbove(passed);
      if (object === undefined || values === null) return;
      const key = JSON.stringify(values.map(({ json }) => json));
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { values, objects: [object] });
      else group.objects.push(object);
    });
    return [...groups.values()];
  }

  #valuesAbove(passed: readonly TreeObject[]): ContextGroup["values"] | null {
    const values: { name: string; json: string }[] = [];
    for (const name of this.variables) {
      const value = this.#valueOf(name, passed);
      if (value === undefined) return null;
      values.push({ name, json: JSON.stringify(value) });
    }
    return values;
  }

  /** The first path that leads somewhere: each type that may set the context has one of its own. */
  #valueOf(variable: string, passed: readonly TreeObject[]): TreeValue | undefined {
    for (const { variable: name, up, down } of this.#paths) {
      const from = passed[passed.length - 1 - up];
      const value = name === variable && from !== undefined ? this.#below(from, down) : undefined;
      if (value !== undefined) return value;
    }
    return undefined;
  }

  #below(from: TreeObject, names: readonly string[]): TreeValue | undefined {
    let value: TreeValue | undefined = from;
    for (const name of names) {
      if (value === undefined || value === null) return value;
      if (!isObject(value)) return undefined;
      if (name.startsWith(FRAGMENT)) value = this.#isOf(value, name.slice(FRAGMENT.length)) ? value : undefined;
      else value = valueAt(value, name);
    }
    return value;
  }

  #isOf(object: TreeObject, condition: string): boolean {
    const typename = valueAt(object, "__typename");
    return typename === undefined || (typeof typename === "string" && this.#types.holds(typename, condition));
  }
}
