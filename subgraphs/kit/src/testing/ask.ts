import { execute, type GraphQLSchema, parse, validate } from "graphql";

/** Runs an operation on a subgraph's schema; returns its data, or fails the test with the errors. */
export async function ask(
  schema: GraphQLSchema,
  contextValue: object,
  operation: string,
  variableValues: Readonly<Record<string, unknown>> = {},
): Promise<unknown> {
  const document = parse(operation);
  const mistakes = validate(schema, document);
  if (mistakes.length > 0) throw new Error(mistakes.map((mistake) => mistake.message).join("\n"));
  const { data, errors } = await execute({ schema, document, contextValue, variableValues });
  if (errors !== undefined) throw errors[0]?.originalError ?? errors[0] ?? new Error("an empty list of errors");
  // Plain objects, so that toEqual doesn't trip over graphql-js's null prototypes.
  return JSON.parse(JSON.stringify(data));
}
