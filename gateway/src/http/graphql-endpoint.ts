import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { answerOf } from "../answer-errors";
import { type Reply, type ReplyInParts, textOf, type WholeReply } from "../answering/reply";
import type { Exchange, Manner } from "../exchange";
import type { FrontDesk } from "../front-desk";
import { httpFactsOf, httpRefusal } from "../http-refusal";
import { logRefusal, logRequest } from "../request-log";
import type { GatewaySettings } from "../settings";
import { type Accepted, accepted, JSON_TYPE } from "./accept";
import { checkAddress, checkPost, type RequestHead } from "./check-head";
import { graphiqlPage } from "./graphiql-page";
import { bearerOf, checkIncoming, incoming, METHODS, posted, searchOf } from "./incoming";
import { limitSending } from "./limit-sending";
import { type Outlet, ResponseOutlet } from "./outlet";
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

/** A question that was put: by whom, how they take the answer, and where it goes. */
interface Asked {
  readonly request: RequestHead;
  readonly wants: Accepted;
  readonly outlet: Outlet;
  /** Whether nothing of the request is left to read. */
  read: boolean;
}

/** GraphQL over HTTP, to the letter of its specification, whichever pipeline answers. */
export class GraphqlEndpoint {
  readonly #options: EndpointOptions;
  readonly #page: string;

  constructor(options: EndpointOptions) {
    this.#options = options;
    this.#page = graphiqlPage(options.settings);
  }

  /** Answers one request that Node's server read; never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wants = accepted(request.headers.accept);
    const asked = { request, wants, outlet: new ResponseOutlet(response, this.#options.settings.sendMs), read: false };
    try {
      // All that the head decides is answered before anything that stands behind it is looked at.
      if (request.method === "OPTIONS") response.writeHead(204, { ...PLAIN_HEADERS, Allow: METHODS }).end();
      else if (request.method === "GET" && wants.page) sendPage(response, this.#page);
      else {
        this.#checkHead(request, wants);
        await this.#answer(request, response, asked);
      }
    } catch (error) {
      this.#fail(asked, error);
    }
  }

  /** Whether a POST is answered in one piece and isn't refused by its head alone: the rest of it isn't for `handleWhole`. */
  takesWhole(request: RequestHead): boolean {
    const { whole, parts, stream } = accepted(request.headers.accept);
    if (whole === null || parts !== null || stream !== null) return false;
    try {
      checkAddress(request);
      checkPost(request, this.#options.settings.bodyBytes);
      return true;
    } catch {
      return false;
    }
  }

  /** Answers one POST that came whole, and that `takesWhole` let pass; never rejects. */
  async handleWhole(request: RequestHead, body: Buffer, outlet: Outlet): Promise<void> {
    const asked = { request, outlet, wants: accepted(request.headers.accept), read: true };
    try {
      const sent = posted(body, this.#options.settings);
      if (isBatch(sent)) await this.#answerBatch(sent, asked);
      else await this.#answerWhole(sent, asked);
    } catch (error) {
      this.#fail(asked, error);
    }
  }

  #checkHead(request: IncomingMessage, wants: Accepted): void {
    if (wants.whole === null && wants.parts === null && wants.stream === null) {
      throw httpRefusal(406, 'Accept "application/graphql-response+json" or "application/json": that is what answers are.');
    }
    checkIncoming(request, this.#options.settings);
  }

  async #answer(request: IncomingMessage, response: ServerResponse, asked: Asked): Promise<void> {
    const { wants } = asked;
    const sent = await incoming(request, response, this.#options.settings, () => {
      asked.read = true;
    });
    if (isBatch(sent)) return this.#answerBatch(sent, asked);
    if (wants.parts === null && wants.stream === null) return this.#answerWhole(sent, asked);
    const exchange = await this.#open(asked, { inParts: wants.parts !== null, asStream: wants.stream !== null });
    const reply = await this.#options.desk.reply(sent, exchange);
    if (reply.kind === "parts") return this.#sendParts(response, reply, wants);
    if (reply.kind === "whole" && reply.data !== undefined && this.#takesPartsAlone(wants))
      return sendInParts(response, onlyPart(reply), wants.parts);
    if (reply.kind === "stream" || this.#prefersStream(wants))
      return this.#options.streams.send(request, response, { reply, exchange, wants });
    sendReply(asked.outlet, reply, wants);
  }

  async #answerWhole(sent: SentQuestion, asked: Asked): Promise<void> {
    const exchange = await this.#open(asked, {});
    sendReply(asked.outlet, inOnePiece(await this.#options.desk.reply(sent, exchange)), asked.wants);
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

  async #answerBatch(questions: readonly SentQuestion[], asked: Asked): Promise<void> {
    const replies = await Promise.all(
      questions.map(async (sent) => inOnePiece(await this.#options.desk.reply(sent, await this.#open(asked, {})))),
    );
    sendText(asked.outlet, 200, ["Content-Type", asked.wants.whole ?? JSON_TYPE], `[${replies.map(textOf).join(",")}]`);
  }

  /** Begins a request; ends it when the client is answered, or is gone. */
  async #open({ request, outlet }: Asked, manner: Manner): Promise<Exchange> {
    const { method = "", headers } = request;
    const http = { method, headers, search: searchOf(request) };
    const exchange = await this.#options.desk.open(bearerOf(headers.authorization), { ...manner, queriesOnly: method !== "POST", http });
    outlet.onClosed((whole, status) => {
      if (whole) exchange.deadline.end();
      else exchange.deadline.abandon();
      logRequest(this.#options.logger, exchange, status);
    });
    return exchange;
  }

  #fail({ outlet, wants, read }: Asked, error: unknown): void {
    const { status: usual, body } = answerOf(error, this.#options.logger);
    const { status = usual, headers = new Map() } = httpFactsOf(error) ?? {};
    logRefusal(this.#options.logger, { status, body });
    if (outlet.begun) return void outlet.destroy();
    // What is left of a body isn't read.
    const end = read ? {} : { Connection: "close" };
    sendErrors(outlet, body.errors, status, { "Content-Type": wants.whole ?? JSON_TYPE, ...Object.fromEntries(headers), ...end });
  }
}

function isBatch(sent: SentQuestion | readonly SentQuestion[]): sent is readonly SentQuestion[] {
  return Array.isArray(sent);
}

function inOnePiece(reply: Reply): WholeReply {
  if (reply.kind === "whole") return reply;
  throw new Error("an answer in parts was made for somebody who takes one piece");
}
