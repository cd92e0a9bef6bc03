import { type GraphQLArgument, type GraphQLInputType, isNonNullType, isScalarType } from "graphql";
import type { Draft } from "./draft";
import type { Candidates, DrawnValue } from "./draw-value";
import { ValueDrawer } from "./draw-value";

/** Writes arguments as literals, as variables, and as literals with variables in them. */
export class ArgumentDrawer {
  readonly #draft: Draft;
  readonly #values: ValueDrawer;

  constructor(draft: Draft, candidates: Candidates) {
    this.#draft = draft;
    this.#values = new ValueDrawer(draft.random, candidates);
  }

  /** "(first: 2, id: $v1)", or nothing. */
  draw(given: readonly GraphQLArgument[]): string {
    const { random } = this.#draft;
    const written = given.flatMap((argument) => {
      const needed = isNonNullType(argument.type) && argument.defaultValue === undefined;
      return needed || random.chance(0.4) ? [`${argument.name}: ${this.#argument(argument)}`] : [];
    });
    if (random.chance(0.3)) written.reverse();
    return written.length === 0 ? "" : `(${written.join(random.chance(0.2) ? " " : ", ")})`;
  }

  /** A Boolean for `if`, literal or variable. */
  condition(): string {
    const { random } = this.#draft;
    if (random.chance(0.3)) return String(random.chance(0.5));
    return this.#draft.declared("Boolean!") ?? this.#draft.declare("Boolean!", null, random.chance(0.5));
  }

  #argument({ name, type, defaultValue }: GraphQLArgument): string {
    const { random } = this.#draft;
    if (random.chance(0.4)) return this.#variable(name, type, defaultValue !== undefined);
    const value = this.#values.draw(name, type, (inner, of) => (random.chance(0.15) ? this.#variable(inner, of, false) : null));
    return value.literal;
  }

  #variable(name: string, type: GraphQLInputType, hasDefault: boolean): string {
    const { random } = this.#draft;
    const before = random.chance(0.3) ? this.#draft.declared(String(type)) : null;
    if (before !== null) return before;
    const value = this.#values.draw(name, type);
    if (isNonNullType(type)) return this.#strict(String(type), type.ofType, value, hasDefault);
    if (random.chance(0.2)) return this.#draft.declare(`${type}!`, null, value.json ?? this.#values.draw(name, asNonNull(type)).json ?? 1);
    const defaultText = random.chance(0.3) ? this.#values.draw(name, type).literal : null;
    return this.#draft.declare(String(type), defaultText, random.chance(0.2) ? undefined : random.chance(0.1) ? null : value.json);
  }

  /** A position that takes no null: a strict variable, or one that has a default, and is rarely null all the same. */
  #strict(type: string, nullable: GraphQLInputType, value: DrawnValue, hasDefault: boolean): string {
    const { random } = this.#draft;
    if (!isScalarType(nullable) || random.chance(0.6)) return this.#draft.declare(type, null, value.json);
    const given = random.chance(0.3) ? undefined : random.chance(0.05) ? null : value.json;
    const needsDefault = !hasDefault || random.chance(0.5);
    return this.#draft.declare(String(nullable), needsDefault ? value.literal : null, given);
  }
}

/** Only for its drawn value: a nullable type draws null at times. */
function asNonNull(type: GraphQLInputType): GraphQLInputType {
  return isNonNullType(type) ? type.ofType : type;
}
