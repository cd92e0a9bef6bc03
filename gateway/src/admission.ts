import type { Citation } from "@actionline/kit/citation";
import { hubError } from "@actionline/kit/hub-error";
import { type AsOfPoint, RequestContext } from "@actionline/kit/request-context";
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
import { type AskedField, type AskedOperation, askedFields } from "./asked-fields";
import type { AskedDocument } from "./citations/citer";
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
  /** How an admitted question is cited. */
  readonly cite: (asked: AskedDocument, request: RequestContext) => Promise<Citation>;
}

/** Lets an operation through to the planner, or refuses it: its cost, its pages, and the one point it reads at. */
export async function admit(candidate: Candidate, exchange: Exchange, { settings, resolvePoint, clock, cite }: Admission): Promise<void> {
  const asked = resolve(candidate, settings);
  const fields = askedFields(asked);
  exchange.estimatedNodes = estimateNodes(fields, settings);
  // What asks only about the schema is answered even while the index can't be read.
  if (fields.length === 0) return;
  const point = pointOf(exchange, asked, fields, resolvePoint, clock());
  const work = new WorkBudget(() => exchange.deadline.over);
  const request = new RequestContext(exchange.principal, await exchange.deadline.within(point), work);
  const { schema, document, variables } = candidate;
  let citation: Promise<Citation> | null = null;
  request.citeBy(() => {
    citation ??= cite({ schema, document, operation: asked.operation, variables }, request);
    return citation;
  });
  exchange.request = request;
}

function pointOf(
  { pinnedTo }: Exchange,
  { operation }: AskedOperation,
  fields: readonly AskedField[],
  resolvePoint: ResolvePoint,
  now: Date,
): Promise<AsOfPoint> {
  if (pinnedTo === null) return asOfOfRequest(operation.operation, fields, resolvePoint, now);
  if (operation.operation !== "query") throw hubError("BAD_REQUEST", "Only a query is answered at a point of the past.");
  return resolvePoint({ snapshot: pinnedTo }, now);
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
