import { type GraphQLSchema, isInterfaceType, isObjectType } from "graphql";

/** Internal response names, one for each pair of a client's response name and a field, numbered as they first appear. */
export class InternalNames {
  readonly #prefix: string;
  readonly #numbers = new Map<string, number>();
  readonly #clientNames = new Map<string, string>();

  constructor(schema: GraphQLSchema) {
    this.#prefix = prefixFor(schema);
  }

  /** Internal name → the client's, where they differ. */
  get clientNames(): ReadonlyMap<string, string> {
    return this.#clientNames;
  }

  /** @param ordinal tells fields apart that share both names and differ in their arguments, on types that exclude one another */
  of(responseName: string, field: string, ordinal: number): string {
    const identity = `${responseName} ${field} ${ordinal}`;
    const number = this.#numbers.get(identity) ?? this.#numbers.size;
    this.#numbers.set(identity, number);
    const name = `${this.#prefix}${number}_${field}`;
    if (name !== responseName) this.#clientNames.set(name, responseName);
    return name;
  }
}

/** What one field with one set of arguments is called at one place of the answer, and what is found below it. */
export interface Place {
  readonly key: string;
  /** As the text has them, parentheses included. */
  readonly arguments: string;
  readonly below: Scope;
}

/**
 * One place of the answer, whichever fragments lead to it. What meets here under one name has one text for its arguments,
 * so that fields that could be merged before can be merged still.
 */
export class Scope {
  readonly #places = new Map<string, Place>();
  readonly #ordinals = new Map<string, number>();

  place(names: string, argumentsKey: string, make: (ordinal: number) => Omit<Place, "below">): Place {
    const identity = `${names} ${argumentsKey}`;
    const known = this.#places.get(identity);
    if (known !== undefined) return known;
    const ordinal = this.#ordinals.get(names) ?? 0;
    this.#ordinals.set(names, ordinal + 1);
    const place = { ...make(ordinal), below: new Scope() };
    this.#places.set(identity, place);
    return place;
  }
}

const prefixes = new WeakMap<GraphQLSchema, string>();

/** "_", unless a field of the schema is itself called as an internal name could be. */
function prefixFor(schema: GraphQLSchema): string {
  const known = prefixes.get(schema);
  if (known !== undefined) return known;
  const alike = fieldNames(schema).filter((name) => /^_a*\d+_/.test(name));
  let prefix = "_";
  while (alike.some((name) => name.startsWith(prefix) && /^\d+_/.test(name.slice(prefix.length)))) prefix += "a";
  prefixes.set(schema, prefix);
  return prefix;
}

function fieldNames(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [],
  );
}
