import type { IncomingMessage } from "node:http";
import {
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  GraphQLSchema,
  parse,
} from "graphql";
import type { ServerOptions, SubscribePayload } from "graphql-ws";
import type { Logger } from "pino";
import { answerOf } from "../answer-errors";
import type { Reply, WholeReply } from "../answering/reply";
import type { Exchange } from "../exchange";
import type { FrontDesk } from "../front-desk";
import { logRequest } from "../request-log";
import type { GatewaySettings } from "../settings";
import { bearerOf } from "./incoming";
import type { OpenStream, OpenStreams } from "./open-streams";
import { questionOfBody, type SentQuestion } from "./sent-question";
import { streamEvents } from "./stream-events";
import { clientOf } from "./stream-sender";

/** What a socket knows beside its protocol. */
export interface SocketFacts {
  readonly request: IncomingMessage;
  token: string | null;
  /** Errors of operations that were refused, until they are told. */
  readonly refused: Map<string, readonly GraphQLFormattedError[]>;
}

export interface SocketAnswersOptions {
  readonly desk: FrontDesk;
  readonly streams: OpenStreams;
  readonly settings: GatewaySettings;
  readonly logger: Logger;
}

type Protocol = ServerOptions<Record<string, unknown>, SocketFacts>;

interface Answered {
  readonly reply: Reply;
  readonly exchange: Exchange;
  readonly stream: OpenStream;
}

/** The protocol's server wants a document to tell one answer from many by; what was asked is long answered when it looks. */
const ONE = parse("{ __typename }", { noLocation: true });
const MANY = parse("subscription { __typename }", { noLocation: true });
const NO_SCHEMA = new GraphQLSchema({});

/** How operations that come over a socket are answered: by the desk that answers all others. */
export class SocketAnswers {
  readonly #options: SocketAnswersOptions;
  readonly #answered = new WeakMap<object, Answered>();
  readonly #told = new WeakMap<object, FormattedExecutionResult>();

  constructor(options: SocketAnswersOptions) {
    this.#options = options;
  }

  /** What the protocol's server is to do. */
  get protocol(): Protocol {
    return {
      connectionInitWaitTimeout: this.#options.settings.headersMs,
      onConnect: ({ connectionParams, extra }) => this.#connect(connectionParams, extra),
      onSubscribe: ({ extra }, id, payload) => this.#subscribe(extra, id, payload),
      execute: (args) => this.#one(args),
      subscribe: (args) => this.#many(args),
      onNext: (_context, _id, _payload, _args, result) => this.#told.get(result),
      onError: ({ extra }, id) => this.#refusals(extra, id),
    };
  }

  /** Lets in whoever sends no token, or one that is known. */
  async #connect(parameters: Readonly<Record<string, unknown>> | undefined, extra: SocketFacts): Promise<boolean> {
    const sent = parameters?.Authorization ?? parameters?.authorization ?? extra.request.headers.authorization;
    extra.token = bearerOf(sent === undefined ? undefined : String(sent));
    try {
      const exchange = await this.#options.desk.open(extra.token);
      exchange.deadline.end();
      return true;
    } catch (error) {
      answerOf(error, this.#options.logger);
      return false;
    }
  }

  async #subscribe(extra: SocketFacts, id: string, payload: SubscribePayload): Promise<ExecutionArgs | readonly GraphQLError[]> {
    try {
      const sent = questionOfBody({ ...payload, query: payload.query === "" ? null : payload.query });
      const exchange = await this.#options.desk.open(extra.token, { asStream: true });
      const answered = await this.#answer(sent, exchange, extra);
      const { reply } = answered;
      if (reply.kind === "whole" && reply.data === undefined) return this.#refuse(extra, id, reply.errors);
      return this.#accept(answered);
    } catch (error) {
      return this.#refuse(extra, id, answerOf(error, this.#options.logger).body.errors);
    }
  }

  async #answer(sent: SentQuestion, exchange: Exchange, { request }: SocketFacts): Promise<Answered> {
    try {
      // What is only being answered counts as open too: a socket takes any number of messages at once.
      const stream = this.#options.streams.open(clientOf(request, exchange), exchange.stillHeld);
      const reply = await this.#options.desk.reply(sent, exchange).catch((error: unknown) => {
        stream.end();
        throw error;
      });
      if (reply.kind !== "stream") stream.end();
      logRequest(this.#options.logger, exchange, reply.kind === "whole" ? reply.status : 200);
      return { reply, exchange, stream };
    } finally {
      exchange.deadline.end();
    }
  }

  #accept(answered: Answered): ExecutionArgs {
    const contextValue = {};
    this.#answered.set(contextValue, answered);
    return { schema: NO_SCHEMA, document: answered.reply.kind === "stream" ? MANY : ONE, contextValue };
  }

  #refuse(extra: SocketFacts, id: string, errors: readonly GraphQLFormattedError[]): readonly GraphQLError[] {
    extra.refused.set(id, errors);
    return errors.map(({ message }) => new GraphQLError(message));
  }

  #refusals(extra: SocketFacts, id: string): readonly GraphQLFormattedError[] | undefined {
    const errors = extra.refused.get(id);
    extra.refused.delete(id);
    return errors;
  }

  #one(args: ExecutionArgs): ExecutionResult {
    const { reply } = this.#of(args);
    if (reply.kind !== "whole") throw new Error("an answer in parts was made for a socket, which takes none");
    return this.#result(reply);
  }

  #many(args: ExecutionArgs): AsyncGenerator<ExecutionResult, void, void> {
    const { reply, exchange, stream } = this.#of(args);
    if (reply.kind !== "stream") throw new Error("a single answer was taken for a stream");
    const release = (): void => {
      stream.end();
      exchange.deadline.abandon();
    };
    const results = this.#results(streamEvents(reply.events, stream, this.#options.settings.streamEventsPerSecond), release);
    // A generator that was never begun runs nothing when it is ended.
    const end = results.return.bind(results);
    results.return = (value) => {
      release();
      return end(value);
    };
    return results;
  }

  async *#results(events: AsyncGenerator<WholeReply, void, void>, release: () => void): AsyncGenerator<ExecutionResult, void, void> {
    try {
      for await (const event of events) yield this.#result(event);
    } finally {
      release();
    }
  }

  #result({ data, errors, extensions }: WholeReply): ExecutionResult {
    const result: ExecutionResult = {};
    this.#told.set(result, {
      ...(data !== undefined && { data: JSON.parse(data) }),
      ...(errors.length > 0 && { errors }),
      ...(extensions !== null && { extensions }),
    });
    return result;
  }

  #of({ contextValue }: ExecutionArgs): Answered {
    const answered = typeof contextValue === "object" && contextValue !== null ? this.#answered.get(contextValue) : undefined;
    if (answered === undefined) throw new Error("an operation is to be answered that nobody asked");
    return answered;
  }
}
