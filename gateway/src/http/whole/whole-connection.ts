import type { Socket } from "node:net";
import type { RequestHead } from "../check-head";
import type { HeaderList, Outlet } from "../outlet";
import { bytesAtHand } from "./bytes-at-hand";
import { readWholeRequest } from "./read-whole-request";
import { SocketOutlet } from "./socket-outlet";

/** What answers whole requests. */
export interface WholeEndpoint {
  takesWhole(request: RequestHead): boolean;
  handleWhole(request: RequestHead, body: Buffer, outlet: Outlet): Promise<void>;
}

export interface ConnectionOptions {
  readonly endpoint: WholeEndpoint;
  readonly keepAlive: () => string | null;
  readonly sendMs: number;
  /** What pages of other sites are told, by the request's origin. */
  readonly fieldsFor: (origin: string | undefined) => HeaderList;
  /** Takes over a connection for the rest of its life: what came last lies in it unread. */
  readonly handOver: (socket: Socket) => void;
  /** Is told once the connection isn't the hub's own to read any more. */
  readonly onLeft: (connection: WholeConnection) => void;
}

/** A connection on which each request came whole so far. The first that doesn't goes to Node's server, and all after it. */
export class WholeConnection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  /** Of the request that is being answered. */
  #outlet: SocketOutlet | null = null;
  /** Whether something came before the last request was answered. */
  #moreCame = false;
  #asked = false;
  #since = performance.now();

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.on("data", this.#onData).on("end", this.#onEnd).on("error", this.#onError).on("close", this.#onClose);
  }

  /** Answers what came with the connection. */
  begin(): void {
    const bytes = bytesAtHand(this.#socket);
    if (bytes !== null) this.#onData(bytes);
  }

  /** Milliseconds since it last did something; null while it is being answered. */
  get idle(): number | null {
    return this.#outlet === null ? performance.now() - this.#since : null;
  }

  /** Whether any request came yet. */
  get asked(): boolean {
    return this.#asked;
  }

  get socket(): Socket {
    return this.#socket;
  }

  readonly #onData = (bytes: Buffer): void => {
    // It was told that it came too late.
    if (!this.#socket.writable) return;
    if (this.#outlet !== null) return void this.#wait(bytes);
    const request = readWholeRequest(bytes);
    if (request === null || !this.#options.endpoint.takesWhole(request)) {
      this.#socket.pause();
      this.#socket.unshift(bytes);
      return void this.#handOver();
    }
    const { keepAlive, sendMs, fieldsFor } = this.#options;
    this.#asked = true;
    this.#outlet = new SocketOutlet(this.#socket, { keepAlive, sendMs, fields: fieldsFor(request.headers.origin), onSent: this.#onSent });
    void this.#options.endpoint.handleWhole(request, request.body, this.#outlet);
  };

  /** Reads nothing more until the last request is answered. */
  #wait(bytes: Buffer): void {
    this.#socket.pause();
    this.#socket.unshift(bytes);
    this.#moreCame = true;
  }

  readonly #onSent = (): void => {
    this.#outlet = null;
    this.#since = performance.now();
    if (this.#socket.destroyed) return;
    if (this.#options.keepAlive() === null) this.#socket.destroySoon();
    else if (this.#moreCame) this.#handOver();
  };

  #handOver(): void {
    const socket = this.#socket;
    socket.off("data", this.#onData).off("end", this.#onEnd).off("error", this.#onError).off("close", this.#onClose);
    this.#options.onLeft(this);
    this.#options.handOver(socket);
    socket.resume();
  }

  readonly #onEnd = (): void => {
    this.#socket.end();
  };

  /** The connection's end follows, which is all there is to know. */
  readonly #onError = (): void => undefined;

  readonly #onClose = (): void => {
    this.#options.onLeft(this);
    this.#outlet?.closed(false);
  };
}
