import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLScalarType,
  isEnumType,
  isListType,
  isNonNullType,
  isScalarType,
  Kind,
  type ObjectValueNode,
  type ValueNode,
} from "graphql";
import { exactNumber } from "./exact-number";
import type { Json } from "./normalised-operation";

/**
 * The JSON that a variable of the type carries to say what a valid literal says; undefined where no JSON does so for
 * certain: it holds a variable, a number beyond JSON's precision, or anything but a string of a custom scalar, which may
 * read literals and JSON differently.
 */
export function literalJson(node: ValueNode, type: GraphQLInputType): Json | undefined {
  if (node.kind === Kind.VARIABLE) return undefined;
  if (isNonNullType(type)) return literalJson(node, type.ofType);
  if (node.kind === Kind.NULL) return null;
  if (isListType(type)) return listJson(node, type.ofType);
  if (isScalarType(type)) return scalarJson(node, type);
  if (isEnumType(type)) return node.kind === Kind.ENUM ? node.value : undefined;
  return node.kind === Kind.OBJECT ? objectJson(node, type) : undefined;
}

function listJson(node: ValueNode, itemType: GraphQLInputType): Json | undefined {
  // One item may stand for a list of it.
  const nodes = node.kind === Kind.LIST ? node.values : [node];
  const items: Json[] = [];
  for (const item of nodes) {
    const json = literalJson(item, itemType);
    if (json === undefined) return undefined;
    items.push(json);
  }
  return items;
}

function objectJson(node: ObjectValueNode, type: GraphQLInputObjectType): Json | undefined {
  const fields = type.getFields();
  const object: Record<string, Json> = {};
  for (const { name, value } of node.fields) {
    const field = fields[name.value];
    const json = field === undefined ? undefined : literalJson(value, field.type);
    if (json === undefined) return undefined;
    object[name.value] = json;
  }
  return object;
}

function scalarJson(node: ValueNode, { name }: GraphQLScalarType): Json | undefined {
  switch (name) {
    case "Int":
      return node.kind === Kind.INT ? exactNumber(node.value) : undefined;
    case "Float":
      return node.kind === Kind.INT || node.kind === Kind.FLOAT ? exactNumber(node.value) : undefined;
    case "String":
      return node.kind === Kind.STRING ? node.value : undefined;
    case "ID":
      return node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : undefined;
    case "Boolean":
      return node.kind === Kind.BOOLEAN ? node.value : undefined;
    default:
      // A custom scalar: text is text in either, which alone can be said of one that isn't known.
      return node.kind === Kind.STRING ? node.value : undefined;
  }
}
