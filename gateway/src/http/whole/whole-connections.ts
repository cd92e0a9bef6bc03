import type { Socket } from "node:net";
import type { GatewaySettings } from "../../settings";
import { answerBadStart } from "../bad-start";
import { crossOriginFields } from "../cross-origin";
import { type ConnectionOptions, WholeConnection, type WholeEndpoint } from "./whole-connection";

export interface WholeConnectionsOptions {
  readonly endpoint: WholeEndpoint;
  readonly settings: Pick<GatewaySettings, "headersMs" | "sendMs" | "corsOrigins">;
  /** Milliseconds that a connection is kept without a request. */
  readonly keepAliveMs: number;
  readonly handOver: (socket: Socket) => void;
}

const LOOKS_MS = 1_000;

/** The connections that the hub reads itself: closed where nothing comes over them, and where the hub stops. */
export class WholeConnections {
  readonly #options: WholeConnectionsOptions;
  readonly #open = new Set<WholeConnection>();
  readonly #keepAlive: string;
  readonly #fieldsFor: ConnectionOptions["fieldsFor"];
  readonly #looks: NodeJS.Timeout;
  #draining = false;

  constructor(options: WholeConnectionsOptions) {
    this.#options = options;
    this.#keepAlive = `timeout=${Math.floor(options.keepAliveMs / 1_000)}`;
    this.#fieldsFor = crossOriginFields(options.settings);
    this.#looks = setInterval(() => this.#look(), LOOKS_MS).unref();
  }

  open(socket: Socket): void {
    const { endpoint, settings, handOver } = this.#options;
    const connection = new WholeConnection(socket, {
      endpoint,
      sendMs: settings.sendMs,
      fieldsFor: this.#fieldsFor,
      keepAlive: () => (this.#draining ? null : this.#keepAlive),
      handOver,
      onLeft: (left) => this.#open.delete(left),
    });
    this.#open.add(connection);
    connection.begin();
  }

  /** Closes those that wait for a request; the others close once they are answered. */
  drain(): void {
    this.#draining = true;
    clearInterval(this.#looks);
    for (const { idle, socket } of this.#open) if (idle !== null) socket.destroy();
  }

  closeAll(): void {
    for (const { socket } of this.#open) socket.destroy();
  }

  #look(): void {
    const { settings, keepAliveMs } = this.#options;
    for (const { idle, asked, socket } of this.#open) {
      if (idle === null || idle < (asked ? keepAliveMs : settings.headersMs)) continue;
      if (asked) socket.destroy();
      else tooLate(socket);
    }
  }
}

/** Told as Node's server tells it. */
function tooLate(socket: Socket): void {
  answerBadStart(Object.assign(new Error("nothing came"), { code: "ERR_HTTP_REQUEST_TIMEOUT" }), socket);
  socket.destroySoon();
}
