import { type GraphQLSchema, parse, validate } from "graphql";
import { normalise } from "../../operation/normalise";
import type { Json, NormalisedOperation, OperationVariables } from "../../operation/normalised-operation";
import { compileProjection, type Projection, type Written } from "../projection";
import type { Fault, TreeObject } from "../tree";
import { sampleSchema } from "./sample-schema";

/** A document of a client's, ready to be written from a tree. */
export interface Asked {
  readonly normalised: NormalisedOperation;
  readonly projection: Projection;
  /** The text's variables, from the client's. */
  variables(client: Readonly<Record<string, Json>>): OperationVariables;
  /** The internal name of what the client calls so. */
  key(responseName: string): string;
  write(tree: TreeObject | null, client?: Readonly<Record<string, Json>>, faults?: readonly Fault[]): Written;
  writeFirst(tree: TreeObject | null, client?: Readonly<Record<string, Json>>, faults?: readonly Fault[]): Written;
}

/** More gaps than any test leaves. */
const MOST_GAPS = 1000;

/** Normalises and compiles a document that is valid. */
export function ask(query: string, schema: GraphQLSchema = sampleSchema): Asked {
  const document = parse(query);
  const [error] = validate(schema, document);
  if (error !== undefined) throw error;
  const normalised = normalise(schema, document, null, 10_000);
  const projection = compileProjection(schema, normalised);
  const variables = (client: Readonly<Record<string, Json>>) =>
    Object.fromEntries(normalised.inputs.map((input) => [input.name, "value" in input ? input.value : (client[input.variable] ?? null)]));
  return {
    normalised,
    projection,
    variables,
    key: (responseName) => [...normalised.clientNames].find(([, name]) => name === responseName)?.[0] ?? responseName,
    write: (tree, client = {}, faults = []) => projection.write(tree, variables(client), { mostGaps: MOST_GAPS, faults }),
    writeFirst: (tree, client = {}, faults = []) => projection.writeFirst(tree, variables(client), { mostGaps: MOST_GAPS, faults }),
  };
}

/** A fault at a place of the tree. */
export function faultAt(...path: readonly (string | number)[]): Fault {
  return { path, code: "SOURCE_INVALID_VALUE", message: "It isn't what was asked.", subgraph: "hostile" };
}
