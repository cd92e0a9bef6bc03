import { snapshotOf } from "@actionline/kit/as-of";
import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse, GraphQLResponse } from "@apollo/server";
import type { FormattedExecutionResult } from "graphql";
import { type Admission, admit } from "./admission";
import { codesOf, statusOf } from "./answer-errors";
import type { Exchange, GatewayContext } from "./exchange";

/** Where the hub's rules meet Apollo Server: admission before planning, and what each answer tells beside its data. */
export function requestPlugin(admission: Admission): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ schema, document, operation, request, contextValue: { exchange } }) => {
        exchange.operationName = operation?.name?.value ?? null;
        await admit({ schema, document, operation, variables: request.variables ?? {} }, exchange, admission);
      },
      willSendResponse: async (context) => finish(context, admission.settings.errors),
    }),
  };
}

function finish({ response, contextValue }: GraphQLRequestContextWillSendResponse<GatewayContext>, mostErrors: number): void {
  if (response.body.kind !== "single") return;
  const { exchange } = contextValue;
  const result = response.body.singleResult;
  if (result.errors !== undefined) result.errors = toldErrors(result.errors, mostErrors);
  exchange.codes = codesOf(result.errors ?? []);
  setStatus(response, result);
  const extensions = extensionsOf(exchange);
  if (Object.keys(extensions).length > 0) result.extensions = extensions;
}

/** A document beyond the limits is told that alone: what else is wrong with it only lengthens the answer. */
function toldErrors(errors: FormattedExecutionResult["errors"], most: number): NonNullable<FormattedExecutionResult["errors"]> {
  const beyond = errors?.find(({ extensions }) => String(extensions?.code).startsWith("QUERY_TOO_"));
  return beyond === undefined ? (errors ?? []).slice(0, most) : [beyond];
}

function setStatus({ http }: GraphQLResponse, { data, errors = [] }: FormattedExecutionResult): void {
  if (data !== null && data !== undefined) return;
  const status = statusOf(errors);
  // Apollo knows finer ones for a request that isn't GraphQL, such as 405 and 415.
  if (status !== 400 || http.status === undefined || http.status < 400 || http.status >= 500) http.status = status;
}

function extensionsOf({ request, estimatedNodes, errorsLeftOut }: Exchange): Record<string, unknown> {
  const left = errorsLeftOut > 0 ? { errorsLeftOut } : {};
  if (request === null) return left;
  const sources = [...request.sources.values()].sort((one, other) => (one.source < other.source ? -1 : 1));
  const { sequence, at, name } = snapshotOf(request);
  const asOf = { sequence, at: at.toISOString(), name };
  return { asOf, sources, cost: { estimated: estimatedNodes }, ...left };
}
