import { type DocumentNode, GraphQLError, Kind, type OperationDefinitionNode } from "graphql";
import type { Fragments } from "./count-selections";

/** The operation of a document that is asked for; the error, in graphql-js's words, where that is none. */
export function chosenOperation(document: DocumentNode, operationName: string | null | undefined): OperationDefinitionNode | GraphQLError {
  const operations = operationsOf(document);
  if (operationName !== null && operationName !== undefined) {
    const named = operations.find(({ name }) => name?.value === operationName);
    return named ?? new GraphQLError(`Unknown operation named "${operationName}".`);
  }
  if (operations.length > 1) return new GraphQLError("Must provide operation name if query contains multiple operations.");
  return operations[0] ?? new GraphQLError("Must provide an operation.");
}

export function operationsOf({ definitions }: DocumentNode): readonly OperationDefinitionNode[] {
  return definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
}

export function fragmentsOf({ definitions }: DocumentNode): Fragments {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}
