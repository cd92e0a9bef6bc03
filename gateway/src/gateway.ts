import "./no-telemetry";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { CitedDefinition } from "@actionline/kit/citation";
import type { HttpRoute } from "@actionline/kit/http-route";
import type { Point } from "@actionline/kit/point";
import type { Subgraph } from "@actionline/kit/subgraph";
import type { ApolloServer } from "@apollo/server";
import { type Logger, pino } from "pino";
import type { ResolvePoint } from "./as-of-of-request";
import { Citer } from "./citations/citer";
import type { GatewayContext } from "./exchange";
import { Federation } from "./federation";
import { type Answer, FrontDesk, type PrincipalOf, type Question } from "./front-desk";
import { graphqlServer } from "./graphql-server";
import { httpApplication, type Readiness } from "./http-application";
import { DEFAULT_SETTINGS, type GatewaySettings } from "./settings";

export interface GatewayOptions {
  readonly supergraphSdl: string;
  /** The hub's own subgraphs, run in this process. */
  readonly subgraphs: readonly Subgraph[];
  readonly resolvePoint: ResolvePoint;
  readonly principalOf: PrincipalOf;
  readonly readiness: () => Promise<Readiness>;
  /** The definitions in force at a point, which citations name; none where there are none. */
  readonly definitionsAt?: (point: Point) => Promise<readonly CitedDefinition[]>;
  /** What the hub serves by GET beside the graph. */
  readonly routes?: readonly HttpRoute[];
  readonly settings?: Partial<GatewaySettings>;
  readonly clock?: () => Date;
  readonly logger?: Logger;
}

export interface Asker {
  /** The token of whoever asks; without one, anyone. */
  readonly token?: string | undefined;
}

export interface Gateway {
  listen(port: number, host: string): Promise<{ url: string; port: number }>;
  /** Answers in this process, through the same checks as over HTTP. */
  execute(question: Question, asker?: Asker): Promise<Answer>;
  /** How the question would be answered, as a plan to read; refuses what `execute` refuses. */
  explain(query: string, variables?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Accepts nothing more, lets running requests finish within the grace, then closes. */
  stop(): Promise<void>;
}

/** The one factory of the gateway: production and tests run the same. It refuses a supergraph that doesn't load. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { supergraphSdl, subgraphs, resolvePoint, principalOf, readiness, logger = pino() } = options;
  const { clock = () => new Date(), definitionsAt = async () => [], routes = [] } = options;
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const quiet = logger.child({}, { level: logger.isLevelEnabled("debug") ? logger.level : "warn" });
  const http = createServer({ headersTimeout: settings.headersMs, requestTimeout: settings.bodyMs, connectionsCheckingInterval: 1_000 });
  const federation = new Federation({ supergraphSdl, subgraphs, settings, logger: quiet });
  // Questions are cited by asking them once more: the citer leans on the desk that the server stands behind.
  const citer = new Citer({ answerAt: (question, point) => desk.answerAt(question, point), definitionsAt });
  const admission = { settings, resolvePoint, clock, cite: citer.cite.bind(citer) };
  const server = graphqlServer(federation, admission, http, quiet);
  await server.start();
  const desk = new FrontDesk(server, settings, principalOf, logger);
  http.on("request", httpApplication({ server, schema: federation.schema, settings, readiness, desk, citer, routes, logger }));
  return new HubGateway(http, server, desk);
}

class HubGateway implements Gateway {
  readonly #http: Server;
  readonly #server: ApolloServer<GatewayContext>;
  readonly #desk: FrontDesk;
  #stopped: Promise<void> | null = null;

  constructor(http: Server, server: ApolloServer<GatewayContext>, desk: FrontDesk) {
    this.#http = http;
    this.#server = server;
    this.#desk = desk;
  }

  listen(port: number, host: string): Promise<{ url: string; port: number }> {
    return new Promise((resolve, reject) => {
      this.#http.once("error", reject);
      this.#http.listen(port, host, () => {
        this.#http.off("error", reject);
        const { port: bound } = this.#http.address() as AddressInfo;
        const name = host.includes(":") ? `[${host}]` : host;
        resolve({ url: `http://${name}:${bound}`, port: bound });
      });
    });
  }

  execute(question: Question, { token }: Asker = {}): Promise<Answer> {
    return this.#desk.answer(question, token ?? null);
  }

  explain(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<string> {
    return this.#desk.explain(query, variables);
  }

  async stop(): Promise<void> {
    this.#stopped ??= Promise.all([this.#server.stop(), this.#desk.close()]).then(() => undefined);
    return this.#stopped;
  }
}
