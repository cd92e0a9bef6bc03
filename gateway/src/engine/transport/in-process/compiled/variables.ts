import {
  type GraphQLError,
  GraphQLScalarType,
  type GraphQLSchema,
  getVariableValues,
  isScalarType,
  print,
  type VariableDefinitionNode,
} from "graphql";

/** Values for an operation's variables, as its resolvers are to see them. */
export type Coerced = { readonly coerced: Record<string, unknown>; readonly errors?: never } | { readonly errors: readonly GraphQLError[] };

/** What a scalar does with its values that says nothing of them. */
const AS_IT_IS = new GraphQLScalarType({ name: "AsItIs" }).parseValue;
const MOST_ERRORS = 50;

/**
 * Coerces as graphql-js does, but for representations: a scalar that takes each value as it is makes no difference to
 * them, however many there are.
 */
export function coercionOf(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): (given: Record<string, unknown>) => Coerced {
  const takenAsTheyAre = definitions.filter(isListOfAny(schema)).map(({ variable }) => variable.name.value);
  const others = definitions.filter(({ variable }) => !takenAsTheyAre.includes(variable.name.value));
  return (given) => {
    const short = takenAsTheyAre.every((name) => Object.hasOwn(given, name) && isListWithoutNulls(given[name]));
    const result = getVariableValues(schema, short ? others : definitions, given, { maxErrors: MOST_ERRORS });
    if (result.errors !== undefined) return { errors: result.errors };
    if (short) for (const name of takenAsTheyAre) result.coerced[name] = given[name];
    return { coerced: result.coerced };
  };
}

function isListOfAny(schema: GraphQLSchema): (definition: VariableDefinitionNode) => boolean {
  const any = schema.getType("_Any");
  const takesAll = isScalarType(any) && any.parseValue === AS_IT_IS;
  return ({ type, defaultValue }) => takesAll && defaultValue === undefined && print(type) === "[_Any!]!";
}

function isListWithoutNulls(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => each !== null && each !== undefined);
}
