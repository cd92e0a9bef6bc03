import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { hubError } from "@actionline/kit/hub-error";

/** How many requests of one connection are being answered: a client may send some without waiting, not any number. */
export class RequestsAtOnce {
  readonly #most: number;
  readonly #counts = new WeakMap<Socket, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Counts a request until it is answered; refuses one too many. */
  begin(socket: Socket, response: ServerResponse): void {
    const count = this.#counts.get(socket) ?? 0;
    if (count >= this.#most) {
      throw hubError("OVERLOADED", `This connection has ${count} requests waiting; wait for their answers, or ask by several.`, {
        most: this.#most,
      });
    }
    this.#counts.set(socket, count + 1);
    response.on("close", () => this.#counts.set(socket, (this.#counts.get(socket) ?? 1) - 1));
  }
}
