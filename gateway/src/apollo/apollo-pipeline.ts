import { type ApolloServer, type GraphQLRequest, HeaderMap, type HTTPGraphQLRequest } from "@apollo/server";
import type { HubEngine } from "../answering/hub-engine";
import type { Pipeline } from "../answering/pipeline";
import type { Reply } from "../answering/reply";
import type { ReplyShaper } from "../answering/reply-shaper";
import type { Exchange, GatewayContext, HttpHead } from "../exchange";
import type { Question } from "../question";
import { textOfValues } from "./answer-values";

export interface ApolloPipelineOptions {
  readonly server: ApolloServer<GatewayContext>;
  readonly shaper: ReplyShaper;
  /** Answers what Apollo Server can't: subscriptions. */
  readonly streams: { readonly engine: HubEngine; readonly pipeline: Pipeline } | null;
}

/** The way from a question to its answer through Apollo Server and its plugins. */
export class ApolloPipeline implements Pipeline {
  readonly #server: ApolloServer<GatewayContext>;
  readonly #shaper: ReplyShaper;
  readonly #streams: ApolloPipelineOptions["streams"];

  constructor({ server, shaper, streams }: ApolloPipelineOptions) {
    this.#server = server;
    this.#shaper = shaper;
    this.#streams = streams;
  }

  async answer(question: Question, exchange: Exchange): Promise<Reply> {
    try {
      return await exchange.deadline.within(this.#answer(question, exchange));
    } catch (error) {
      return this.#shaper.refusal(error, exchange);
    }
  }

  async #answer(question: Question, exchange: Exchange): Promise<Reply> {
    const streams = this.#streams;
    const bySelf = streams !== null && exchange.asStream && (await this.#isSubscription(question, exchange, streams.engine));
    return bySelf ? streams.pipeline.answer(question, exchange) : this.#ask(question, exchange);
  }

  async #isSubscription({ query, operationName }: Question, exchange: Exchange, engine: HubEngine): Promise<boolean> {
    const { prepared } = await engine.begin({ query, operationName }, exchange);
    return prepared.kind === "subscription";
  }

  async #ask(question: Question, exchange: Exchange): Promise<Reply> {
    const { body, http } = await this.#server.executeOperation(requestOf(question, exchange), { contextValue: { exchange } });
    if (exchange.reply !== null) return exchange.reply;
    if (body.kind === "incremental") throw new Error("a plugin answered in parts that nobody made");
    const { data, errors = [], extensions = null } = body.singleResult;
    return { kind: "whole", data: textOfValues(data), errors, extensions, status: http.status ?? 200, headers: http.headers };
  }
}

function requestOf({ query, variables, operationName }: Question, { http }: Exchange): GraphQLRequest {
  return {
    query,
    ...(variables !== undefined && { variables }),
    ...(operationName !== undefined && { operationName }),
    ...(http !== null && { http: new Head(http) }),
  };
}

/** The head as Apollo Server knows it; its map of headers is made for whoever looks into it. */
class Head implements HTTPGraphQLRequest {
  readonly method: string;
  readonly search: string;
  readonly body = null;
  readonly #headers: HttpHead["headers"];
  #map: HeaderMap | null = null;

  constructor({ method, headers, search }: HttpHead) {
    this.method = method;
    this.search = search;
    this.#headers = headers;
  }

  get headers(): HeaderMap {
    this.#map ??= mapOf(this.#headers);
    return this.#map;
  }
}

function mapOf(headers: HttpHead["headers"]): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return map;
}
