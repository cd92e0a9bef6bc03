import { ApolloGateway, LocalGraphQLDataSource } from "@apollo/gateway";
import type { GatewayExecutor } from "@apollo/server-gateway-interface";
import { type GraphQLSchema, parse, validate } from "graphql";
import type { TestOperation } from "../operations/test-operation";
import type { Answer } from "./answer";
import { pathsOf } from "./ask-monolith";

type RequestContext = Parameters<GatewayExecutor>[0];

/** A composed graph whose subgraphs run in this process. */
export interface RunningGraph {
  readonly supergraphSdl: string;
  readonly schemas: ReadonlyMap<string, GraphQLSchema>;
  /** What the resolvers find in their context. */
  readonly scopeOf: (world: string) => unknown;
}

/** `hidden` counts what the stock gateway found wrong and tells nobody who doesn't look into `extensions`. */
export type StockAnswer = Answer & { readonly hidden?: number };

/** The stock gateway. */
export class StockGateway {
  readonly #graph: RunningGraph;
  readonly #gateway: ApolloGateway;
  readonly #executor: GatewayExecutor;

  private constructor(graph: RunningGraph, gateway: ApolloGateway, executor: GatewayExecutor) {
    this.#graph = graph;
    this.#gateway = gateway;
    this.#executor = executor;
  }

  /** Rejects where the stock gateway doesn't load the graph. */
  static async open(graph: RunningGraph): Promise<StockGateway> {
    const gateway = new ApolloGateway({
      supergraphSdl: graph.supergraphSdl,
      logger: SILENT,
      buildService: ({ name }) => new LocalGraphQLDataSource(schemaNamed(graph, name)),
    });
    const { executor } = await gateway.load({});
    return new StockGateway(graph, gateway, executor);
  }

  stop(): Promise<void> {
    return this.#gateway.stop();
  }

  async ask(operation: TestOperation, world: string): Promise<StockAnswer> {
    const { schema } = this.#gateway;
    if (schema === undefined) throw new Error("the stock gateway has no schema");
    try {
      const document = parse(operation.query);
      const [invalid] = validate(schema, document);
      if (invalid !== undefined) return { kind: "refused", reason: invalid.message };
      const context = {
        document,
        schema,
        context: this.#graph.scopeOf(world),
        request: { query: operation.query, operationName: operation.operationName ?? undefined, variables: operation.variables },
        operationName: operation.operationName,
        queryHash: `${operation.query} ${operation.operationName}`,
        source: operation.query,
        logger: SILENT,
        metrics: {},
        cache: NO_CACHE,
        overallCachePolicy: { policyIfCacheable: () => undefined },
      };
      const { data, errors = [], extensions } = await this.#executor(context as never as RequestContext);
      const hidden = Array.isArray(extensions?.valueCompletion) ? extensions.valueCompletion.length : 0;
      if (data === undefined) return { kind: "refused", reason: errors[0]?.message ?? "" };
      return { kind: "answered", data: JSON.stringify(data), errors: pathsOf(errors), hidden };
    } catch (error) {
      // It throws a plain Error where its planner fails.
      if (error instanceof Error) return { kind: "refused", reason: error.message };
      throw error;
    }
  }
}

const silent = () => undefined;
const SILENT = { debug: silent, info: silent, warn: silent, error: silent };
const NO_CACHE = { get: async () => undefined, set: async () => undefined, delete: async () => undefined };

function schemaNamed(graph: RunningGraph, name: string): GraphQLSchema {
  const schema = graph.schemas.get(name);
  if (schema === undefined) throw new Error(`there is no subgraph ${name}`);
  return schema;
}
