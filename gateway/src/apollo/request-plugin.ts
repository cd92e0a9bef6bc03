import {
  type ApolloServerPlugin,
  type GraphQLRequestContextDidResolveOperation,
  type GraphQLRequestContextResponseForOperation,
  type GraphQLRequestContextWillSendResponse,
  type GraphQLResponse,
  HeaderMap,
} from "@apollo/server";
import type { FormattedExecutionResult } from "graphql";
import type { Admission } from "../admission";
import { codesOf, statusOf } from "../answer-errors";
import { checkManner } from "../answering/check-manner";
import { extensionsOf } from "../answering/extensions-of";
import type { HubEngine } from "../answering/hub-engine";
import type { ReplyShaper } from "../answering/reply-shaper";
import { mostTelling, namedRefusal } from "../answering/told-errors";
import { putsOff } from "../answering/without-defer";
import type { GatewayContext } from "../exchange";

interface PluginOptions {
  readonly engine: HubEngine | null;
  readonly admission: Admission;
  readonly shaper: ReplyShaper;
}

type Resolved = GraphQLRequestContextDidResolveOperation<GatewayContext>;

/** Where the hub's rules meet Apollo Server: admission before planning, and what each answer tells beside its data. */
export function requestPlugin(options: PluginOptions): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async (context) => {
        try {
          await admit(context, options);
        } catch (error) {
          throw namedRefusal(error);
        }
      },
      responseForOperation: async (context) => inParts(context, options),
      willSendResponse: async (context) => finish(context, options.admission.settings.errors),
    }),
  };
}

async function admit({ schema, document, operation, request, source, contextValue }: Resolved, { engine, admission }: PluginOptions) {
  const { exchange } = contextValue;
  const { variables = {}, operationName } = request;
  exchange.operationName = operation?.name?.value ?? null;
  if (engine === null || operation === undefined) {
    if (operation !== undefined) checkManner(operation.operation, schema, exchange);
    return admission.admit({ schema, document, operation, variables }, exchange);
  }
  const begun = await engine.begin({ query: source, operationName }, exchange);
  exchange.begun = begun;
  checkManner(begun.prepared.kind, begun.generation.schema, exchange);
  await admission.admit({ ...begun.prepared, schema: begun.generation.schema, variables }, exchange);
}

/** Apollo Server's executor gives whole answers only: one that is to come in parts is executed here. */
async function inParts(
  { request, contextValue }: GraphQLRequestContextResponseForOperation<GatewayContext>,
  { engine, shaper }: PluginOptions,
): Promise<GraphQLResponse | null> {
  const { exchange } = contextValue;
  const { begun } = exchange;
  if (engine === null || begun === null || !exchange.inParts || !putsOff(begun.prepared.normalised)) return null;
  const answer = await engine.execute(begun, request.variables ?? {}, exchange);
  exchange.reply = shaper.shape(answer, exchange);
  const initialResult = { data: {}, hasNext: true };
  return { http: { headers: new HeaderMap() }, body: { kind: "incremental", initialResult, subsequentResults: none() } };
}

async function* none(): AsyncGenerator<never, void, void> {}

function finish({ response, contextValue }: GraphQLRequestContextWillSendResponse<GatewayContext>, mostErrors: number): void {
  if (response.body.kind !== "single") return;
  const { exchange } = contextValue;
  const result = response.body.singleResult;
  if (result.errors !== undefined) result.errors = mostTelling(result.errors, mostErrors);
  exchange.codes = codesOf(result.errors ?? []);
  setStatus(response, result);
  const extensions = { ...result.extensions, ...extensionsOf(exchange) };
  if (Object.keys(extensions).length > 0) result.extensions = extensions;
}

function setStatus({ http }: GraphQLResponse, { data, errors = [] }: FormattedExecutionResult): void {
  if (data !== undefined) return;
  const status = statusOf(errors);
  // Apollo knows finer ones for a request that isn't as HTTP wants it, such as 405.
  if (status !== 400 || http.status === undefined || http.status < 400 || http.status >= 500) http.status = status;
}
