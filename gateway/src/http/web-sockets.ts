import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { handleProtocols, makeServer, type Server as ProtocolServer } from "graphql-ws";
import type { Logger } from "pino";
import { type WebSocket, WebSocketServer } from "ws";
import { answerOf } from "../answer-errors";
import { httpFactsOf, httpRefusal } from "../http-refusal";
import type { GatewaySettings } from "../settings";
import { refuseSocket } from "./bad-start";
import { checkAddress } from "./check-head";
import { SocketAnswers, type SocketAnswersOptions, type SocketFacts } from "./socket-answers";

/** The hub goes away: clients come again, and are answered by another. */
const GOING_AWAY = 1001;
const INTERNAL = 4500;

/** GraphQL over WebSocket, in the protocol graphql-transport-ws, on the port of everything else. */
export class WebSockets {
  readonly #sockets: WebSocketServer;
  readonly #protocol: ProtocolServer<SocketFacts>;
  readonly #settings: GatewaySettings;
  readonly #logger: Logger;

  constructor(options: SocketAnswersOptions) {
    this.#settings = options.settings;
    this.#logger = options.logger;
    this.#protocol = makeServer<Record<string, unknown>, SocketFacts>(new SocketAnswers(options).protocol);
    this.#sockets = new WebSocketServer({
      noServer: true,
      maxPayload: options.settings.bodyBytes,
      perMessageDeflate: false,
      handleProtocols: (protocols) => handleProtocols(protocols),
    });
  }

  serve(server: Server): void {
    server.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** Closes every socket with the code that makes clients come again. */
  drain(): void {
    for (const socket of this.#sockets.clients) socket.close(GOING_AWAY, "Going away");
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on("error", () => socket.destroy());
    try {
      checkAddress(request);
      checkUpgrade(request, this.#settings);
    } catch (error) {
      const { status, body } = answerOf(error, this.#logger);
      refuseSocket(socket, httpFactsOf(error)?.status ?? status, body.errors);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#opened(opened, request));
  }

  #opened(socket: WebSocket, request: IncomingMessage): void {
    socket.on("error", () => socket.terminate());
    const stopBeating = heartbeat(socket, this.#settings.streamHeartbeatMs);
    const closed = this.#protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => sent(socket, text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (take) => socket.on("message", (data) => void this.#take(socket, take(String(data)))),
      },
      { request, token: null, refused: new Map() },
    );
    socket.once("close", (code, reason) => {
      stopBeating();
      void closed(code, String(reason));
    });
  }

  async #take(socket: WebSocket, taken: Promise<void>): Promise<void> {
    try {
      await taken;
    } catch (error) {
      this.#logger.error({ err: error }, "a message of a socket couldn't be answered");
      socket.close(INTERNAL, "Internal server error");
    }
  }
}

/** Refuses an upgrade to anything but a WebSocket at the graph's address, or from a page of a site that isn't let ask. */
function checkUpgrade({ headers, url = "" }: IncomingMessage, { corsOrigins }: GatewaySettings): void {
  if (headers.upgrade?.toLowerCase() !== "websocket")
    throw httpRefusal(400, "The hub speaks HTTP/1.1 and WebSocket, and changes to nothing else.");
  if (url !== "/graphql" && !url.startsWith("/graphql?")) throw httpRefusal(404, "Nothing is served here; ask at /graphql.");
  const { origin, host } = headers;
  if (origin === undefined || corsOrigins.includes(origin)) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host) throw httpRefusal(403, "Pages of this site aren't let ask the hub.");
}

function sent(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    socket.send(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** Pings, and gives up a client that hasn't answered by the next time; gives how to stop. */
function heartbeat(socket: WebSocket, milliseconds: number): () => void {
  let answered = true;
  socket.on("pong", () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, milliseconds);
  return () => clearInterval(timer);
}
