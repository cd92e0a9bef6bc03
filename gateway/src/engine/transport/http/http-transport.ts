import { type AnswerRules, isObject, type JsonObject, readAnswer } from "../read-answer";
import { sourceFault } from "../source-faults";
import { type SubscriptionGrant, subscriptionsOf } from "../stream/subscriptions";
import type { SubgraphAnswer, SubgraphRequest, Transport } from "../transport";
import { Connections } from "./connections";
import { type ConnectOptions, connectorOf, type MakeConnector } from "./connector";
import { type CallPlan, HttpCall, type Received } from "./http-call";
import { HTTP_LIMITS, type HttpLimits } from "./http-limits";
import { parseBody } from "./parse-body";
import type { ResponseHead } from "./response-head";
import { retryAfter } from "./retry-after";
import { SHARED_READS } from "./shared-reads";
import { questionWriter } from "./write-question";

/** The way to one source over HTTP/1.1. */
export interface HttpTransportOptions<Scope> {
  readonly subgraph: string;
  readonly url: string;
  readonly limits?: Partial<HttpLimits> | undefined;
  /** Headers that go with a question: all of them, for nothing of the client's is passed on by itself. */
  readonly headersOf?: ((request: SubgraphRequest<Scope>) => Readonly<Record<string, string>>) | undefined;
  /** Certificates and keys, where the source asks for them. */
  readonly connect?: ConnectOptions | undefined;
  /** In place of the usual connector: where the address is looked at before it is spoken to. */
  readonly connector?: MakeConnector | undefined;
  /** What is kept of an error's `extensions`; nothing where absent. */
  readonly faultExtensions?: AnswerRules["faultExtensions"];
  /** Told of an answer's `extensions`, which are dropped otherwise. */
  readonly onExtensions?: ((extensions: JsonObject, request: SubgraphRequest<Scope>) => void) | undefined;
  /** Reads of an answer's `extensions` what its values are as of; not read where absent. */
  readonly asOfIn?: ((extensions: JsonObject) => Date | undefined) | undefined;
  /** Absent where it isn't granted subscriptions. */
  readonly subscriptions?: SubscriptionGrant | undefined;
  /** The time by which a source asks to be left alone. */
  readonly now?: (() => number) | undefined;
}

/** Asks a subgraph that isn't trusted: all that it may cost is limited before it is paid, and nothing of what it says is believed. */
export class HttpTransport<Scope = unknown> implements Transport<Scope> {
  readonly trusted = false;
  readonly subscribe?: (request: SubgraphRequest<Scope>) => AsyncIterable<SubgraphAnswer>;
  readonly #options: HttpTransportOptions<Scope>;
  readonly #limits: HttpLimits;
  readonly #rules: AnswerRules;
  readonly #connections: Connections;
  readonly #write: ReturnType<typeof questionWriter>;
  readonly #now: () => number;
  #leftAloneUntil = 0;

  constructor(options: HttpTransportOptions<Scope>) {
    const url = new URL(options.url);
    if (url.protocol !== "http:" && url.protocol !== "https:") throw new Error(`${options.subgraph} can't be asked over ${url.protocol}`);
    if (url.username !== "" || url.password !== "")
      throw new Error(`the address of ${options.subgraph} holds a credential; give it by headersOf`);
    this.#options = options;
    this.#limits = { ...HTTP_LIMITS, ...options.limits };
    this.#rules = { subgraph: options.subgraph, errors: this.#limits.errors, faultExtensions: options.faultExtensions };
    const connector = options.connector?.(SHARED_READS) ?? connectorOf(this.#limits.connect, options.connect, SHARED_READS);
    this.#connections = new Connections(url, this.#limits, connector);
    this.#write = questionWriter(url);
    this.#now = options.now ?? Date.now;
    if (options.subscriptions !== undefined) this.subscribe = subscriptionsOf(options.subscriptions, options);
  }

  async ask(request: SubgraphRequest<Scope>): Promise<SubgraphAnswer> {
    const { subgraph } = this.#options;
    if (this.#leftAloneUntil > 0 && this.#now() < this.#leftAloneUntil) throw sourceFault(subgraph, "SOURCE_CIRCUIT_OPEN");
    const plan: CallPlan = {
      subgraph,
      connections: this.#connections,
      limits: this.#limits,
      question: this.#write(request.body(), this.#options.headersOf?.(request)),
      signal: request.signal,
      asked: performance.now(),
      onHead: this.#onHead,
    };
    const call = new HttpCall(plan);
    // Here and not in a function of its own, since every question passes it and each such function costs.
    try {
      return this.#read(await call.answer, request);
    } catch (error) {
      // Only a query is asked a second time, and only where the source can't have begun to answer the first.
      if (request.operation.kind !== "query" || !call.metClosedSocket) throw error;
      return this.#read(await new HttpCall(plan).answer, request);
    }
  }

  close(): Promise<void> {
    return this.#connections.close();
  }

  #read(received: Received, request: SubgraphRequest<Scope>): SubgraphAnswer {
    const { bytes, head, text } = received;
    try {
      const parsed = parseBody(received, this.#options.subgraph);
      const { data, errors, errorsLeftOut } = readAnswer(parsed, bytes, this.#rules);
      if (head.status !== 200 && errors.length === 0) throw new Error("a refusing status without an error");
      const extensions = isObject(parsed) && isObject(parsed.extensions) ? parsed.extensions : null;
      if (extensions !== null) this.#options.onExtensions?.(extensions, request);
      const asOf = extensions === null ? undefined : this.#options.asOfIn?.(extensions);
      const told = head.headers["cache-control"];
      const cacheControl = told === undefined ? undefined : String(told);
      return { data, errors, errorsLeftOut, bytes, cacheControl, plain: text?.includes("\\") === false, asOf };
    } catch (error) {
      throw head.status === 200 ? error : sourceFault(this.#options.subgraph, "SOURCE_STATUS", error);
    }
  }

  readonly #onHead = ({ status, headers }: ResponseHead): void => {
    if (status !== 429 && status !== 503) return;
    const seconds = retryAfter(headers["retry-after"], this.#now());
    if (seconds !== null) this.#leftAloneUntil = this.#now() + seconds * 1_000;
  };
}
