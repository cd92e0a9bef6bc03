import { snapshotOf } from "@actionline/kit/as-of";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Exchange } from "../exchange";

/** What is told beside the data: the point it was read at, the sources it stands on, what it was taken to cost. */
export function extensionsOf(exchange: Exchange): Record<string, unknown> | null {
  const { request, errorsLeftOut, explains, sandbox } = exchange;
  const beside = {
    ...(sandbox && { sandbox }),
    ...(request !== null && ofRequest(request, exchange)),
    ...(errorsLeftOut > 0 && { errorsLeftOut }),
    ...(explains && { explain: explanationOf(exchange) }),
  };
  return Object.keys(beside).length === 0 ? null : beside;
}

function ofRequest(request: RequestContext, { estimatedNodes, actualNodes, agencies }: Exchange): Record<string, unknown> {
  const indexed = [...request.sources.values()].sort((one, other) => (one.source < other.source ? -1 : 1));
  const sources = [...indexed, ...agencies.answered];
  const { sequence, at, name } = snapshotOf(request);
  const cost = actualNodes === null ? { estimated: estimatedNodes } : { estimated: estimatedNodes, actual: actualNodes };
  const asOf = { sequence, at: at.toISOString(), name };
  return { asOf, sources, cost };
}

/** How the answer came about: the plan, and how each question to a subgraph went, in the order they ended. */
function explanationOf({ plan, fetches }: Exchange): object {
  const told = fetches.map(({ subgraph, took, bytes, entities, answeredBy, code }) => {
    const milliseconds = Math.round(took * 100) / 100;
    return { subgraph, answeredBy, milliseconds, bytes, entities, ...(code !== null && { code }) };
  });
  return { plan, fetches: told };
}
