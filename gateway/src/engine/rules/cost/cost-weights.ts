import { type GraphQLNamedType, isCompositeType } from "graphql";
import type { AppliedDirective, SupergraphFacts } from "../../supergraph/supergraph-facts";

const SPECIFICATION = "https://specs.apollo.dev/cost";

/** What `@listSize` says of one field. */
export interface ListSize {
  readonly assumedSize: number | null;
  readonly slicingArguments: readonly string[];
  readonly sizedFields: readonly string[];
  readonly requireOneSlicingArgument: boolean;
}

/** What a supergraph's `@cost` and `@listSize` say, by coordinate. */
export class CostWeights {
  readonly #weights = new Map<string, number>();
  readonly #sizes = new Map<string, ListSize>();
  readonly #possible: SupergraphFacts["possible"];

  constructor({ directives, possible }: Pick<SupergraphFacts, "directives" | "possible">) {
    this.#possible = possible;
    for (const [coordinate, applied] of Object.entries(directives)) {
      for (const directive of applied) {
        if (directive.specification === SPECIFICATION) this.#read(coordinate, directive);
      }
    }
  }

  /** Whether anything weighs other than by default, so that objects can't just be counted. */
  get any(): boolean {
    return this.#weights.size > 0;
  }

  /** Object types that a composite type may be. */
  objectsOf(type: GraphQLNamedType): readonly string[] {
    return this.#possible[type.name] ?? [type.name];
  }

  /** The `@cost` that stands at a coordinate. */
  at(coordinate: string): number | null {
    return this.#weights.get(coordinate) ?? null;
  }

  /** What a value of the type weighs: 1 as an object and 0 as a leaf, unless `@cost` says otherwise; of several the most. */
  ofType(type: GraphQLNamedType): number {
    if (!isCompositeType(type)) return this.at(type.name) ?? 0;
    return Math.max(0, ...this.objectsOf(type).map((object) => this.at(object) ?? 1));
  }

  /** What one instance of a field weighs: by its own `@cost`, or its type's. */
  ofField(object: string, field: string, type: GraphQLNamedType): number {
    return this.at(`${object}.${field}`) ?? this.ofType(type);
  }

  /** Where the type says nothing, whatever its object types say. */
  sizesOf(type: GraphQLNamedType, objects: readonly string[], field: string): readonly (ListSize | null)[] {
    const own = this.#sizes.get(`${type.name}.${field}`);
    return own === undefined ? objects.map((object) => this.#sizes.get(`${object}.${field}`) ?? null) : [own];
  }

  #read(coordinate: string, { name, args }: AppliedDirective): void {
    if (name === "cost" && typeof args.weight === "number") this.#weights.set(coordinate, args.weight);
    if (name === "listSize") this.#sizes.set(coordinate, sizeIn(args));
  }
}

function sizeIn({ assumedSize, slicingArguments, sizedFields, requireOneSlicingArgument }: AppliedDirective["args"]): ListSize {
  return {
    assumedSize: typeof assumedSize === "number" ? assumedSize : null,
    slicingArguments: namesIn(slicingArguments),
    sizedFields: namesIn(sizedFields),
    requireOneSlicingArgument: requireOneSlicingArgument !== false,
  };
}

function namesIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
}
