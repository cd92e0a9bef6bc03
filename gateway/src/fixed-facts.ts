import type { AskedField } from "./asked-fields";

/**
 * A fact about asked fields, worked out once for those that no variable has a say in. What it throws is thrown each time. The
 * field itself holds it: a map of weak keys would hold the fields of questions that are over until the next full collection.
 */
export class FixedFacts<Fact> {
  readonly #workOut: (field: AskedField) => Fact;

  constructor(workOut: (field: AskedField) => Fact) {
    this.#workOut = workOut;
  }

  of(field: AskedField): Fact {
    const { facts } = field;
    if (facts === null) return this.#workOut(field);
    const known = facts.get(this);
    if (known !== undefined || facts.has(this)) return known as Fact;
    const fact = this.#workOut(field);
    facts.set(this, fact);
    return fact;
  }
}
