import { type GraphQLCompositeType, type GraphQLSchema, getNamedType, isAbstractType, isCompositeType, isUnionType } from "graphql";
import type { SupergraphFacts } from "../../supergraph/supergraph-facts";
import type { AccessRules } from "./access-rules";
import type { Requirement } from "./requirement";

/** What a walk over an operation is told of the supergraph. */
export interface RuledGraph {
  readonly schema: GraphQLSchema;
  readonly rules: AccessRules;
  readonly possible: SupergraphFacts["possible"];
}

/** A place of an operation: the type that its fields are asked of, and the object types that may answer there. */
export class RuledPlace {
  readonly #graph: RuledGraph;
  readonly #type: GraphQLCompositeType;
  readonly #objects: readonly string[];

  constructor(graph: RuledGraph, type: GraphQLCompositeType, objects: readonly string[] = objectsOf(graph, type)) {
    this.#graph = graph;
    this.#type = type;
    this.#objects = objects;
  }

  /** In a fragment fewer object types answer. */
  within(typeCondition: string | null): RuledPlace {
    if (typeCondition === null) return this;
    const type = this.#graph.schema.getType(typeCondition);
    if (!isCompositeType(type)) throw new Error(`the public schema has no type ${typeCondition} to select from`);
    const narrowed = new Set(objectsOf(this.#graph, type));
    return new RuledPlace(
      this.#graph,
      type,
      this.#objects.filter((object) => narrowed.has(object)),
    );
  }

  /** The place that a field leads to; null for a leaf and for what the engine answers by itself. */
  under(field: string): RuledPlace | null {
    const given = this.#given(field);
    return isCompositeType(given) ? new RuledPlace(this.#graph, given) : null;
  }

  coordinate(field: string): string {
    return `${this.#type.name}.${field}`;
  }

  /**
   * All that a field requires: what stands at the field, at the type it belongs to and at the type it gives. Of an
   * interface it is also what any of its object types requires: which of them answers isn't known before it does. A union
   * requires nothing by itself: what is asked of a member stands in a fragment on it, and requires what the member does.
   */
  required(field: string): readonly Requirement[] {
    const given = this.#given(field);
    if (given === null) return [];
    const { rules, possible } = this.#graph;
    const implementers = isUnionType(given) ? [] : (possible[given.name] ?? []);
    const types = [this.#type.name, ...this.#objects];
    const coordinates = [...types, ...types.map((type) => `${type}.${field}`), given.name, ...implementers];
    return [...new Set(coordinates.flatMap((coordinate) => rules.at(coordinate)))];
  }

  #given(field: string) {
    if (field.startsWith("__")) return null;
    const definition = isUnionType(this.#type) ? undefined : this.#type.getFields()[field];
    if (definition === undefined) throw new Error(`the public schema has no field ${this.coordinate(field)} to rule over`);
    return getNamedType(definition.type);
  }
}

function objectsOf({ possible }: RuledGraph, type: GraphQLCompositeType): readonly string[] {
  return isAbstractType(type) ? (possible[type.name] ?? []) : [type.name];
}
