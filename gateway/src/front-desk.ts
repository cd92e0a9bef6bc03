import { ANYONE, type Principal } from "@actionline/kit/access";
import { hubError } from "@actionline/kit/hub-error";
import { prettyFormatQueryPlan } from "@apollo/query-planner";
import type { ApolloServer } from "@apollo/server";
import type { FormattedExecutionResult } from "graphql";
import type { Logger } from "pino";
import { answerOf, codesOf } from "./answer-errors";
import { Deadline } from "./deadline";
import { Exchange, type GatewayContext } from "./exchange";
import { logRefusal, logRequest } from "./request-log";
import type { GatewaySettings } from "./settings";
import { checkVariables } from "./variable-limits";

export interface Question {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly body: FormattedExecutionResult;
}

/** Who holds a token; null for one that isn't known. */
export type PrincipalOf = (token: string) => Promise<Principal | null>;

/** Where requests begin, those of HTTP too, and where this process's own are answered. */
export class FrontDesk {
  readonly #server: ApolloServer<GatewayContext>;
  readonly #settings: GatewaySettings;
  readonly #principalOf: PrincipalOf;
  readonly #logger: Logger;
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;

  constructor(server: ApolloServer<GatewayContext>, settings: GatewaySettings, principalOf: PrincipalOf, logger: Logger) {
    this.#server = server;
    this.#settings = settings;
    this.#principalOf = principalOf;
    this.#logger = logger;
  }

  /** Begins a request: who asks, and by when it must be answered. */
  async open(token: string | null): Promise<Exchange> {
    const deadline = new Deadline(this.#settings.requestMs);
    try {
      const principal = token === null ? ANYONE : await deadline.within(this.#principalOf(token));
      if (principal === null) throw hubError("UNAUTHENTICATED", "This token isn't known or has ended; sign in again, or ask without one.");
      return new Exchange(principal, deadline);
    } catch (error) {
      deadline.end();
      throw error;
    }
  }

  answer(question: Question, token: string | null): Promise<Answer> {
    return this.#track(this.#answer(question, token));
  }

  /** Answers as anyone at a named point, whatever asOf the question gives. */
  async answerAt(question: Question, point: string): Promise<Answer> {
    this.#checkSize(question);
    const exchange = new Exchange(ANYONE, new Deadline(this.#settings.requestMs), { pinnedTo: point });
    const answer = await this.#track(this.#ask(question, exchange));
    logRequest(this.#logger, exchange, answer.status);
    return answer;
  }

  async explain(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const exchange = new Exchange(ANYONE, new Deadline(this.#settings.requestMs), { planOnly: true });
    const { body } = await this.#track(this.#ask({ query, variables }, exchange));
    const [error] = body.errors ?? [];
    if (error !== undefined) throw hubError(codesOf([error])[0] ?? "INTERNAL", error.message);
    return exchange.plan === null ? "This asks nothing of any subgraph." : prettyFormatQueryPlan(exchange.plan);
  }

  /** Takes nothing more in; resolves when what runs has ended, or the grace has. */
  async close(): Promise<void> {
    this.#closed = true;
    const grace = new Deadline(this.#settings.graceMs);
    const running = grace.within(Promise.allSettled([...this.#running]));
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

  async #ask({ query, variables, operationName }: Question, exchange: Exchange): Promise<Answer> {
    try {
      const request = { query, ...(variables && { variables }), ...(operationName !== undefined && { operationName }) };
      const { body, http } = await this.#server.executeOperation(request, { contextValue: { exchange } });
      if (body.kind !== "single") throw new Error("an answer in parts was made, which nothing asks for");
      return { status: http.status ?? 200, body: body.singleResult };
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
    this.#running.add(work);
    try {
      return await work;
    } finally {
      this.#running.delete(work);
    }
  }
}
