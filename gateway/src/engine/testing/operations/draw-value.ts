import {
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
} from "graphql";
import type { SeededRandom } from "./seeded-random";

/** A value both as it stands in a document and as it stands among variables; `undefined` where it can't stand there. */
export interface DrawnValue {
  readonly literal: string;
  readonly json: unknown;
}

/** Values worth giving to an argument or input field of a name, of ids above all; null where any will do. */
export type Candidates = (name: string, type: string) => readonly (string | number)[] | null;

const STRINGS = [
  '""',
  '"plain"',
  '"Ä \\"quoted\\" \\u00e9\\n"',
  '"""block \n  text"""',
  '"$v1"',
  '"__proto__"',
  '"\\uD83D\\uDE00"',
] as const;
const FLOATS = ["0", "1", "-2.5", "1e3", "0.10", "1.5E-2"] as const;
const JSONS = ['{ a: 1, b: [true, null, "x"] }', "[1, 2.5]", '"text"', "{ __typename: E, id: { id: 3 } }", "ENUM", "12345678901"] as const;

/** Objects within one another: one that holds lists of its own kind would never end otherwise. */
const MOST_OPEN = 4;

export class ValueDrawer {
  readonly #random: SeededRandom;
  readonly #candidates: Candidates;
  #open = 0;

  constructor(random: SeededRandom, candidates: Candidates) {
    this.#random = random;
    this.#candidates = candidates;
  }

  /** A valid value for the type; `inner` may write something else, such as a variable, for a value inside it. */
  draw(name: string, type: GraphQLInputType, inner?: (name: string, type: GraphQLInputType) => string | null): DrawnValue {
    if (isNonNullType(type)) return this.#present(name, type.ofType, inner);
    return this.#random.chance(0.07) ? { literal: "null", json: null } : this.#present(name, type, inner);
  }

  #present(name: string, type: GraphQLInputType, inner?: (name: string, type: GraphQLInputType) => string | null): DrawnValue {
    if (isNonNullType(type)) return this.#present(name, type.ofType, inner);
    if (isListType(type)) return this.#list(name, type.ofType, inner);
    if (isInputObjectType(type)) return this.#object(type, inner);
    if (isEnumType(type)) return this.#enumValue(type);
    return isScalarType(type) ? this.#scalar(name, type.name) : { literal: "null", json: null };
  }

  #list(name: string, of: GraphQLInputType, inner?: (name: string, type: GraphQLInputType) => string | null): DrawnValue {
    // One value alone stands for a list of one.
    if (this.#random.chance(0.1)) return this.#present(name, of, inner);
    const items = Array.from({ length: this.#random.between(0, 3) }, () => this.#inner(name, of, inner));
    return { literal: `[${items.map(({ literal }) => literal).join(", ")}]`, json: items.map(({ json }) => json) };
  }

  #object(type: GraphQLInputObjectType, inner?: (name: string, type: GraphQLInputType) => string | null): DrawnValue {
    const literals: string[] = [];
    const json: Record<string, unknown> = {};
    for (const field of Object.values(type.getFields())) {
      const needed = isNonNullType(field.type) && field.defaultValue === undefined;
      if (!needed && (this.#random.chance(0.55) || this.#open > MOST_OPEN)) continue;
      this.#open += 1;
      const value = this.#inner(field.name, field.type, inner);
      this.#open -= 1;
      literals.push(`${field.name}: ${value.literal}`);
      json[field.name] = value.json;
    }
    return { literal: `{${literals.join(", ")}}`, json };
  }

  #inner(name: string, type: GraphQLInputType, inner?: (name: string, type: GraphQLInputType) => string | null): DrawnValue {
    const value = this.draw(name, type, inner);
    return { literal: inner?.(name, type) ?? value.literal, json: value.json };
  }

  #enumValue(type: GraphQLEnumType): DrawnValue {
    const { name } = this.#random.pick(type.getValues());
    return { literal: name, json: name };
  }

  #scalar(name: string, type: string): DrawnValue {
    const candidates = this.#candidates(name, type);
    const candidate = candidates === null ? null : this.#random.pick(candidates);
    if (candidate !== null) return { literal: JSON.stringify(candidate), json: candidate };
    switch (type) {
      case "Int":
        return same(this.#random.pick([0, 1, 2, 3, 4, 5, 1990, -1, 2_147_483_647]));
      case "Float": {
        const literal = this.#random.pick(FLOATS);
        return { literal, json: Number(literal) };
      }
      case "Boolean":
        return same(this.#random.chance(0.5));
      case "ID":
        return this.#random.chance(0.3) ? same(this.#random.between(0, 9)) : same(`x${this.#random.between(0, 9)}`);
      case "String": {
        const literal = this.#random.pick(STRINGS);
        return { literal, json: literal.startsWith('"""') ? "block \n  text" : JSON.parse(literal) };
      }
      case "Date":
        return same(`20${this.#random.between(10, 25)}-03-04`);
      default:
        return {
          literal: this.#random.pick(JSONS),
          json: this.#random.pick([{ b: [1, { a: null }], a: "x" }, 3, "y", [[]], { id: "b1" }]),
        };
    }
  }
}

function same(value: string | number | boolean): DrawnValue {
  return { literal: JSON.stringify(value), json: value };
}
