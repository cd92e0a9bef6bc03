import { ROOT_CONTEXT, type Span, type SpanContext, SpanKind, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import type { FetchReport } from "../engine/execution/execution";
import type { RequestSummary } from "./request-summary";
import { passOn } from "./trace-parent";

/** A request's place in its trace. */
export interface TracePlace {
  /** What subgraphs are told to be part of. */
  readonly context: SpanContext;
  readonly span: Span | null;
}

/** Spans for requests and their fetches, where somebody records them; otherwise only the ids that go onward. */
export class Traces {
  readonly #tracer: Tracer | null;

  /** @param tracer null where nobody records */
  constructor(tracer: Tracer | null) {
    this.#tracer = tracer;
  }

  begin(parent: SpanContext | null): TracePlace {
    if (this.#tracer === null) return { context: passOn(parent), span: null };
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
    const began = performance.timeOrigin + startedAt;
    const attributes = {
      "actionline.subgraph": subgraph,
      "actionline.answered_by": answeredBy,
      "actionline.bytes": bytes,
      "actionline.entities": entities,
    };
    const span = this.#tracer?.startSpan(`fetch ${subgraph}`, { kind: SpanKind.CLIENT, startTime: began, attributes }, above);
    if (code !== null) span?.setStatus({ code: SpanStatusCode.ERROR, message: code });
    span?.end(began + took);
  }
}
