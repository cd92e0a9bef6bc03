import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { Generation } from "@actionline/gateway/engine/engine-api";
import type { PlannerKind } from "@actionline/gateway/engine/plan/planner-message";
import { listen } from "../apart/listen";
import { openGraph } from "./open-graph";
import type { Variant } from "./variant";

/** What the engine by itself costs: before it stands the least of HTTP, without limits, checks or headers. */
function engineAlone(about: string, planner: PlannerKind): Variant {
  return {
    about,
    async start({ supergraphSdl }) {
      const engine = await openGraph(supergraphSdl, planner);
      return listen(createServer((request, response) => void answer(engine.current, request, response)));
    },
  };
}

export const bare = engineAlone("the engine alone", "apollo");
export const bareHive = engineAlone("the engine alone, with the other planner", "hive");

async function answer(generation: Generation, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { query, variables } = JSON.parse(await text(request)) as { query: string; variables: Record<string, unknown> };
  const prepared = await generation.prepare({ query });
  const told = await generation.execute(prepared, { variables, signal: NEVER, scope: null });
  const data = told.kind === "whole" ? told.data : undefined;
  const body = Buffer.from(`{"data":${data}}`);
  response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
}

const NEVER = new AbortController().signal;
