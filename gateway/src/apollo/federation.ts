import "../no-telemetry";
import { hubError } from "@actionline/kit/hub-error";
import type { Subgraph } from "@actionline/kit/subgraph";
import { ApolloGateway } from "@apollo/gateway";
import { prettyFormatQueryPlan } from "@apollo/query-planner";
import type {
  GatewayApolloConfig,
  GatewayExecutionResult,
  GatewayExecutor,
  GatewayGraphQLRequestContext,
  GatewayInterface,
  GatewayLoadResult,
  GatewaySchemaLoadOrUpdateCallback,
} from "@apollo/server-gateway-interface";
import type { GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import type { Exchange, GatewayContext } from "../exchange";
import type { GatewaySettings } from "../settings";
import { adoptScalars } from "./adopt-scalars";
import { HubDataSource } from "./hub-data-source";
import { lostValues } from "./lost-values";

export interface FederationOptions {
  readonly supergraphSdl: string;
  readonly subgraphs: readonly Subgraph[];
  readonly settings: GatewaySettings;
  readonly logger: Logger;
}

/** The supergraph over the hub's subgraphs: plans by `@apollo/gateway`, with a deadline and without silent losses. */
export class Federation implements GatewayInterface {
  readonly #apollo: ApolloGateway;
  readonly #settings: GatewaySettings;

  constructor({ supergraphSdl, subgraphs, settings, logger }: FederationOptions) {
    this.#settings = settings;
    this.#apollo = new ApolloGateway({
      supergraphSdl,
      logger,
      __exposeQueryPlanExperimental: false,
      experimental_approximateQueryPlanStoreMiB: settings.planStoreMiB,
      queryPlannerConfig: { debug: { maxEvaluatedPlans: settings.evaluatedPlans } },
      buildService: ({ name }) => new HubDataSource(subgraphNamed(name, subgraphs), settings),
      experimental_didResolveQueryPlan: ({ queryPlan, requestContext }) => {
        const { exchange } = requestContext.context as GatewayContext;
        exchange.planned = true;
        if (!exchange.planOnly) return;
        exchange.plan = prettyFormatQueryPlan(queryPlan);
        throw new PlannedOnly();
      },
    });
    this.#apollo.onSchemaLoadOrUpdate(({ apiSchema }) => adoptScalars(apiSchema, subgraphs));
  }

  /** The public schema; there is one once the gateway has started. */
  get schema(): GraphQLSchema {
    if (this.#apollo.schema === undefined) throw new Error("the supergraph isn't loaded yet");
    return this.#apollo.schema;
  }

  onSchemaLoadOrUpdate(callback: GatewaySchemaLoadOrUpdateCallback): () => void {
    return this.#apollo.onSchemaLoadOrUpdate(callback);
  }

  async load({ apollo }: { apollo: GatewayApolloConfig }): Promise<GatewayLoadResult> {
    const { executor } = await this.#apollo.load({ apollo });
    return { executor: (requestContext) => this.#execute(executor, requestContext) };
  }

  stop(): Promise<void> {
    return this.#apollo.stop();
  }

  async #execute(executor: GatewayExecutor, requestContext: GatewayGraphQLRequestContext): Promise<GatewayExecutionResult> {
    const { exchange } = requestContext.context as GatewayContext;
    const { data, errors = [], extensions } = await exchange.deadline.within(planned(executor, requestContext, exchange));
    const told = [...exchange.errors, ...errors];
    const all = [...told, ...lostValues(extensions?.valueCompletion, told)];
    exchange.errorsLeftOut += Math.max(0, all.length - this.#settings.errors);
    return all.length === 0 ? { data: data ?? null } : { data: data ?? null, errors: all.slice(0, this.#settings.errors) };
  }
}

class PlannedOnly extends Error {}

/** Limits of the planner's own; its words for them are the only sign it gives. */
const PLANNER_LIMITS = /^(Exceeded maximum recursive selections|Number of non-local selections exceeds|Too many options generated)/;

async function planned(executor: GatewayExecutor, requestContext: GatewayGraphQLRequestContext, exchange: Exchange) {
  try {
    return await executor(requestContext);
  } catch (error) {
    if (error instanceof PlannedOnly) return { data: null };
    if (!exchange.planned && error instanceof Error && PLANNER_LIMITS.test(error.message)) {
      throw hubError("PLAN_LIMIT", "This question could be answered in too many ways to choose from; ask it in parts.");
    }
    throw error;
  }
}

function subgraphNamed(name: string, subgraphs: readonly Subgraph[]): Subgraph {
  const found = subgraphs.find((subgraph) => subgraph.name === name);
  if (found === undefined) throw new Error(`the supergraph names the subgraph "${name}", which this process doesn't run`);
  return found;
}
