import type { ObjectPlan } from "./object-plan";
import type { TreeObject } from "./tree";
import type { TreeWalk } from "./tree-walk";

/** What an object was written as. */
interface WrittenObject {
  readonly plan: ObjectPlan;
  readonly text: string;
  readonly nodes: number;
}

/**
 * Texts of objects that stand at several places, each written once. Where something of one was missing, or was put off,
 * it is written at each place anew: that is told of the place.
 */
export class RepeatedTexts {
  readonly #repeated: ReadonlySet<TreeObject>;
  readonly #written = new Map<TreeObject, WrittenObject>();

  constructor(repeated: ReadonlySet<TreeObject>) {
    this.#repeated = repeated;
  }

  has(object: TreeObject): boolean {
    return this.#repeated.has(object);
  }

  /** False where a field that can't be null was lost; the walk is then left where it was lost. */
  write(walk: TreeWalk, plan: ObjectPlan, object: TreeObject, depth: number): boolean {
    const known = this.#written.get(object);
    if (known === undefined || known.plan !== plan) return this.#writeFirst(walk, plan, object, depth);
    walk.text += known.text;
    walk.nodes += known.nodes;
    return true;
  }

  #writeFirst(walk: TreeWalk, plan: ObjectPlan, object: TreeObject, depth: number): boolean {
    const { text: before, nodes, missed } = walk;
    const parts = walk.putOff.length;
    walk.text = "";
    if (!plan.write(walk, object, depth)) return false;
    const { text } = walk;
    walk.text = before + text;
    const isWhole = walk.missed === missed && walk.putOff.length === parts;
    if (isWhole) this.#written.set(object, { plan, text: inOnePiece(text), nodes: walk.nodes - nodes });
    return true;
  }
}

/** Reading a sign puts a text's pieces together: once here, and not at each of its places. A sign that isn't used isn't read. */
const inOnePiece = (text: string): string => (Number.isNaN(text.charCodeAt(0)) ? "" : text);
