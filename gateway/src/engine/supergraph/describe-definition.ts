import {
  type DefinitionNode,
  type FieldDefinitionNode,
  GraphQLDeprecatedDirective,
  GraphQLOneOfDirective,
  GraphQLSpecifiedByDirective,
  getDirectiveValues,
  type InputValueDefinitionNode,
  Kind,
  type NamedTypeNode,
  print,
  type SchemaDefinitionNode,
  type StringValueNode,
} from "graphql";
import type { DescribedDefinition, DescribedField, DescribedRoots, DescribedValue } from "./described-definition";

/** What a definition of a public schema says, as plain JSON. */
export function describeDefinition(node: DefinitionNode): DescribedDefinition {
  switch (node.kind) {
    case Kind.SCHEMA_DEFINITION:
      return rootsOf(node);
    case Kind.DIRECTIVE_DEFINITION: {
      const locations = node.locations.map(({ value }) => value);
      return { kind: "DIRECTIVE", ...named(node), locations, isRepeatable: node.repeatable || undefined, args: valuesOf(node.arguments) };
    }
    case Kind.SCALAR_TYPE_DEFINITION: {
      const url = getDirectiveValues(GraphQLSpecifiedByDirective, node)?.url;
      return { kind: "SCALAR", ...named(node), specifiedByURL: typeof url === "string" ? url : undefined };
    }
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const kind = node.kind === Kind.OBJECT_TYPE_DEFINITION ? "OBJECT" : "INTERFACE";
      return { kind, ...named(node), interfaces: someOf(namesOf(node.interfaces)), fields: (node.fields ?? []).map(fieldOf) };
    }
    case Kind.UNION_TYPE_DEFINITION:
      return { kind: "UNION", ...named(node), types: namesOf(node.types) };
    case Kind.ENUM_TYPE_DEFINITION:
      return { kind: "ENUM", ...named(node), values: (node.values ?? []).map((value) => ({ ...named(value), ...deprecation(value) })) };
    case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
      const isOneOf = getDirectiveValues(GraphQLOneOfDirective, node) !== undefined || undefined;
      return { kind: "INPUT", ...named(node), isOneOf, fields: (node.fields ?? []).map(inputOf) };
    }
    default:
      throw new Error(`a public schema has no ${node.kind}`);
  }
}

function rootsOf({ operationTypes }: SchemaDefinitionNode): DescribedRoots {
  return { kind: "ROOTS", ...Object.fromEntries(operationTypes.map(({ operation, type }) => [operation, type.name.value])) };
}

interface NamedNode {
  readonly name: { readonly value: string };
  readonly description?: StringValueNode | undefined;
}

function named({ name, description }: NamedNode) {
  return { name: name.value, description: description?.value };
}

function deprecation(node: Parameters<typeof getDirectiveValues>[1]) {
  const reason = getDirectiveValues(GraphQLDeprecatedDirective, node)?.reason;
  return { deprecationReason: typeof reason === "string" ? reason : undefined };
}

function fieldOf(node: FieldDefinitionNode): DescribedField {
  return { ...named(node), ...deprecation(node), type: print(node.type), args: valuesOf(node.arguments) };
}

function inputOf(node: InputValueDefinitionNode): DescribedValue {
  const { defaultValue } = node;
  return {
    ...named(node),
    ...deprecation(node),
    type: print(node.type),
    default: defaultValue === undefined ? undefined : print(defaultValue),
  };
}

function valuesOf(nodes: readonly InputValueDefinitionNode[] = []): readonly DescribedValue[] | undefined {
  return someOf(nodes.map(inputOf));
}

function namesOf(nodes: readonly NamedTypeNode[] = []): readonly string[] {
  return nodes.map(({ name }) => name.value);
}

/** An empty list isn't worth its place in the text. */
function someOf<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length === 0 ? undefined : items;
}
