import { snapshotOf } from "@actionline/kit/as-of";
import { type AsOfPoint, RequestContext } from "@actionline/kit/request-context";
import { WorkBudget } from "@actionline/kit/work-budget";
import type { WireRequest } from "./wire-request";

/** What a subgraph is handed for a question that came from a gateway; `point` is an event's own, where it is one. */
export function requestOfWire({ principal, asOf, citation }: WireRequest, signal: AbortSignal, point?: AsOfPoint): RequestContext {
  const { sequence, instant, latest, name } = asOf;
  const asked = { sequence, instant: new Date(instant), latest, name: name ?? undefined };
  const request = new RequestContext(principal, point ?? asked, new WorkBudget(() => signal.aborted));
  if (citation !== null) {
    const told = { ...citation, asOf: snapshotOf(request) };
    request.citeBy(async () => told);
  }
  return request;
}
