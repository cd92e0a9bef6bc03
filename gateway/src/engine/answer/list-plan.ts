import type { TreeValue } from "./tree";
import type { TreeWalk } from "./tree-walk";
import { ValuePlan } from "./value-plan";

/** A list, of whatever its items are. */
export class ListPlan extends ValuePlan {
  readonly #item: ValuePlan;

  constructor(coordinate: string, nonNull: boolean, item: ValuePlan) {
    super(coordinate, nonNull);
    this.#item = item;
  }

  write(walk: TreeWalk, value: TreeValue, depth: number): boolean {
    if (!Array.isArray(value)) return this.none(walk, value, depth);
    if (value.length === 0) {
      walk.text += "[]";
      return true;
    }
    const { text, nodes } = walk;
    const parts = walk.putOff.length;
    if (!this.#writeItems(walk, value, depth)) return this.lost(walk, { text, nodes, parts }, depth);
    walk.text += "]";
    return true;
  }

  #writeItems(walk: TreeWalk, items: readonly TreeValue[], depth: number): boolean {
    for (let index = 0; index < items.length; index += 1) {
      walk.text += index === 0 ? "[" : ",";
      walk.steps[depth] = index;
      if (!this.#item.write(walk, items[index] ?? null, depth + 1)) return false;
    }
    walk.checkLength();
    return true;
  }
}
