import { Engine } from "@actionline/gateway/engine/engine";
import type { PlannerKind } from "@actionline/gateway/engine/plan/planner-message";
import { HttpTransport } from "@actionline/gateway/engine/transport/http/http-transport";

/** The engine over the measured subgraphs, which are asked over HTTP and not trusted. */
export function openGraph(supergraphSdl: string, planner: PlannerKind): Promise<Engine> {
  return Engine.open({ supergraphSdl, planner, transportOf: ({ name, url }) => new HttpTransport({ subgraph: name, url }) });
}
