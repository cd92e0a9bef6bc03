import { setTimeout as sleep } from "node:timers/promises";
import { SourceError } from "../../engine/engine-error";
import type { Connector } from "../../engine/transport/http/connector";
import { HttpTransport } from "../../engine/transport/http/http-transport";
import { SharingTransport } from "../../engine/transport/sharing";
import { sourceFault } from "../../engine/transport/source-faults";
import { STREAM_LIMITS, type StreamLimits } from "../../engine/transport/stream/stream-limits";
import type { SubgraphAnswer, SubgraphRequest, Transport } from "../../engine/transport/transport";
import type { Exchange } from "../../exchange";
import type { AgencyPolicy } from "../agency-policy";
import { type Signer, signedHeaders } from "../identity/signed-headers";
import { BREAKER_RULES, Breaker, type BreakerRules, type Leave } from "./breaker";
import { Bulkhead, NoRoom } from "./bulkhead";
import { RetryBudget } from "./retry-budget";
import { statedAsOf } from "./stated-as-of";

export interface LiveAgencyOptions {
  readonly subgraph: string;
  readonly url: string;
  readonly policy: AgencyPolicy;
  readonly connector: Connector;
  readonly signer: Signer;
  readonly breaker?: BreakerRules | undefined;
  /** Milliseconds of a clock that never goes back. */
  readonly elapsed: () => number;
  /** From 0 to 1, 1 excluded. */
  readonly random: () => number;
  /** Told when it isn't asked any more for a while, and when it is again. */
  readonly onSwitch?: ((isAsked: boolean) => void) | undefined;
  /** Whether questions that are alike are asked once while they are under way; they aren't where absent. */
  readonly shares?: boolean | undefined;
}

/** What one event may be at most is what an answer may, and less. */
function streamLimitsOf({ connectMs, wholeMs, bytes, depth, nodes }: AgencyPolicy): Partial<StreamLimits> {
  const { eventBytes, nodes: most } = STREAM_LIMITS;
  return { connect: connectMs, begin: wholeMs, eventBytes: Math.min(bytes, eventBytes), depth, nodes: Math.min(nodes, most) };
}

/** Second attempts for each first one, and how many may be saved up. */
const RETRIES = { share: 0.1, most: 10 };
/** Milliseconds before a second attempt: some, and at most so many more. */
const PAUSE = { least: 20, spread: 130 };

/** An agency's own server: asked signed, a few questions at a time, and not at all while it doesn't answer. */
export class LiveAgency {
  readonly breaker: Breaker;
  readonly #options: LiveAgencyOptions;
  readonly #http: Transport<Exchange>;
  readonly #bulkhead: Bulkhead;
  readonly #closing = new AbortController();
  #streams = 0;
  readonly #retries = new RetryBudget(RETRIES.share, RETRIES.most);
  /** While the first question of all is on its way, the others wait for how it ends. */
  #first: Promise<void> | null = null;

  constructor(options: LiveAgencyOptions) {
    const { subgraph, url, policy, connector, signer } = options;
    this.#options = options;
    this.#bulkhead = new Bulkhead(policy);
    this.breaker = new Breaker(options.breaker ?? BREAKER_RULES, options.elapsed, () => this.#opened());
    const http = new HttpTransport<Exchange>({
      subgraph,
      url,
      connector,
      limits: {
        connect: policy.connectMs,
        firstByte: policy.firstByteMs,
        whole: policy.wholeMs,
        bytes: policy.bytes,
        nodes: policy.nodes,
        depth: policy.depth,
        sockets: policy.atOnce,
      },
      // All that goes with a question: nothing of whoever asked the hub does.
      headersOf: (request) => signedHeaders(signer, url, request.body()),
      asOfIn: (extensions) => statedAsOf(extensions, signer.now()),
      // At the same address and by the same connector as every question: a WebSocket would need a guard of its own.
      subscriptions: { protocol: "SSE", url, limits: streamLimitsOf(policy), random: options.random },
    });
    // The question alone makes two alike: whoever asks is nobody to an agency.
    this.#http = options.shares === true ? new SharingTransport(http, { subgraph, shareKey: () => "" }) : http;
  }

  /**
   * Rejects with a SourceError where there is no answer that could be used.
   *
   * @param mayTake milliseconds, beside the limits of the agency's policy
   */
  async ask(request: SubgraphRequest<Exchange>, mayTake: number): Promise<SubgraphAnswer> {
    const { subgraph, policy } = this.#options;
    if (this.breaker.state === "OPEN") throw sourceFault(subgraph, "SOURCE_CIRCUIT_OPEN");
    await this.#enter();
    try {
      // Before there is leave to ask, which nobody would give back where one of these fails.
      const body = request.body();
      const inTime = () => AbortSignal.any([request.signal, AbortSignal.timeout(Math.ceil(mayTake))]);
      const signal = mayTake < policy.wholeMs ? inTime() : request.signal;
      const leave = await this.#leave();
      if (leave === null) throw sourceFault(subgraph, "SOURCE_CIRCUIT_OPEN");
      return await this.#asked({ ...request, body: () => body, signal }, leave, request.signal);
    } finally {
      this.#bulkhead.leave();
    }
  }

  /** Events of a subscription, for as long as it lasts. Rejects with a SourceError where there are none any more. */
  async *subscribe(request: SubgraphRequest<Exchange>): AsyncGenerator<SubgraphAnswer, void> {
    const { subgraph, policy } = this.#options;
    if (this.breaker.state === "OPEN") throw sourceFault(subgraph, "SOURCE_CIRCUIT_OPEN");
    if (this.#streams >= policy.streams) throw sourceFault(subgraph, "SOURCE_UNAVAILABLE", new Error("too many subscriptions run at it"));
    this.#streams += 1;
    try {
      const signal = AbortSignal.any([request.signal, this.#closing.signal]);
      yield* this.#http.subscribe?.({ ...request, signal }) ?? [];
    } finally {
      this.#streams -= 1;
    }
  }

  close(): Promise<void> {
    this.#closing.abort();
    return this.#http.close();
  }

  async #enter(): Promise<void> {
    try {
      await this.#bulkhead.enter();
    } catch (error) {
      if (!(error instanceof NoRoom)) throw error;
      const code = this.breaker.state === "OPEN" ? "SOURCE_CIRCUIT_OPEN" : "SOURCE_UNAVAILABLE";
      throw sourceFault(this.#options.subgraph, code, error);
    }
  }

  async #leave(): Promise<Leave | null> {
    const untried = this.breaker.state === "UNTRIED";
    const leave = this.breaker.enter();
    if (leave !== null) return untried ? this.#waitedFor(leave) : leave;
    if (this.#first === null) return null;
    await this.#first;
    return this.breaker.enter();
  }

  /** The first question of all: others wait until it has ended. */
  #waitedFor(leave: Leave): Leave {
    let over: () => void = () => undefined;
    this.#first = new Promise((ended) => {
      over = ended;
    });
    const then = (end: () => void) => (): void => {
      end();
      this.#first = null;
      over();
    };
    return { ...leave, succeeded: then(leave.succeeded), failed: then(leave.failed), abandoned: then(leave.abandoned) };
  }

  /** @param left aborted when whoever asked has gone, which is no fault of the agency's */
  async #asked(request: SubgraphRequest<Exchange>, leave: Leave, left: AbortSignal): Promise<SubgraphAnswer> {
    const isBack = this.breaker.state === "HALF_OPEN";
    try {
      const answered = await this.#attempts(request, leave.isProbe);
      if (isBack) this.#bulkhead.narrow();
      leave.succeeded();
      if (isBack) this.#options.onSwitch?.(true);
      this.#bulkhead.widen();
      return answered;
    } catch (error) {
      if (left.aborted || !(error instanceof SourceError) || error.code === "SOURCE_CIRCUIT_OPEN") leave.abandoned();
      else leave.failed();
      throw error;
    }
  }

  /** A question that changes nothing is asked once more where no answer came at all, as long as that was rare lately. */
  async #attempts(request: SubgraphRequest<Exchange>, isProbe: boolean): Promise<SubgraphAnswer> {
    this.#retries.earn();
    try {
      return await this.#http.ask(request);
    } catch (error) {
      const again = error instanceof SourceError && error.code === "SOURCE_UNAVAILABLE" && request.operation.kind === "query";
      if (!again || isProbe || request.signal.aborted || this.breaker.state !== "CLOSED" || !this.#retries.spend()) throw error;
      await sleep(PAUSE.least + PAUSE.spread * this.#options.random());
      if (request.signal.aborted) throw error;
      return this.#http.ask(request);
    }
  }

  #opened(): void {
    this.#bulkhead.dismiss();
    this.#options.onSwitch?.(false);
  }
}
