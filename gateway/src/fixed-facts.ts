import type { AskedField } from "./asked-fields";

/** A fact about asked fields, worked out once for those that no variable has a say in. What it throws is thrown each time. */
export class FixedFacts<Fact> {
  readonly #known = new WeakMap<AskedField, Fact>();
  readonly #workOut: (field: AskedField) => Fact;

  constructor(workOut: (field: AskedField) => Fact) {
    this.#workOut = workOut;
  }

  of(field: AskedField): Fact {
    if (!field.fixed) return this.#workOut(field);
    const known = this.#known.get(field);
    if (known !== undefined || this.#known.has(field)) return known as Fact;
    const fact = this.#workOut(field);
    this.#known.set(field, fact);
    return fact;
  }
}
