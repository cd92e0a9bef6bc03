import { type DocumentNode, GraphQLError, type GraphQLSchema } from "graphql";
import { EngineError } from "../engine-error";
import { askedSelection } from "./asked-selection";
import { chosenOperation, fragmentsOf } from "./chosen-operation";
import { SelectionCounter } from "./count-selections";
import { introspectionOf } from "./introspection";
import type { NormalisedOperation } from "./normalised-operation";
import { OperationText } from "./operation-text";
import { writeOut } from "./write-out";

/**
 * Takes out of a valid document what doesn't change what is asked of subgraphs.
 *
 * @param mostFields of the operation, fragments written out: counted before they are; more is refused as QUERY_TOO_LARGE
 */
export function normalise(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  mostFields: number,
): NormalisedOperation {
  const operation = chosenOperation(document, operationName);
  if (operation instanceof GraphQLError) throw operation;
  const fragments = fragmentsOf(document);
  new SelectionCounter(fragments).refuseMoreThan(mostFields, operation);
  const root = writeOut(schema, operation, fragments);
  const text = new OperationText(schema, operation, root);
  if (text.asksNothing && operation.operation === "subscription") {
    throw new EngineError("BAD_REQUEST", "The subscription leaves its only field out, so that nothing could ever be told; ask for one.");
  }
  const selection = askedSelection(root, text);
  return {
    text: text.text,
    kind: operation.operation,
    inputs: text.inputs.inputs,
    selection,
    clientNames: text.names.clientNames,
    introspection: introspectionOf(operation, fragments, text.aboutSchema),
  };
}
