import { GraphQLBoolean, GraphQLFloat, GraphQLID, GraphQLInt, type GraphQLLeafType, GraphQLString } from "graphql";

/** Completes a scalar or an enum; throws where it can't. The usual scalars' usual values take a short way to the same outcome. */
export function leafOf(type: GraphQLLeafType, otherwise: (value: unknown) => unknown): (value: unknown) => unknown {
  switch (type.serialize) {
    case GraphQLString.serialize:
    case GraphQLID.serialize:
      return (value) => (typeof value === "string" ? value : otherwise(value));
    case GraphQLBoolean.serialize:
      return (value) => (typeof value === "boolean" ? value : otherwise(value));
    case GraphQLInt.serialize:
      return (value) => (typeof value === "number" && (value | 0) === value ? value : otherwise(value));
    case GraphQLFloat.serialize:
      return (value) => (typeof value === "number" && Number.isFinite(value) ? value : otherwise(value));
    default:
      return otherwise;
  }
}

export function serialise(type: GraphQLLeafType, value: unknown): unknown {
  const serialised = type.serialize(value);
  if (serialised === null || serialised === undefined) throw new Error(`${type.name} made nothing of a value`);
  return serialised;
}
