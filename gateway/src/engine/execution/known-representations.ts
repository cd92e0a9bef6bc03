import type { TreeObject } from "../answer/tree";
import type { Recipe } from "./representation";
import { valueAt } from "./tree-values";

/** The object has no representation yet. */
export const NEW = -1;

/** Only its text can tell which one it has. */
const UNKNOWN = -2;

/**
 * Tells which representation an object has without writing it: its first value, which is a key, leads to the one it
 * probably has, and the others are compared. Only objects that share that value and differ in another go by their text.
 */
export class KnownRepresentations {
  readonly #owners: readonly TreeObject[];
  readonly #textOf: (number: number) => string;
  readonly #tables = new Map<string, Map<unknown, number>>();
  #signature: string | null = null;
  #table = new Map<unknown, number>();
  #texts: Map<string, number> | null = null;

  constructor(owners: readonly TreeObject[], textOf: (number: number) => string) {
    this.#owners = owners;
    this.#textOf = textOf;
  }

  /** The number of the representation that the object has; NEW where it has none yet, UNKNOWN where its text must tell. */
  find(object: TreeObject, recipe: Recipe): number {
    const { parts } = recipe;
    const [first] = parts;
    if (first === undefined || first.inner !== null) return UNKNOWN;
    const number = this.#tableOf(recipe).get(object[first.name]);
    if (number === undefined) return NEW;
    const owner = this.#owners[number] ?? {};
    for (let index = 1; index < parts.length; index++) {
      const name = parts[index]?.name ?? "";
      // The owner has its own value here, so that what another may inherit is never the same.
      if (object[name] !== owner[name]) return UNKNOWN;
    }
    return number;
  }

  byText(text: string): number | undefined {
    this.#texts ??= new Map(this.#owners.map((_, number) => [this.#textOf(number), number]));
    return this.#texts.get(text);
  }

  /** The object is the owner of the newest representation. */
  learn(object: TreeObject, recipe: Recipe): void {
    const number = this.#owners.length - 1;
    this.#texts?.set(this.#textOf(number), number);
    const [first] = recipe.parts;
    const table = this.#tableOf(recipe);
    const value = first === undefined ? null : valueAt(object, first.name);
    if (!table.has(value)) table.set(value, number);
  }

  #tableOf({ signature }: Recipe): Map<unknown, number> {
    if (signature !== this.#signature) {
      this.#signature = signature;
      this.#table = this.#tables.get(signature) ?? new Map();
      this.#tables.set(signature, this.#table);
    }
    return this.#table;
  }
}
