import "./no-telemetry";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { CitedDefinition } from "@actionline/kit/citation";
import type { HttpRoute, PostRoute } from "@actionline/kit/http-route";
import type { Point } from "@actionline/kit/point";
import type { Subgraph } from "@actionline/kit/subgraph";
import type { ApolloServerPlugin } from "@apollo/server";
import type { GraphQLScalarType } from "graphql";
import { type Logger, pino } from "pino";
import { Admission } from "./admission";
import { Agencies } from "./agencies/agencies";
import type { AgenciesOptions } from "./agencies/agencies-options";
import { type Following, openFollowing } from "./agencies/swap/open-following";
import { openAnswering } from "./answering/open-answering";
import type { ResolvePoint } from "./as-of-of-request";
import { Citer } from "./citations/citer";
import { openDocuments } from "./documents/open-documents";
import type { Fault } from "./engine/answer/tree";
import type { NamedSubgraph } from "./engine/engine-options";
import type { Transport } from "./engine/transport/transport";
import type { Exchange, GatewayContext } from "./exchange";
import { type Answer, FrontDesk, type PrincipalOf } from "./front-desk";
import { GraphqlEndpoint } from "./http/graphql-endpoint";
import { httpApplication, type Readiness } from "./http/http-application";
import { HubServer } from "./http/hub-server";
import { OpenStreams } from "./http/open-streams";
import { requestListener } from "./http/request-listener";
import { StreamSender } from "./http/stream-sender";
import { WebSockets } from "./http/web-sockets";
import type { Figures } from "./observe/figures";
import { openObserver } from "./observe/open-observer";
import type { Question } from "./question";
import { DEFAULT_SETTINGS, type GatewaySettings } from "./settings";
import { steadyPoint } from "./steady-point";

export interface GatewayOptions {
  /** What is begun with; where a supergraph in force is followed, only when none is known. */
  readonly supergraphSdl: string;
  /** How the supergraph in force is followed; without, it changes by `replace` alone. */
  readonly following?: Following;
  /** The hub's own subgraphs, run in this process. */
  readonly subgraphs: readonly Subgraph[];
  /** The way to a subgraph that doesn't run in this process; null for one that does. Only the engine "own" takes it. */
  readonly transportOf?: (subgraph: NamedSubgraph) => Transport<Exchange> | null;
  /** The custom scalars of subgraphs that don't run in this process; those that do bring their own. */
  readonly scalars?: readonly GraphQLScalarType[];
  /** How agencies' subgraphs are asked; without, the supergraph may name none of theirs. */
  readonly agencies?: GivenAgencies;
  readonly resolvePoint: ResolvePoint;
  readonly principalOf: PrincipalOf;
  readonly readiness: () => Promise<Readiness>;
  /** The definitions in force at a point, which citations name; none where there are none. */
  readonly definitionsAt?: (point: Point) => Promise<readonly CitedDefinition[]>;
  /** Whether anything that was known at a point was erased by order since; nothing where not given. */
  readonly redactedSince?: (point: Point) => Promise<boolean>;
  /** What the hub serves by GET beside the graph. */
  readonly routes?: readonly HttpRoute[];
  /** What the hub takes by POST beside the graph. */
  readonly posts?: readonly PostRoute[];
  /** Is told each operation that was let in: its text, and its name where it has one. */
  readonly saw?: (text: string, name: string | null) => void;
  /** The figures of every process that answers for the hub as one text; where absent, this one is all there is. */
  readonly metricsOfAll?: () => Promise<string>;
  /** Of Apollo Server; they need the front "apollo". */
  readonly plugins?: readonly ApolloServerPlugin<GatewayContext>[];
  readonly settings?: Partial<GatewaySettings>;
  readonly clock?: () => Date;
  readonly logger?: Logger;
}

/** What a gateway has to be given of agencies; the rest stands in its settings. */
export type GivenAgencies = Omit<AgenciesOptions, "hub" | "policies" | "allowLocal" | "shares" | "logger" | "pointNow">;

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
  /** Takes up another supergraph; what runs ends on the one that it began with. Refuses one that isn't valid, and leaves all as it was. */
  replace(supergraphSdl: string): Promise<void>;
  /** This process's figures, as another process of the hub can add them to its own. */
  figures(): Promise<Figures>;
  /** Accepts nothing more, lets running requests finish within the grace, then closes. */
  stop(): Promise<void>;
}

/** The one factory of the gateway: production and tests run the same. It refuses a supergraph that doesn't load. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { principalOf, readiness, logger = pino() } = options;
  const resolvePoint = steadyPoint(options.resolvePoint, logger);
  const {
    clock = () => new Date(),
    definitionsAt = async () => [],
    redactedSince = async () => false,
    routes = [],
    plugins = [],
  } = options;
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  checkFront(settings, plugins);
  // First, since what it refuses would leave an engine open.
  const documents = await openDocuments(settings);
  // Questions are cited by asking them once more: the citer leans on the desk that the pipeline stands behind.
  const citer = new Citer({ answerAt: (question, point) => desk.answerAt(question, point), definitionsAt, redactedSince });
  const admission = new Admission({ settings, resolvePoint, clock, cite: citer.cite.bind(citer) });
  const observing = openObserver(settings, logger, options.metricsOfAll, () => agencies?.standings ?? new Map());
  const { observer } = observing;
  const agencies =
    options.agencies === undefined ? null : openAgencies(options.agencies, settings, logger, () => resolvePoint(null, clock()));
  const transportOf = (subgraph: NamedSubgraph) => agencies?.transportOf(subgraph) ?? options.transportOf?.(subgraph) ?? null;
  const hooks = { ...observer.hooks, onFault: (fault: Fault) => agencies?.note(fault) };
  // The stock gateway keeps the supergraph that it began with, and knows no way to agencies.
  const followed = settings.engine === "own" ? options.following : undefined;
  const open = (supergraphSdl: string) =>
    openAnswering({
      ...options,
      supergraphSdl,
      changes: followed?.looks === true,
      transportOf,
      settings,
      admission,
      plugins,
      hooks,
      logger,
    });
  const { answering, stop: stopFollowing } = await openFollowing({ ...options, following: followed, agencies, logger, open });
  const desk = new FrontDesk({ pipeline: answering.pipeline, documents, settings, principalOf, observer, logger, saw: options.saw });
  const streams = new OpenStreams(settings);
  const endpoint = new GraphqlEndpoint({ desk, streams: new StreamSender(streams, settings), settings, logger });
  const http = new HubServer(settings, endpoint);
  const application = httpApplication({
    schema: answering.schema,
    settings,
    readiness,
    citer,
    observer,
    routes: [...routes, ...(agencies?.routes ?? [])],
    posts: options.posts ?? [],
    principalOf,
    logger,
  });
  http.serve(requestListener({ endpoint, application, settings, logger }));
  const sockets = new WebSockets({ desk, streams, settings, logger });
  sockets.serve(http.node);
  const stop = async (): Promise<void> => {
    // Before the streams: who hears that a socket goes away comes again, who hears that a stream is complete doesn't.
    sockets.drain();
    streams.drain();
    await stopFollowing();
    await Promise.all([http.drain(settings.graceMs), desk.close()]);
    await answering.close();
    await observing.close();
  };
  return new HubGateway(http.node, desk, { replace: answering.replace, figures: () => observer.figures(), stop });
}

function openAgencies(given: GivenAgencies, settings: GatewaySettings, logger: Logger, pointNow: AgenciesOptions["pointNow"]): Agencies {
  const { publicUrl, agencies: policies, allowLocalAgencies: allowLocal, shareQuestions: shares } = settings;
  return new Agencies({ ...given, hub: publicUrl ?? `hub:${given.key.id}`, policies, allowLocal, shares, logger, pointNow });
}

type Doings = Pick<Gateway, "replace" | "figures" | "stop">;

class HubGateway implements Gateway {
  readonly #http: Server;
  readonly #desk: FrontDesk;
  readonly #doings: Doings;
  #stopped: Promise<void> | null = null;

  constructor(http: Server, desk: FrontDesk, doings: Doings) {
    this.#http = http;
    this.#desk = desk;
    this.#doings = doings;
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

  replace(supergraphSdl: string): Promise<void> {
    return this.#doings.replace(supergraphSdl);
  }

  figures(): Promise<Figures> {
    return this.#doings.figures();
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#doings.stop();
    return this.#stopped;
  }
}

function checkFront({ engine, front }: GatewaySettings, plugins: readonly unknown[]): void {
  if (front === "apollo") return;
  if (engine === "apollo") throw new Error('the engine "apollo" answers behind the front "apollo" alone: set both');
  if (plugins.length > 0) throw new Error('plugins of Apollo Server need the front "apollo"');
}
