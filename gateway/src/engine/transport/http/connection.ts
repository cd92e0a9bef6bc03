import type { Socket } from "node:net";
import { type Connector, connectWithin } from "./connector";
import type { HttpLimits } from "./http-limits";
import type { Question } from "./write-question";

/** A question and its answer, as a connection carries them. */
export interface Exchange {
  /** Whether the question is still to be asked when its socket is open. */
  readonly wanted: boolean;
  take(piece: Buffer): void;
  /**
   * The other side has closed; or nothing can be carried, for that reason.
   * @param reused whether an answer had come over its socket before
   */
  lost(error: Error | null, reused: boolean): void;
}

/** The connector's idea of an address. */
export type Address = Parameters<Connector>[0];

/**
 * One socket's worth of a source: it carries one question at a time, so that what its socket does is that question's. What
 * comes after an answer closes it, unless the next question was sent by then: HTTP/1.1 can't tell that from an answer, and
 * only the keys that a source gives back can.
 */
export class Connection {
  readonly #address: Address;
  readonly #connect: Connector;
  readonly #idle: number;
  #socket: Socket | null = null;
  #exchange: Exchange | null = null;
  #opening = false;
  /** Whether an answer came whole over the present socket. */
  #reused = false;
  #closed = false;
  #restsUntil = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(address: Address, limits: HttpLimits, connect: Connector) {
    this.#address = address;
    this.#connect = connectWithin(limits.connect, connect, () => undefined);
    this.#idle = limits.idle;
  }

  get opening(): boolean {
    return this.#opening;
  }

  /** Whether all that was asked has left. */
  get sent(): boolean {
    return this.#socket !== null && this.#socket.writableLength === 0;
  }

  /** Asks as soon as there is a socket. */
  carry(exchange: Exchange, question: Question): void {
    // Its timer may be set for later than what the last answer said.
    if (this.#socket !== null && performance.now() >= this.#restsUntil) this.drop();
    this.#exchange = exchange;
    const socket = this.#socket;
    if (this.#closed) this.#lose(new Error("its connections are closed"));
    else if (socket === null) this.#open(question);
    else socket.write(question.text, question.encoding);
  }

  /** An answer ended: the socket waits for the next question, this long at most. */
  rest(milliseconds: number | null): void {
    this.#exchange = null;
    this.#reused = true;
    const most = milliseconds === null ? this.#idle : Math.min(this.#idle, milliseconds);
    if (most <= 0) {
      this.drop();
      return;
    }
    this.#restsUntil = performance.now() + most;
    this.#timer ??= setTimeout(() => this.#onIdle(), most).unref();
  }

  /** Closes the socket, and tells nobody. */
  drop(): void {
    const socket = this.#socket;
    this.#exchange = null;
    this.#socket = null;
    this.#reused = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    socket?.destroy();
  }

  async close(): Promise<void> {
    this.#closed = true;
    const socket = this.#socket;
    const closed = socket === null ? null : new Promise((resolve) => socket.once("close", resolve));
    this.#lose(new Error("its connections are closed"));
    await closed;
  }

  /** One timer a socket, however often it is used: it looks again when its time is over. */
  #onIdle(): void {
    const left = this.#exchange === null ? this.#restsUntil - performance.now() : this.#idle;
    this.#timer = null;
    if (left <= 0) this.drop();
    else this.#timer = setTimeout(() => this.#onIdle(), Math.ceil(left)).unref();
  }

  #open(question: Question): void {
    this.#opening = true;
    try {
      this.#connect(this.#address, (...[error, socket]) => {
        this.#opening = false;
        if (error !== null) return this.#lose(error);
        this.#listen(socket);
        if (this.#exchange?.wanted === true) socket.write(question.text, question.encoding);
        else this.#lose(new Error("nobody waits for it any more"));
      });
    } catch (error) {
      // A certificate that can't be read is found out before there is a socket.
      this.#opening = false;
      this.#lose(errorOf(error));
    }
  }

  #listen(socket: Socket): void {
    // Whoever waits for an answer has a timer, and that keeps the process for as long.
    this.#socket = socket.unref();
    socket.on("data", (piece: Buffer) => this.#take(socket, piece));
    socket.on("error", (error) => this.#over(socket, error));
    socket.on("end", () => this.#over(socket, null));
    socket.on("close", () => this.#over(socket, null));
  }

  #take(socket: Socket, piece: Buffer): void {
    if (socket !== this.#socket) return;
    try {
      if (this.#exchange === null) this.drop();
      else this.#exchange.take(piece);
    } catch (error) {
      this.#lose(errorOf(error));
    }
  }

  #over(socket: Socket, error: Error | null): void {
    if (socket === this.#socket) this.#lose(error);
  }

  #lose(error: Error | null): void {
    const exchange = this.#exchange;
    const reused = this.#reused;
    this.drop();
    exchange?.lost(error, reused);
  }
}

function errorOf(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
