import type { SubgraphTypes } from "../supergraph/subgraph-types";

/** Gives the types of a subgraph by its name. */
export type TypesOf = (subgraph: string) => SubgraphTypes;

/** Whether an object of one type satisfies a condition on another, by what the subgraphs of a plan know together. */
export class TypeConditions {
  readonly #subgraphs: readonly string[];
  readonly #typesOf: TypesOf;
  readonly #known = new Map<string, ReadonlySet<string>>();

  constructor(subgraphs: readonly string[], typesOf: TypesOf) {
    this.#subgraphs = subgraphs;
    this.#typesOf = typesOf;
  }

  holds(typename: string, condition: string): boolean {
    return typename === condition || this.#possible(condition).has(typename);
  }

  #possible(condition: string): ReadonlySet<string> {
    const known = this.#known.get(condition);
    if (known !== undefined) return known;
    const possible = new Set(this.#subgraphs.flatMap((subgraph) => possibleTypes(this.#typesOf(subgraph), condition)));
    this.#known.set(condition, possible);
    return possible;
  }
}

/** The object types that a type of one subgraph may turn out to be; none of what it doesn't know. */
export function possibleTypes({ types }: SubgraphTypes, name: string): readonly string[] {
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  if (type === undefined || type.kind === "ENUM" || type.kind === "SCALAR") return [];
  return type.possible ?? (type.kind === "OBJECT" ? [name] : []);
}
