import type { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from "@apollo/gateway";
import type { GatewayGraphQLRequest, GatewayGraphQLResponse } from "@apollo/server-gateway-interface";
import { type DocumentNode, execute, GraphQLError, parse } from "graphql";
import type { Exchange, GatewayContext } from "../exchange";
import type { GatewaySettings } from "../settings";
import { handOver } from "./hand-over-errors";

/** Runs a hub subgraph in the gateway's own process: no network, no text of the answer. */
export class HubDataSource implements GraphQLDataSource<GatewayContext> {
  readonly #subgraph: Subgraph;
  readonly #settings: GatewaySettings;
  readonly #documents = new Map<string, DocumentNode>();
  /** A request that comes back to the same subgraph finds its loaders filled. */
  readonly #contexts = new WeakMap<RequestContext, object>();

  constructor(subgraph: Subgraph, settings: GatewaySettings) {
    this.#subgraph = subgraph;
    this.#settings = settings;
  }

  async process(options: GraphQLDataSourceProcessOptions<GatewayContext>): Promise<GatewayGraphQLResponse> {
    if (!("incomingRequestContext" in options)) {
      throw new Error(`${this.#subgraph.name} runs in this process and is asked by requests only`);
    }
    const { exchange } = options.context;
    if (exchange.deadline.over) return { data: null };
    try {
      return await this.#run(exchange, options.request);
    } catch (error) {
      const failure = new GraphQLError(`${this.#subgraph.name} failed`, { originalError: error instanceof Error ? error : null });
      return { data: null, errors: handOver([failure], exchange, this.#settings.errors) };
    }
  }

  async #run(exchange: Exchange, { query, variables }: GatewayGraphQLRequest): Promise<GatewayGraphQLResponse> {
    const { data, errors } = await execute({
      schema: this.#subgraph.schema,
      document: this.#document(query ?? ""),
      contextValue: this.#contextOf(exchange),
      variableValues: variables ?? {},
    });
    if (errors === undefined) return { data: data ?? null };
    return { data: data ?? null, errors: handOver(errors, exchange, this.#settings.errors) };
  }

  #contextOf({ request }: Exchange): object {
    if (request === null) throw new Error(`${this.#subgraph.name} was asked before the request's point was known`);
    const known = this.#contexts.get(request);
    if (known !== undefined) return known;
    const made = this.#subgraph.context(request);
    this.#contexts.set(request, made);
    return made;
  }

  /** The operations come from the planner, which writes only what the schema has: they are parsed and not validated. */
  #document(text: string): DocumentNode {
    const known = this.#documents.get(text);
    if (known !== undefined) return known;
    const document = parse(text, { noLocation: true });
    const [oldest] = this.#documents.keys();
    if (oldest !== undefined && this.#documents.size >= this.#settings.parsedDocuments) this.#documents.delete(oldest);
    this.#documents.set(text, document);
    return document;
  }
}
