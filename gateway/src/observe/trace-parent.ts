import { type SpanContext, TraceFlags } from "@opentelemetry/api";
import { randomId } from "./random-id";

/** `traceparent` of the W3C's Trace Context, version 00 or a later one that begins alike. */
const HEADER = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;
const NOTHING = /^0+$/;

/** The trace that a request belongs to by its header; null for none, or one that isn't well formed: then a new one begins. */
export function readTraceParent(header: string | undefined): SpanContext | null {
  const [, traceId, spanId, flags] = HEADER.exec(header ?? "") ?? [];
  if (traceId === undefined || spanId === undefined || NOTHING.test(traceId) || NOTHING.test(spanId)) return null;
  return { traceId, spanId, traceFlags: Number.parseInt(flags ?? "0", 16) & TraceFlags.SAMPLED, isRemote: true };
}

/** What goes on to subgraphs. */
export function writeTraceParent({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`;
}

/** The next step of a trace where nobody records it: subgraphs that do still see that their calls belong together. */
export function passOn(parent: SpanContext | null): SpanContext {
  const spanId = randomId(8);
  if (parent !== null) return { ...parent, spanId };
  return { traceId: randomId(16), spanId, traceFlags: TraceFlags.NONE };
}
