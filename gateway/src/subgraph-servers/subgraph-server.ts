import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Subgraph } from "@actionline/kit/subgraph";
import type { Logger } from "pino";
import { sendEvents } from "./send-events";
import { ServedSubgraph } from "./served-subgraph";
import { isSigned, SIGNATURE_HEADER } from "./wire-request";

export interface SubgraphServerOptions {
  readonly subgraphs: readonly Subgraph[];
  /** What gateways ask of the hub beside the graph, by name. */
  readonly calls?: Readonly<Record<string, HubCall>>;
  /** Shared with the gateways alone: whoever holds it may ask as anybody. */
  readonly secret: string;
  readonly logger: Logger;
}

/** A question of a gateway to its hub, and the answer, both JSON. */
export type HubCall = (question: unknown) => Promise<unknown>;

/** What is served under one path: a body that is signed → JSON text. */
interface Served {
  answer(body: string, signal: AbortSignal): Promise<string>;
  /** Absent where nothing is told as it happens. */
  events?(body: string, signal: AbortSignal): AsyncIterable<string>;
}

/** The hub's subgraphs as servers: each under its name, for gateways of the same hub and nobody else. */
export interface SubgraphServer {
  /** Such as "http://127.0.0.1:40123". */
  readonly url: string;
  close(): Promise<void>;
}

/** Bytes of a question; a page of representations is far below. */
const MOST_BYTES = 16_000_000;
const HOST = "127.0.0.1";

export async function openSubgraphServer({ subgraphs, calls = {}, secret, logger }: SubgraphServerOptions): Promise<SubgraphServer> {
  const served = new Map<string, Served>([
    ...subgraphs.map((subgraph) => [`/${subgraph.name}`, new ServedSubgraph(subgraph, logger)] as const),
    ...Object.entries(calls).map(([name, call]) => [callPath(name), { answer: (body: string) => called(call, body) }] as const),
  ]);
  const http = createServer((request, response) => {
    answer(request, response, served, secret).catch((error: unknown) => {
      logger.error({ err: error }, "a subgraph's server failed");
      if (response.headersSent) return void response.destroy();
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => http.listen(0, HOST, resolve));
  const { port } = http.address() as AddressInfo;
  return { url: `http://${HOST}:${port}`, close: () => closed(http) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  served: ReadonlyMap<string, Served>,
  secret: string,
): Promise<void> {
  const asked = served.get(request.url ?? "");
  if (asked === undefined || request.method !== "POST") return end(response, 404);
  const body = await bodyOf(request);
  if (body === null) return end(response, 413);
  const signature = request.headers[SIGNATURE_HEADER];
  if (!isSigned(body, typeof signature === "string" ? signature : undefined, secret)) return end(response, 401);
  // Nobody waits for the answer any more once the gateway has let go.
  const left = new AbortController();
  response.once("close", () => left.abort(new Error("the gateway let go")));
  if (request.headers.accept === "text/event-stream" && asked.events !== undefined) {
    return sendEvents(response, asked.events(body.toString("utf8"), left.signal));
  }
  const text = await asked.answer(body.toString("utf8"), left.signal);
  if (left.signal.aborted) return;
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) }).end(text);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Where a call is asked; no subgraph's name holds a stroke. */
export const callPath = (name: string): string => `/calls/${name}`;

async function called(call: HubCall, body: string): Promise<string> {
  return JSON.stringify({ answer: await call((JSON.parse(body) as { readonly question: unknown }).question) });
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: "close" }).end();
}

function closed(http: Server): Promise<void> {
  return new Promise((resolve) => {
    http.close(() => resolve());
    // Gateways are gone by now, or are to notice that their hub is: streams would keep it from closing.
    http.closeAllConnections();
  });
}
