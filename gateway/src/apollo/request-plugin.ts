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
  /** Whether there are plugins beside this one, which may look on while an operation is executed. */
  readonly watched: boolean;
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
      responseForOperation: async (context) => executed(context, options),
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
  const { generation, prepared } = begun;
  await admission.admit({ schema: generation.schema, document: prepared.document, operation: prepared.operation, variables }, exchange);
}

/**
 * Apollo Server's executor gives whole answers only: one that is to come in parts is executed here. So are all others that
 * nobody looks on at: the reply is ready then, and Apollo Server has nothing more to do for it.
 */
async function executed(
  { request, contextValue }: GraphQLRequestContextResponseForOperation<GatewayContext>,
  { engine, shaper, watched }: PluginOptions,
): Promise<GraphQLResponse | null> {
  const { exchange } = contextValue;
  const { begun } = exchange;
  if (engine === null || begun === null) return null;
  const inParts = exchange.inParts && putsOff(begun.prepared.normalised);
  if (watched && !inParts) return null;
  try {
    exchange.reply = shaper.shape(await engine.execute(begun, request.variables ?? {}, exchange), exchange);
  } catch (error) {
    exchange.reply = shaper.refusal(error, exchange);
  }
  return { http: { headers: new HeaderMap() }, body: inParts ? partsMade() : wholeMade() };
}

/** What stands for a reply that is ready: nothing of it goes out. */
const wholeMade = (): GraphQLResponse["body"] => ({ kind: "single", singleResult: {} });

const partsMade = (): GraphQLResponse["body"] => {
  return { kind: "incremental", initialResult: { data: {}, hasNext: true }, subsequentResults: none() };
};

async function* none(): AsyncGenerator<never, void, void> {}

function finish({ response, contextValue }: GraphQLRequestContextWillSendResponse<GatewayContext>, mostErrors: number): void {
  const { exchange } = contextValue;
  if (response.body.kind !== "single" || exchange.reply !== null) return;
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
