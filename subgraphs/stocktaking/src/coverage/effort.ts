import { remembered } from "../columns/plan-tree";
import type { KeptScope, ReferenceView } from "../columns/reference-tables";

/** Counts what asking a view about responsibility has cost since it was last told, in units of work. */
export class Effort {
  #units = 0;

  spend(units: number): void {
    this.#units += units;
  }

  /** Whether nothing was spent that wasn't told. */
  get isTold(): boolean {
    return this.#units === 0;
  }

  /** What wasn't told yet; from now on it is. */
  told(): number {
    const units = this.#units;
    this.#units = 0;
    return units;
  }
}

/** How many names of items, lines and places scopes give: what grouping them costs grows with it. */
export const namesIn = remembered((scopes: ReadonlyMap<string, KeptScope>) => {
  let names = 0;
  for (const { items, actionLines, places } of scopes.values())
    names += 1 + (items?.length ?? 0) + (actionLines?.length ?? 0) + (places?.length ?? 0);
  return names;
});

/** The effort spent on a view; remembered as long as somebody holds the view. */
export const effortOn = remembered((_: ReferenceView) => new Effort());
