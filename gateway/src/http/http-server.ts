import { createServer, type RequestListener, type Server } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { GatewaySettings } from "../settings";
import { answerBadStart } from "./bad-start";
import { MOST_HEADERS } from "./check-head";
import { ConnectionCounts } from "./connection-counts";

/** Node's own HTTP server, with the hub's limits on who may connect, and how slowly. */
export function httpServer(settings: GatewaySettings): Server {
  const server = createServer({
    headersTimeout: settings.headersMs,
    requestTimeout: settings.bodyMs,
    connectionsCheckingInterval: 1_000,
    // Told by the hub itself, as JSON.
    requireHostHeader: false,
    insecureHTTPParser: false,
  });
  server.maxConnections = settings.connections;
  // One more than are taken, so that too many can be told from enough.
  server.maxHeadersCount = MOST_HEADERS + 1;
  const counts = new ConnectionCounts(settings.connectionsPerAddress);
  server.on("connection", (socket) => counts.admit(socket));
  server.on("clientError", answerBadStart);
  return server;
}

/** Serves requests by a listener; a client that asks leave to send its body is told to only once somebody reads it. */
export function serve(server: Server, listener: RequestListener): void {
  server.on("request", listener);
  server.on("checkContinue", listener);
}

/** Accepts nothing more; resolves once what runs has been answered, or the grace is over. */
export async function drain(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const grace = new AbortController();
  const over = wait(graceMs, "over" as const, { signal: grace.signal }).catch(() => "closed" as const);
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  server.closeIdleConnections();
  if ((await Promise.race([closed, over])) === "over") server.closeAllConnections();
  clearInterval(idle);
  grace.abort();
  await closed;
}
