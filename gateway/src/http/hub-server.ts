import { createServer, type RequestListener, type Server } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { GatewaySettings } from "../settings";
import { answerBadStart } from "./bad-start";
import { MOST_HEADERS } from "./check-head";
import { ConnectionCounts } from "./connection-counts";
import type { WholeEndpoint } from "./whole/whole-connection";
import { WholeConnections } from "./whole/whole-connections";

/** Node's own HTTP server, with the hub's limits on who may connect, and how slowly; before it the hub's reader of whole requests. */
export class HubServer {
  readonly node: Server;
  readonly #whole: WholeConnections | null;

  /** @param endpoint what answers requests that come whole */
  constructor(settings: GatewaySettings, endpoint: WholeEndpoint) {
    this.node = nodeServer(settings);
    this.#whole = settings.reader === "own" ? readBefore(this.node, endpoint, settings) : null;
    const counts = new ConnectionCounts(settings.connectionsPerAddress);
    this.node.on("connection", (socket) => {
      counts.admit(socket);
      if (!socket.destroyed) this.#whole?.open(socket);
    });
  }

  /** Serves requests by a listener; a client that asks leave to send its body is told to only once somebody reads it. */
  serve(listener: RequestListener): void {
    this.node.on("request", listener);
    this.node.on("checkContinue", listener);
  }

  /** Accepts nothing more; resolves once what runs has been answered, or the grace is over. */
  async drain(graceMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => this.node.close(() => resolve()));
    const grace = new AbortController();
    const over = wait(graceMs, "over" as const, { signal: grace.signal }).catch(() => "closed" as const);
    const idle = setInterval(() => this.#closeIdle(), 50);
    this.#closeIdle();
    if ((await Promise.race([closed, over])) === "over") this.#closeAll();
    clearInterval(idle);
    grace.abort();
    await closed;
  }

  #closeIdle(): void {
    this.node.closeIdleConnections();
    this.#whole?.drain();
  }

  #closeAll(): void {
    this.node.closeAllConnections();
    this.#whole?.closeAll();
  }
}

/** Puts the hub's reader where Node's server takes connections, which it is then handed those that aren't plain. */
function readBefore(node: Server, endpoint: WholeEndpoint, settings: GatewaySettings): WholeConnections {
  const [takes] = node.listeners("connection");
  if (takes === undefined) throw new Error("Node's server takes no connections");
  node.removeAllListeners("connection");
  const handOver = (socket: Socket): void => void Reflect.apply(takes, node, [socket]);
  return new WholeConnections({ endpoint, settings, keepAliveMs: node.keepAliveTimeout, handOver });
}

function nodeServer(settings: GatewaySettings): Server {
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
  server.on("clientError", answerBadStart);
  return server;
}
