import type { Socket } from "node:net";
import type { HeaderList, Outlet } from "../outlet";
import { answerHead } from "./answer-head";

type Closed = (whole: boolean, status: number) => void;

export interface SocketOutletOptions {
  /** What is said of how long the connection is kept; null where it is closed. */
  readonly keepAlive: () => string | null;
  /** Milliseconds that the client has to take the answer. */
  readonly sendMs: number;
  /** Said before all else of every answer. */
  readonly fields: HeaderList;
  /** Is told once the answer has gone out whole. */
  readonly onSent: () => void;
}

/** The way out of one request that the hub read itself: head and body leave in one write. */
export class SocketOutlet implements Outlet {
  readonly #socket: Socket;
  readonly #options: SocketOutletOptions;
  #listeners: Closed[] | null = [];
  #late: NodeJS.Timeout | undefined;
  #begun = false;
  /** The one that Node's responses begin with, too. */
  #status = 200;

  constructor(socket: Socket, options: SocketOutletOptions) {
    this.#socket = socket;
    this.#options = options;
  }

  get begun(): boolean {
    return this.#begun;
  }

  send(status: number, headers: HeaderList, body: string | Buffer): void {
    if (this.#begun) throw new Error("a request was answered twice");
    const head = answerHead(status, [...this.#options.fields, ...headers], this.#options.keepAlive());
    this.#begun = true;
    this.#status = status;
    // Nobody is there any more; the connection's end tells so.
    if (!this.#socket.writable) return;
    if (typeof body === "string") this.#socket.write(head + body, isAscii(body) ? "latin1" : "utf8", this.#sent);
    else this.#sendBytes(head, body);
    if (this.#socket.writableLength > 0) this.#late = setTimeout(() => this.destroy(), this.#options.sendMs);
  }

  destroy(): void {
    this.#socket.destroy();
  }

  onClosed(listener: Closed): void {
    if (this.#listeners === null) listener(false, this.#status);
    else this.#listeners.push(listener);
  }

  /** Nothing more goes out; only the first time counts. */
  closed(whole: boolean): void {
    const listeners = this.#listeners;
    if (listeners === null) return;
    this.#listeners = null;
    clearTimeout(this.#late);
    for (const listener of listeners) listener(whole, this.#status);
  }

  #sendBytes(head: string, body: Buffer): void {
    this.#socket.cork();
    this.#socket.write(head, "latin1");
    this.#socket.write(body, this.#sent);
    this.#socket.uncork();
  }

  readonly #sent = (error?: Error | null): void => {
    if (error) return;
    this.closed(true);
    this.#options.onSent();
  };
}

/** As many bytes as signs. */
const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length;
