import { ROOT_CONTEXT, type Span, type SpanContext, SpanKind, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import type { FetchReport } from "../engine/execution/execution";
import type { RequestSummary } from "./request-summary";
import { passOn, readTraceParent } from "./trace-parent";

/** A request's place in its trace. */
export interface TracePlace {
  /** What subgraphs are told to be part of. */
  readonly context: SpanContext;
  readonly span: Span | null;
}

/** The place of a request that nobody records: worked out once somebody asks for it, which most requests nobody does. */
class UnrecordedPlace implements TracePlace {
  readonly span = null;
  readonly #header: string | undefined;
  #context: SpanContext | null = null;

  constructor(header: string | undefined) {
    this.#header = header;
  }

  get context(): SpanContext {
    this.#context ??= passOn(readTraceParent(this.#header));
    return this.#context;
  }
}

/** Spans for requests and their fetches, where somebody records them; otherwise only the ids that go onward. */
export class Traces {
  readonly #tracer: Tracer | null;

  /** @param tracer null where nobody records */
  constructor(tracer: Tracer | null) {
    this.#tracer = tracer;
  }

  /** @param header the request's `traceparent` */
  begin(header: string | undefined): TracePlace {
    if (this.#tracer === null) return new UnrecordedPlace(header);
    const parent = readTraceParent(header);
    const above = parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
    const span = this.#tracer.startSpan("graphql", { kind: SpanKind.SERVER }, above);
    return { context: span.spanContext(), span };
  }

  /** Ends the request's span, with one below it for each fetch; written after the answer has gone out. */
  end({ span }: TracePlace, summary: RequestSummary): void {
    if (span === null || this.#tracer === null) return;
    const { operation, kind, status, codes, fetches, actual, startedAt, took } = summary;
    span.updateName(`${kind ?? "graphql"} ${operation ?? ""}`.trim());
    span.setAttributes({ "http.response.status_code": status, "graphql.operation.type": kind ?? "refused" });
    if (operation !== null) span.setAttribute("graphql.operation.name", operation);
    if (actual !== null) span.setAttribute("actionline.answer.objects", actual);
    if (codes.length > 0) span.setStatus({ code: SpanStatusCode.ERROR, message: codes.join(", ") });
    const above = trace.setSpan(ROOT_CONTEXT, span);
    for (const fetch of fetches) this.#fetch(fetch, above);
    span.end(startedAt + took);
  }

  #fetch({ subgraph, startedAt, took, bytes, entities, answeredBy, code }: FetchReport, above: typeof ROOT_CONTEXT): void {
    const attributes = {
      "actionline.subgraph": subgraph,
      "actionline.answered_by": answeredBy,
      "actionline.bytes": bytes,
      "actionline.entities": entities,
    };
    const span = this.#tracer?.startSpan(`fetch ${subgraph}`, { kind: SpanKind.CLIENT, startTime: startedAt, attributes }, above);
    if (code !== null) span?.setStatus({ code: SpanStatusCode.ERROR, message: code });
    span?.end(startedAt + took);
  }
}
