import type { Socket } from "node:net";
import { Client } from "undici";
import { type Connector, connectWithin } from "./connector";
import type { HttpLimits } from "./http-limits";

/**
 * One socket's worth of a source: it carries one question at a time, so that what its socket does is that question's. What
 * comes after an answer closes it, unless the next question was sent by then: HTTP/1.1 can't tell that from an answer, and
 * only the keys that a source gives back can.
 */
export class Connection {
  readonly client: Client;
  /** Answers that came whole over the present socket. */
  answers = 0;
  #socket: Socket | null = null;

  constructor(origin: string, limits: HttpLimits, connect: Connector) {
    this.client = new Client(origin, {
      connect: connectWithin(limits.connect, connect, (socket) => {
        this.#socket = socket;
        this.answers = 0;
      }),
      pipelining: 1,
      maxHeaderSize: limits.headerBytes,
      keepAliveTimeout: limits.idle,
      // Each call has timers of its own, which are exact and know the whole of its time.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /** Bytes that came over the present socket, framing included. */
  get bytesRead(): number {
    return this.#socket?.bytesRead ?? 0;
  }

  /** Whether the socket was closed because of what came over it after an answer had ended. */
  get outOfStep(): boolean {
    const fault: unknown = this.#socket?.errored;
    return fault instanceof Error && "code" in fault && fault.code !== "UND_ERR_INFO";
  }
}

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

  constructor(origin: string, limits: HttpLimits, connect: Connector) {
    this.#limits = limits;
    this.#make = () => new Connection(origin, limits, connect);
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
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#idle.push(connection);
      return;
    }
    this.#waiting.delete(next);
    next.connected(connection);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#all].map(({ client }) => client.destroy()));
  }

  #another(): Connection | null {
    if (this.#all.size >= this.#limits.sockets) return null;
    const connection = this.#make();
    this.#all.add(connection);
    return connection;
  }
}
