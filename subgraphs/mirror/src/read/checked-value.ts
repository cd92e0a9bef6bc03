import { HUB_SCALARS } from "@actionline/kit/scalars";
import {
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
} from "graphql";

const SCALARS = new Map(HUB_SCALARS.map((scalar) => [scalar.name, scalar]));
const LONGEST_LIST = 10_000;

/** Says why a value that an agency gave isn't one of its own schema's. */
export class UnusableValue extends Error {}

/** The value with nothing in it that wasn't asked; throws UnusableValue where it isn't of its type. */
export function checkedValue(value: unknown, type: GraphQLOutputType, schema: GraphQLSchema): unknown {
  if (isNonNullType(type)) {
    const held = checkedValue(value, type.ofType, schema);
    if (held === null) throw new UnusableValue("null where there must be a value");
    return held;
  }
  if (value === null || value === undefined) return null;
  if (isListType(type)) {
    if (!Array.isArray(value)) throw new UnusableValue("no list where there must be one");
    if (value.length > LONGEST_LIST) throw new UnusableValue(`a list of more than ${LONGEST_LIST}`);
    return value.map((item) => checkedValue(item, type.ofType, schema));
  }
  if (isLeafType(type)) return checkedLeaf(value, type);
  if (typeof value !== "object" || Array.isArray(value)) throw new UnusableValue("no object where there must be one");
  return checkedObject(value as Record<string, unknown>, concrete(value as Record<string, unknown>, type, schema), schema);
}

function concrete(value: Record<string, unknown>, type: GraphQLOutputType, schema: GraphQLSchema): GraphQLObjectType {
  const named = typeof value.__typename === "string" ? schema.getType(value.__typename) : undefined;
  if (isObjectType(named) && (named === type || (isAbstractType(type) && schema.isSubType(type, named)))) return named;
  throw new UnusableValue("an object of another type");
}

function checkedObject(value: Record<string, unknown>, type: GraphQLObjectType, schema: GraphQLSchema): unknown {
  const held: Record<string, unknown> = { __typename: type.name };
  for (const [name, field] of Object.entries(type.getFields())) {
    if (Object.hasOwn(value, name)) held[name] = checkedValue(value[name], field.type, schema);
  }
  return held;
}

function checkedLeaf(value: unknown, type: GraphQLLeafType): unknown {
  const parser = isEnumType(type) || isSpecifiedScalarType(type) ? type : SCALARS.get(type.name);
  try {
    parser?.parseValue(value);
  } catch {
    throw new UnusableValue(`no ${type.name}`);
  }
  return type.name === "ID" && typeof value === "number" ? String(value) : value;
}
