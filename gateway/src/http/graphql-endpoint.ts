import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { answerOf } from "../answer-errors";
import { type ReplyInParts, textOf, type WholeReply } from "../answering/reply";
import type { Exchange, Manner } from "../exchange";
import type { FrontDesk } from "../front-desk";
import { httpFactsOf, httpRefusal } from "../http-refusal";
import { logRefusal, logRequest } from "../request-log";
import type { GatewaySettings } from "../settings";
import { type Accepted, accepted, JSON_TYPE } from "./accept";
import { graphiqlPage } from "./graphiql-page";
import { bearerOf, incoming, METHODS, searchOf } from "./incoming";
import { limitSending } from "./limit-sending";
import { sendPage } from "./page";
import { PLAIN_HEADERS } from "./plain-headers";
import { sendErrors, sendReply, sendText } from "./send";
import { onlyPart, sendInParts } from "./send-in-parts";
import type { SentQuestion } from "./sent-question";
import type { StreamSender } from "./stream-sender";

export interface EndpointOptions {
  readonly desk: FrontDesk;
  readonly streams: StreamSender;
  readonly settings: GatewaySettings;
  readonly logger: Logger;
}

/** GraphQL over HTTP, to the letter of its specification, whichever pipeline answers. */
export class GraphqlEndpoint {
  readonly #options: EndpointOptions;
  readonly #page: string;

  constructor(options: EndpointOptions) {
    this.#options = options;
    this.#page = graphiqlPage(options.settings);
  }

  /** Answers one request; never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wants = accepted(request.headers.accept);
    try {
      if (request.method === "OPTIONS") response.writeHead(204, { ...PLAIN_HEADERS, Allow: METHODS }).end();
      else if (request.method === "GET" && wants.page) sendPage(response, this.#page);
      else await this.#answer(request, response, wants);
    } catch (error) {
      this.#fail(request, response, error, wants);
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse, wants: Accepted): Promise<void> {
    if (wants.whole === null && wants.parts === null && wants.stream === null) {
      throw httpRefusal(406, 'Accept "application/graphql-response+json" or "application/json": that is what answers are.');
    }
    const sent = await incoming(request, response, this.#options.settings);
    if (isBatch(sent)) return this.#answerBatch(sent, request, response, wants);
    const exchange = await this.#open(request, response, { inParts: wants.parts !== null, asStream: wants.stream !== null });
    const reply = await this.#options.desk.reply(sent, exchange);
    if (reply.kind === "parts") return this.#sendParts(response, reply, wants);
    if (reply.kind === "whole" && reply.data !== undefined && this.#takesPartsAlone(wants))
      return sendInParts(response, onlyPart(reply), wants.parts);
    if (reply.kind === "stream" || this.#prefersStream(wants))
      return this.#options.streams.send(request, response, { reply, exchange, wants });
    sendReply(response, reply, wants);
    // A short one is away by now, and nobody waits for it.
    if (response.writableLength > 0) limitSending(response, this.#options.settings.sendMs);
  }

  #sendParts(response: ServerResponse, reply: ReplyInParts, { parts }: Accepted): Promise<void> {
    const { requestMs, sendMs } = this.#options.settings;
    limitSending(response, requestMs + sendMs);
    return sendInParts(response, reply, parts);
  }

  /** Whoever takes nothing but a stream is sent one even for a single answer. */
  #prefersStream({ stream, whole }: Accepted): boolean {
    return stream !== null && whole === null;
  }

  #takesPartsAlone({ whole, stream, parts }: Accepted): boolean {
    return parts !== null && whole === null && stream === null;
  }

  async #answerBatch(
    questions: readonly SentQuestion[],
    request: IncomingMessage,
    response: ServerResponse,
    { whole }: Accepted,
  ): Promise<void> {
    const replies = await Promise.all(
      questions.map(async (sent): Promise<WholeReply> => {
        const exchange = await this.#open(request, response, {});
        const reply = await this.#options.desk.reply(sent, exchange);
        if (reply.kind === "whole") return reply;
        throw new Error("an answer in parts was made for a batch, which takes none");
      }),
    );
    sendText(response, 200, ["Content-Type", whole ?? JSON_TYPE], `[${replies.map(textOf).join(",")}]`);
  }

  /** Begins a request; ends it when the client is answered, or is gone. */
  async #open(request: IncomingMessage, response: ServerResponse, manner: Manner): Promise<Exchange> {
    const { method = "", headers } = request;
    const http = { method, headers, search: searchOf(request) };
    const exchange = await this.#options.desk.open(bearerOf(headers.authorization), { ...manner, queriesOnly: method !== "POST", http });
    response.on("close", () => {
      if (response.writableFinished) exchange.deadline.end();
      else exchange.deadline.abandon();
      logRequest(this.#options.logger, exchange, response.statusCode);
    });
    return exchange;
  }

  #fail({ complete }: IncomingMessage, response: ServerResponse, error: unknown, { whole }: Accepted): void {
    const { status: usual, body } = answerOf(error, this.#options.logger);
    const { status = usual, headers = new Map() } = httpFactsOf(error) ?? {};
    logRefusal(this.#options.logger, { status, body });
    if (response.headersSent) return void response.destroy();
    // What is left of a body isn't read.
    const end = complete ? {} : { Connection: "close" };
    sendErrors(response, body.errors, status, { "Content-Type": whole ?? JSON_TYPE, ...Object.fromEntries(headers), ...end });
  }
}

function isBatch(sent: SentQuestion | readonly SentQuestion[]): sent is readonly SentQuestion[] {
  return Array.isArray(sent);
}
