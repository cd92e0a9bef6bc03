import { isDeepStrictEqual } from "node:util";
import { ANYONE, type Principal } from "@actionline/kit/access";
import { hubError } from "@actionline/kit/hub-error";
import type { FormattedExecutionResult } from "graphql";
import type { Logger } from "pino";
import { answerOf, codesOf } from "./answer-errors";
import type { Pipeline } from "./answering/pipeline";
import type { Reply, WholeReply } from "./answering/reply";
import { Deadline } from "./deadline";
import type { Documents, Found } from "./documents/documents";
import { Exchange, type Manner } from "./exchange";
import type { SentQuestion } from "./http/sent-question";
import type { Observer } from "./observe/observer";
import type { Question } from "./question";
import { logRefusal, logRequest } from "./request-log";
import { Running } from "./running";
import type { GatewaySettings } from "./settings";
import { checkVariables } from "./variable-limits";

export interface Answer {
  readonly status: number;
  readonly body: FormattedExecutionResult;
}

/** Who holds a token; null for one that isn't known. */
export type PrincipalOf = (token: string) => Promise<Principal | null>;

export interface FrontDeskOptions {
  readonly pipeline: Pipeline;
  readonly documents: Documents;
  readonly settings: GatewaySettings;
  readonly principalOf: PrincipalOf;
  readonly observer: Observer;
  readonly logger: Logger;
  /** Is told each operation that was let in. */
  readonly saw?: ((text: string, name: string | null) => void) | undefined;
}

/** Where requests begin, those of HTTP too, and where this process's own are answered. */
export class FrontDesk {
  readonly #pipeline: Pipeline;
  readonly #documents: Documents;
  readonly #settings: GatewaySettings;
  readonly #principalOf: PrincipalOf;
  readonly #observer: Observer;
  readonly #logger: Logger;
  readonly #saw: FrontDeskOptions["saw"];
  readonly #running = new Running();
  #closed = false;

  constructor({ pipeline, documents, settings, principalOf, observer, logger, saw }: FrontDeskOptions) {
    this.#pipeline = pipeline;
    this.#documents = documents;
    this.#settings = settings;
    this.#principalOf = principalOf;
    this.#observer = observer;
    this.#logger = logger;
    this.#saw = saw;
  }

  /** Begins a request: who asks, and by when it must be answered. */
  async open(token: string | null, manner: Manner = {}): Promise<Exchange> {
    const deadline = new Deadline(this.#settings.requestMs);
    try {
      const principal = token === null ? ANYONE : await deadline.within(this.#principalOf(token));
      if (principal === null) throw hubError("UNAUTHENTICATED", "This token isn't known or has ended; sign in again, or ask without one.");
      const exchange = this.#exchange(principal, deadline, manner);
      if (token !== null) exchange.stillHeld = () => this.#stillHeld(token, principal);
      const parent = manner.http?.headers.traceparent;
      exchange.watch = this.#observer.begin(typeof parent === "string" ? parent : undefined);
      return exchange;
    } catch (error) {
      deadline.end();
      throw error;
    }
  }

  #exchange(principal: Principal, deadline: Deadline, manner: Manner): Exchange {
    const exchange = new Exchange(principal, deadline, manner);
    exchange.sandbox = this.#settings.sandbox;
    return exchange;
  }

  /** While it can't be told, nobody is turned away. */
  async #stillHeld(token: string, principal: Principal): Promise<boolean> {
    try {
      return isDeepStrictEqual(await this.#principalOf(token), principal);
    } catch (error) {
      this.#logger.warn({ err: error }, "it couldn't be told whether the token of an open stream still holds");
      return true;
    }
  }

  /** Answers a question that came by HTTP or a socket; what is wrong with it is told in the reply. */
  async reply(sent: SentQuestion, exchange: Exchange): Promise<Reply> {
    const found = this.#find(sent, exchange);
    if ("kind" in found) return found;
    const { question, keep } = found;
    exchange.explains = sent.extensions?.explain === true;
    this.#running.begin();
    try {
      const reply = await this.#pipeline.answer(question, exchange);
      if (keep !== null && exchange.admitted) keep();
      if (exchange.admitted) this.#saw?.(question.query, exchange.operationName);
      return reply;
    } finally {
      this.#running.end();
    }
  }

  /** The document that a question names, or why it isn't answered; a question without any is refused as no question at all. */
  #find(sent: SentQuestion, exchange: Exchange): Found | WholeReply {
    try {
      return this.#documents.find(sent);
    } catch (error) {
      const { status, body } = answerOf(error, this.#logger);
      exchange.codes = codesOf(body.errors);
      if (exchange.codes.includes("BAD_REQUEST")) throw error;
      return { kind: "whole", data: undefined, errors: body.errors, extensions: null, status, headers: new Map() };
    }
  }

  answer(question: Question, token: string | null): Promise<Answer> {
    return this.#track(this.#answer(question, token));
  }

  /** Answers as anyone at a named point, whatever asOf the question gives. */
  async answerAt(question: Question, point: string): Promise<Answer> {
    this.#checkSize(question);
    const exchange = this.#exchange(ANYONE, new Deadline(this.#settings.requestMs), { pinnedTo: point });
    const answer = await this.#track(this.#ask(question, exchange));
    logRequest(this.#logger, exchange, answer.status);
    return answer;
  }

  async explain(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const exchange = new Exchange(ANYONE, new Deadline(this.#settings.requestMs), { planOnly: true });
    const { body } = await this.#track(this.#ask({ query, variables }, exchange));
    const [error] = body.errors ?? [];
    if (error !== undefined) throw hubError(codesOf([error])[0] ?? "INTERNAL", error.message);
    return exchange.plan ?? "This asks nothing of any subgraph.";
  }

  /** Takes nothing more in; resolves when what runs has ended, or the grace has. */
  async close(): Promise<void> {
    this.#closed = true;
    const grace = new Deadline(this.#settings.graceMs);
    const running = grace.within(this.#running.none());
    await running.catch(() => this.#logger.warn("requests of this process were still running when the grace ended"));
    grace.end();
  }

  async #answer(question: Question, token: string | null): Promise<Answer> {
    try {
      if (this.#closed) throw hubError("OVERLOADED", "The hub is stopping; try again in a few seconds.");
      this.#checkSize(question);
      const exchange = await this.open(token);
      const answer = await this.#ask(question, exchange);
      logRequest(this.#logger, exchange, answer.status);
      return answer;
    } catch (error) {
      const answer = answerOf(error, this.#logger);
      logRefusal(this.#logger, answer);
      return answer;
    }
  }

  async #ask(question: Question, exchange: Exchange): Promise<Answer> {
    try {
      return answerOfReply(await this.#pipeline.answer(question, exchange));
    } finally {
      exchange.deadline.end();
    }
  }

  #checkSize(question: Question): void {
    const { bodyBytes } = this.#settings;
    // First, since writing out what is nested too deeply fails by itself.
    checkVariables(question.variables ?? {}, this.#settings);
    const bytes = Buffer.byteLength(JSON.stringify(question));
    if (bytes > bodyBytes) throw hubError("BODY_TOO_LARGE", `The request has ${bytes} bytes; at most ${bodyBytes}.`, { most: bodyBytes });
  }

  async #track<T>(work: Promise<T>): Promise<T> {
    this.#running.begin();
    try {
      return await work;
    } finally {
      this.#running.end();
    }
  }
}

/** The answer as values. */
function answerOfReply(reply: Reply): Answer {
  if (reply.kind !== "whole") throw new Error("an answer in parts was made, which nothing asks for");
  const { status, data, errors, extensions } = reply;
  return {
    status,
    body: {
      ...(errors.length > 0 && { errors }),
      ...(data !== undefined && { data: JSON.parse(data) }),
      ...(extensions !== null && { extensions }),
    },
  };
}
