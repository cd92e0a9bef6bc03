import { hubError } from "@actionline/kit/hub-error";
import { RequestContext } from "@actionline/kit/request-context";
import { WorkBudget } from "@actionline/kit/work-budget";
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import { asOfOfRequest, type ResolvePoint } from "./as-of-of-request";
import { type AskedOperation, askedFields } from "./asked-fields";
import type { Exchange } from "./exchange";
import { estimateNodes } from "./operation-limits";
import type { GatewaySettings } from "./settings";
import { checkVariables } from "./variable-limits";

/** A validated document, and which of its operations is asked with which variables. */
export interface Candidate {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface Admission {
  readonly settings: GatewaySettings;
  readonly resolvePoint: ResolvePoint;
  readonly clock: () => Date;
}

/** Lets an operation through to the planner, or refuses it: its cost, its pages, and the one point it reads at. */
export async function admit(candidate: Candidate, exchange: Exchange, { settings, resolvePoint, clock }: Admission): Promise<void> {
  const asked = resolve(candidate, settings);
  const fields = askedFields(asked);
  exchange.estimatedNodes = estimateNodes(fields, settings);
  // What asks only about the schema is answered even while the index can't be read.
  if (fields.length === 0) return;
  const point = asOfOfRequest(asked.operation.operation, fields, resolvePoint, clock());
  const work = new WorkBudget(() => exchange.deadline.over);
  exchange.request = new RequestContext(exchange.principal, await exchange.deadline.within(point), work);
}

function resolve({ schema, document, operation, variables }: Candidate, settings: GatewaySettings): AskedOperation {
  if (operation === undefined) {
    throw hubError("BAD_REQUEST", "Name one operation of the document as operationName; without a name it must hold exactly one.");
  }
  checkVariables(variables, settings);
  const values = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 1 });
  if (values.coerced === undefined) throw hubError("BAD_INPUT", values.errors?.[0]?.message ?? "A variable has a value of the wrong kind.");
  return { schema, operation, fragments: fragmentsOf(document), variables: values.coerced };
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}
