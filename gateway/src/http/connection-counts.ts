import type { Socket } from "node:net";

/** Connections by address: one client alone can't take all that there are. */
export class ConnectionCounts {
  readonly #most: number;
  readonly #counts = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Counts a connection as long as it is open; closes one too many at once, which costs least. */
  admit(socket: Socket): void {
    const address = socket.remoteAddress ?? "unknown";
    const count = this.#counts.get(address) ?? 0;
    if (count >= this.#most) return void socket.destroy();
    this.#counts.set(address, count + 1);
    socket.once("close", () => this.#left(address));
  }

  #left(address: string): void {
    const count = (this.#counts.get(address) ?? 1) - 1;
    if (count === 0) this.#counts.delete(address);
    else this.#counts.set(address, count);
  }
}
