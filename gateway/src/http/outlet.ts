import type { ServerResponse } from "node:http";
import { limitSending } from "./limit-sending";

/** Names and values in turn: Node writes such a list as it stands, and works over an object once more. */
export type HeaderList = readonly string[];

/** Where one answer in one piece goes out, whoever read the request. */
export interface Outlet {
  /** Whether an answer has begun to go out. */
  readonly begun: boolean;
  send(status: number, headers: HeaderList, body: string | Buffer): void;
  /** Gives up the connection. */
  destroy(): void;
  /** Tells once nothing more goes out: the answer did whole, or the client was gone before. */
  onClosed(listener: (whole: boolean, status: number) => void): void;
}

/** The way out of a request that Node's server read. */
export class ResponseOutlet implements Outlet {
  readonly #response: ServerResponse;
  readonly #sendMs: number;

  /** @param sendMs milliseconds that the client has to take the answer */
  constructor(response: ServerResponse, sendMs: number) {
    this.#response = response;
    this.#sendMs = sendMs;
  }

  get begun(): boolean {
    return this.#response.headersSent;
  }

  send(status: number, headers: HeaderList, body: string | Buffer): void {
    this.#response.writeHead(status, [...headers]).end(body);
    // A short one is away by now, and nobody waits for it.
    if (this.#response.writableLength > 0) limitSending(this.#response, this.#sendMs);
  }

  destroy(): void {
    this.#response.destroy();
  }

  onClosed(listener: (whole: boolean, status: number) => void): void {
    this.#response.on("close", () => listener(this.#response.writableFinished, this.#response.statusCode));
  }
}
