import { type Address, Connection } from "./connection";
import type { Connector } from "./connector";
import type { HttpLimits } from "./http-limits";

/** A question that waits for a connection. */
export interface Waiting {
  connected(connection: Connection): void;
}

/**
 * The connections to one source: at most as many as it is allowed, and as many questions that wait for one. So a source
 * that is slow holds up its own questions, and no memory or socket of the others'.
 */
export class Connections {
  readonly #make: () => Connection;
  readonly #limits: HttpLimits;
  readonly #all = new Set<Connection>();
  /** The last one used is used next: what isn't needed grows idle, and its socket closes. */
  readonly #idle: Connection[] = [];
  readonly #waiting = new Set<Waiting>();
  #closed = false;

  constructor(url: URL, limits: HttpLimits, connect: Connector) {
    this.#limits = limits;
    const address = addressOf(url);
    this.#make = () => new Connection(address, limits, connect);
  }

  /** Gives the question a connection, now or in its turn; false where too many wait already. */
  take(question: Waiting): boolean {
    if (this.#closed) return false;
    const connection = this.#idle.pop() ?? this.#another();
    if (connection !== null) {
      question.connected(connection);
      return true;
    }
    if (this.#waiting.size >= this.#limits.waiting) return false;
    this.#waiting.add(question);
    return true;
  }

  /** The question isn't asked any more. */
  leave(question: Waiting): void {
    this.#waiting.delete(question);
  }

  giveBack(connection: Connection): void {
    if (this.#waiting.size === 0) {
      this.#idle.push(connection);
      return;
    }
    const [next] = this.#waiting;
    if (next === undefined) return;
    this.#waiting.delete(next);
    next.connected(connection);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#all].map((connection) => connection.close()));
  }

  #another(): Connection | null {
    if (this.#all.size >= this.#limits.sockets) return null;
    const connection = this.#make();
    this.#all.add(connection);
    return connection;
  }
}

function addressOf({ host, hostname, protocol, port }: URL): Address {
  return { host, hostname: hostname.replace(/^\[|\]$/g, ""), protocol, port };
}
