import type { Logger } from "pino";
import type { EngineHooks } from "../engine/engine-options";
import type { Exchange } from "../exchange";
import type { Figures } from "./figures";
import type { Metrics } from "./metrics";
import { type RequestSummary, summaryOf } from "./request-summary";
import type { TracePlace, Traces } from "./traces";

export interface ObserverOptions {
  readonly metrics: Metrics;
  readonly traces: Traces;
  readonly logger: Logger;
  /** Milliseconds from which on an operation is noted as slow. */
  readonly slowMs: number;
  /** The figures of every process of the hub as one text, where there are several. */
  readonly metricsOfAll?: (() => Promise<string>) | undefined;
}

/** What looks on while a request is answered. */
export interface RequestWatch {
  readonly place: TracePlace;
  ended(exchange: Exchange, status: number): void;
}

/** Where a summary waits until the answer has gone out. */
interface Waiting {
  readonly summary: RequestSummary;
  readonly place: TracePlace;
}

/** Requests that may wait to be counted; more than that are counted at once. */
const MOST_WAITING = 1_000;

/** Sees each request end, and counts, traces and notes it once nobody waits for it. */
export class Observer {
  readonly #options: ObserverOptions;
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(options: ObserverOptions) {
    this.#options = options;
  }

  /** @param header the request's `traceparent` */
  begin(header: string | undefined): RequestWatch {
    const place = this.#options.traces.begin(header);
    return { place, ended: (exchange, status) => this.#ended(place, exchange, status) };
  }

  #ended(place: TracePlace, exchange: Exchange, status: number): void {
    this.#waiting.push({ summary: summaryOf(exchange, status), place });
    if (this.#waiting.length >= MOST_WAITING) this.#drain();
    else this.#timer ??= setTimeout(() => this.#drain(), 100).unref();
  }

  /** What the engine tells of its own doings. */
  get hooks(): Pick<EngineHooks, "onPlan" | "onSwap" | "onDrained"> {
    const { metrics } = this.#options;
    return { onPlan: (made) => metrics.plan(made), onSwap: (swap) => metrics.swap(swap), onDrained: () => metrics.drained() };
  }

  get contentType(): string {
    return this.#options.metrics.contentType;
  }

  /** Every figure up to now, of the whole hub. */
  metrics(): Promise<string> {
    this.#drain();
    const { metrics, metricsOfAll } = this.#options;
    return metricsOfAll === undefined ? metrics.text() : metricsOfAll();
  }

  /** Those of this process alone. */
  figures(): Promise<Figures> {
    this.#drain();
    return this.#options.metrics.figures();
  }

  close(): void {
    this.#drain();
  }

  #drain(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { summary, place } of waiting) this.#tell(summary, place);
  }

  #tell(summary: RequestSummary, place: TracePlace): void {
    const { metrics, traces, slowMs } = this.#options;
    metrics.request(summary);
    traces.end(place, summary);
    if (summary.took >= slowMs) this.#noteSlow(summary, place);
  }

  /** Which subgraph took the time is told beside, slowest first: what to look at next. */
  #noteSlow({ operation, took, status, estimated, actual, fetches }: RequestSummary, place: TracePlace): void {
    const slowest = [...fetches].sort((one, other) => other.took - one.took).slice(0, 5);
    this.#options.logger.warn(
      {
        operation: operation?.slice(0, 64) ?? null,
        ms: Math.round(took),
        status,
        estimated,
        actual,
        trace: place.context.traceId,
        fetches: slowest.map(({ subgraph, took: each, entities, bytes }) => ({ subgraph, ms: Math.round(each), entities, bytes })),
      },
      "slow operation",
    );
  }
}
