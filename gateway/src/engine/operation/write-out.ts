import {
  type FieldNode,
  type FragmentSpreadNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isCompositeType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { EngineError } from "../engine-error";
import { type Directions, directionsOf } from "./conditions";
import type { Fragments } from "./count-selections";
import type { WrittenField, WrittenNode } from "./written-out";

/** Writes a valid operation out: spreads as inline fragments, literal `@skip` and `@include` resolved, what they leave out gone. */
export function writeOut(schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Fragments): readonly WrittenNode[] {
  const root = schema.getRootType(operation.operation);
  if (root === undefined || root === null) throw new EngineError("BAD_REQUEST", `This graph serves no ${operation.operation}.`);
  return new WriteOut(schema, fragments, operation.operation !== "subscription").set(operation.selectionSet, root);
}

class WriteOut {
  readonly #schema: GraphQLSchema;
  readonly #fragments: Fragments;
  readonly #defers: boolean;

  constructor(schema: GraphQLSchema, fragments: Fragments, defers: boolean) {
    this.#schema = schema;
    this.#fragments = fragments;
    this.#defers = defers;
  }

  set({ selections }: SelectionSetNode, type: GraphQLCompositeType): readonly WrittenNode[] {
    return selections.flatMap((selection) => {
      const directions = directionsOf(selection.directives);
      if (directions === null) return [];
      return selection.kind === Kind.FIELD ? [this.#field(selection, directions, type)] : this.#fragment(selection, directions, type);
    });
  }

  #field(node: FieldNode, { conditions, others }: Directions, parent: GraphQLCompositeType): WrittenField {
    const name = node.name.value;
    const definition = fieldOf(parent, name);
    const type = definition === null ? null : getNamedType(definition.type);
    return {
      kind: "field",
      responseName: node.alias?.value ?? name,
      name,
      definition,
      arguments: node.arguments ?? [],
      conditions,
      directives: others,
      selection: isCompositeType(type) && node.selectionSet !== undefined ? this.set(node.selectionSet, type) : null,
    };
  }

  /** One that says nothing, being for the type that it stands in, is as good as what it holds. */
  #fragment(node: InlineFragmentNode | FragmentSpreadNode, directions: Directions, parent: GraphQLCompositeType): readonly WrittenNode[] {
    const { typeCondition, selectionSet } = node.kind === Kind.INLINE_FRAGMENT ? node : this.#named(node.name.value);
    const type = typeCondition === undefined ? parent : this.#type(typeCondition.name.value);
    const selection = this.set(selectionSet, type);
    const { conditions, others } = directions;
    const defer = this.#defers ? directions.defer : null;
    if (type === parent && conditions.length === 0 && others.length === 0 && defer === null) return selection;
    if (selection.length === 0) return [];
    const condition = type === parent ? null : type.name;
    return [{ kind: "fragment", typeCondition: condition, conditions, defer, directives: others, selection }];
  }

  #named(name: string) {
    const fragment = this.#fragments.get(name);
    if (fragment === undefined) throw new Error(`there is no fragment "${name}", so the document wasn't validated`);
    return fragment;
  }

  #type(name: string): GraphQLCompositeType {
    const type = this.#schema.getType(name);
    if (!isCompositeType(type)) throw new Error(`"${name}" is no composite type, so the document wasn't validated`);
    return type;
  }
}

function fieldOf(type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | null {
  if (name === "__typename" || name === "__schema" || name === "__type") return null;
  const definition = isUnionType(type) ? undefined : type.getFields()[name];
  if (definition === undefined) throw new Error(`${type.name} has no field "${name}", so the document wasn't validated`);
  return definition;
}
