import { Kind, type TypeNode } from "graphql";
import { draw, drawFrom } from "./draw";
import type { FieldFact } from "./field-fact";
import { knows, recordsOf } from "./records";
import type { Source } from "./source";

/** What a resolver that fails throws. */
export class PlannedFailure extends Error {}

/** The value of a field, drawn from where it stands and what it was given: two who ask the same are answered the same. */
export function derive(fact: FieldFact, place: string, args: Readonly<Record<string, unknown>>, via: Source): unknown {
  if (fact.faulty && draw(`fault ${place}`) % 5 === 0) throw new PlannedFailure(`${fact.coordinate} failed`);
  return new Derivation(fact, via).value(fact.type, place, lengthAsked(args));
}

function lengthAsked(args: Readonly<Record<string, unknown>>): number | null {
  return typeof args.first === "number" ? Math.max(0, Math.min(4, args.first)) : null;
}

class Derivation {
  readonly #fact: FieldFact;
  readonly #via: Source;

  constructor(fact: FieldFact, via: Source) {
    this.#fact = fact;
    this.#via = via;
  }

  value(type: TypeNode, place: string, length: number | null): unknown {
    if (type.kind === Kind.NON_NULL_TYPE) return this.#present(type.type, place, length);
    return draw(`null ${place}`) % 8 === 0 ? null : this.#present(type, place, length);
  }

  #present(type: TypeNode, place: string, length: number | null): unknown {
    if (type.kind === Kind.NON_NULL_TYPE) throw new Error("a type isn't non-null twice");
    if (type.kind === Kind.NAMED_TYPE) return this.#named(type.name.value, place);
    const items = Array.from({ length: length ?? draw(`length ${place}`) % 4 }, (_, index) => `${place}/${index}`);
    return items.map((item) => this.#item(type.type, item));
  }

  #item(type: TypeNode, place: string): unknown {
    const fails = this.#fact.faulty && type.kind !== Kind.LIST_TYPE && draw(`fault ${place}`) % 9 === 0;
    return fails ? new PlannedFailure(`an item of ${this.#fact.coordinate} failed`) : this.value(type, place, null);
  }

  #named(name: string, place: string): unknown {
    if (this.#fact.possible.length > 0) return this.#object(place);
    return this.#fact.values.length > 0 ? drawFrom(this.#fact.values, place) : scalar(name, place);
  }

  #object(place: string): Source {
    const __typename = drawFrom(this.#fact.possible, `type ${place}`);
    const ids = recordsOf(__typename)?.filter((id) => this.#fact.owners.every((owner) => knows(owner, __typename, id)));
    return { __typename, id: ids === undefined ? `~${draw(`id ${place}`)}` : drawFrom(ids, place), via: this.#via };
  }
}

const WORDS = ["plain", 'quoted "word"', "Änderung", "two\nlines", "नमस्ते", "\u2028", "back\\slash", "", "</script>", "😀"] as const;

function scalar(name: string, place: string): unknown {
  const drawn = draw(place);
  switch (name) {
    case "Int":
      return (drawn % 2_000) - 500;
    case "Float":
      return drawn % 5 === 0 ? drawn % 100 : (drawn - 2_000_000_000) / drawFrom([8, 3, 1e-15, 1e12], `scale ${place}`);
    case "Boolean":
      return drawn % 2 === 0;
    case "Date":
      return `20${10 + (drawn % 16)}-0${1 + (drawn % 9)}-11`;
    case "Json":
      return JSON.parse(`{"n":${drawn},"list":[null,{"deep":true}],"__proto__":{"is":"a name"},"id":"x"}`);
    default:
      return `${drawFrom(WORDS, place)} ${drawn % 1_000}`;
  }
}
