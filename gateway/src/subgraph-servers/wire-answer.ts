import type { Point } from "@actionline/kit/point";
import type { AnsweringSource, RequestContext, Written } from "@actionline/kit/request-context";

/** What a hub subgraph that runs elsewhere tells beside its answer. */
export interface WireAnswer {
  /** The sources that the answer stands on. */
  readonly sources: readonly AnsweringSource[];
  /** Where a mutation wrote, so that the rest of its answer reads there. */
  readonly written: { readonly sequence: number; readonly at: string } | null;
}

/** What goes with an event of a subscription: the point that the whole of it is answered at, where it has one of its own. */
export interface WireEvent extends WireAnswer {
  readonly point: { readonly sequence: number; readonly instant: string } | null;
}

export function wireEventOf(request: RequestContext, point: Point | null): WireEvent {
  const at = point === null ? null : { sequence: point.sequence, instant: point.instant.toISOString() };
  return { ...wireAnswerOf(request, request.asOf.sequence), point: at };
}

/** @param before the sequence that the request read at when it came */
export function wireAnswerOf({ asOf, sources }: RequestContext, before: number): WireAnswer {
  const written = asOf.sequence > before ? { sequence: asOf.sequence, at: asOf.instant.toISOString() } : null;
  return { sources: [...sources.values()], written };
}

/** Puts what a subgraph told into the request that it was asked for. */
export function takeWireAnswer({ sources, written }: WireAnswer, request: RequestContext): void {
  for (const source of sources) request.noteSource(source);
  if (written === null) return;
  const reached: Written = { sequence: written.sequence, at: new Date(written.at) };
  request.advanceTo(reached);
}
