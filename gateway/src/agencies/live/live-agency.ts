import { SourceError } from "../../engine/engine-error";
import { abortSignalOf, type LeaveSignal } from "../../engine/transport/on-abort";
import { sourceFault } from "../../engine/transport/source-faults";
import type { SubgraphAnswer, SubgraphRequest, Transport } from "../../engine/transport/transport";
import type { Exchange } from "../../exchange";
import { BREAKER_RULES, Breaker, type BreakerRules, type Leave } from "./breaker";
import { Bulkhead, NoRoom } from "./bulkhead";
import { FirstQuestion } from "./first-question";
import { openServer, type ServerOptions } from "./open-server";
import { SecondAttempt } from "./second-attempt";

export interface LiveAgencyOptions extends ServerOptions {
  readonly breaker?: BreakerRules | undefined;
  /** Milliseconds of a clock that never goes back. */
  readonly elapsed: () => number;
  /** Told when it isn't asked any more for a while, and when it is again. */
  readonly onSwitch?: ((isAsked: boolean) => void) | undefined;
}

/** An agency's own server: asked signed, a few questions at a time, and not at all while it doesn't answer. */
export class LiveAgency {
  readonly breaker: Breaker;
  readonly #options: LiveAgencyOptions;
  readonly #server: Transport<Exchange>;
  readonly #attempts: SecondAttempt<Exchange>;
  readonly #bulkhead: Bulkhead;
  readonly #first: FirstQuestion;
  readonly #closing = new AbortController();
  #streams = 0;

  constructor(options: LiveAgencyOptions) {
    this.#options = options;
    this.#bulkhead = new Bulkhead(options.policy);
    this.breaker = new Breaker(options.breaker ?? BREAKER_RULES, options.elapsed, () => this.#opened());
    this.#first = new FirstQuestion(this.breaker);
    this.#server = openServer(options);
    this.#attempts = new SecondAttempt(this.#server, options.random);
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
      const inTime = () => AbortSignal.any([abortSignalOf(request.signal), AbortSignal.timeout(Math.ceil(mayTake))]);
      const signal = mayTake < policy.wholeMs ? inTime() : request.signal;
      const leave = await this.#first.leave();
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
      const signal = AbortSignal.any([abortSignalOf(request.signal), this.#closing.signal]);
      yield* this.#server.subscribe?.({ ...request, signal }) ?? [];
    } finally {
      this.#streams -= 1;
    }
  }

  close(): Promise<void> {
    this.#closing.abort();
    return this.#server.close();
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

  /** @param left aborted when whoever asked has gone, which is no fault of the agency's */
  async #asked(request: SubgraphRequest<Exchange>, leave: Leave, left: LeaveSignal): Promise<SubgraphAnswer> {
    const isBack = this.breaker.state === "HALF_OPEN";
    try {
      const answered = await this.#attempts.ask(request, () => !leave.isProbe && this.breaker.state === "CLOSED");
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

  #opened(): void {
    this.#bulkhead.dismiss();
    this.#options.onSwitch?.(false);
  }
}
