import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

/** One question as it came to a hostile source, and the socket to do with what it likes. */
export interface Asked {
  readonly head: string;
  readonly body: string;
  readonly socket: Socket;
  /** Which question of its socket, from 0. */
  readonly nth: number;
}

/** What a hostile source does when it is asked. */
export type Behaviour = (asked: Asked) => void | Promise<void>;

/** A source that keeps to nothing: it speaks from a raw socket, byte by byte as it is told. */
export interface HostileSource {
  readonly url: string;
  /** Every question, in order. */
  readonly asked: Asked[];
  /** Sockets that were ever opened to it. */
  readonly opened: number;
  /** Sockets that are open now. */
  readonly open: number;
  /** The most that were open at once. */
  readonly mostOpen: number;
  /** What it does from the next question on. */
  behave(behaviour: Behaviour): void;
  /** Settles when no socket to it is open any more. */
  deserted(): Promise<void>;
  stop(): Promise<void>;
}

/** @param eager whether it acts on a question's head, before the body came */
export async function startHostileSource(behaviour: Behaviour, eager = false): Promise<HostileSource> {
  const source = new Source(behaviour, eager);
  await source.listen();
  return source;
}

class Source implements HostileSource {
  readonly asked: Asked[] = [];
  url = "";
  opened = 0;
  mostOpen = 0;
  #behaviour: Behaviour;
  readonly #eager: boolean;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server = createServer((socket) => this.#accept(socket));

  constructor(behaviour: Behaviour, eager: boolean) {
    this.#behaviour = behaviour;
    this.#eager = eager;
  }

  get open(): number {
    return this.#sockets.size;
  }

  behave(behaviour: Behaviour): void {
    this.#behaviour = behaviour;
  }

  async listen(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/graphql`;
  }

  async deserted(): Promise<void> {
    await Promise.all([...this.#sockets].map((socket) => new Promise((resolve) => socket.once("close", resolve))));
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #accept(socket: Socket): void {
    this.opened++;
    // What it says is on its way when it says it, not when the other side has answered.
    socket.setNoDelay(true);
    this.#sockets.add(socket);
    this.mostOpen = Math.max(this.mostOpen, this.open);
    let received: Buffer = Buffer.alloc(0);
    let nth = 0;
    let met = -1;
    socket.on("error", () => undefined);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("data", (piece) => {
      received = Buffer.concat([received, piece]);
      for (let question = questionOf(received); question !== null; question = questionOf(received)) {
        const whole = received.length >= question.length;
        if (met < nth && (whole || this.#eager)) {
          met = nth;
          this.#meet({ head: question.head, body: question.body, socket, nth });
        }
        if (!whole) return;
        received = received.subarray(question.length);
        nth++;
      }
    });
  }

  #meet(asked: Asked): void {
    this.asked.push(asked);
    void this.#behaviour(asked);
  }
}

function questionOf(received: Buffer): { head: string; body: string; length: number } | null {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const head = received.toString("latin1", 0, end);
  const size = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
  const length = end + 4 + size;
  return { head, body: received.toString("utf8", end + 4, length), length };
}

/** An HTTP answer as bytes; what is left out is as an honest source would have it. */
export interface AnswerParts {
  readonly status?: string;
  readonly type?: string | null;
  readonly headers?: readonly string[];
  /** In place of the true one; null for none. */
  readonly contentLength?: number | null;
}

export function answerBytes(
  body: string | Buffer,
  { status = "200 OK", type = "application/json", headers = [], contentLength }: AnswerParts = {},
): Buffer {
  const bytes = Buffer.from(body);
  const length = contentLength === undefined ? bytes.length : contentLength;
  const lines = [
    `HTTP/1.1 ${status}`,
    ...(type === null ? [] : [`content-type: ${type}`]),
    ...(length === null ? [] : [`content-length: ${length}`]),
    ...headers,
  ];
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), bytes]);
}

/** Answers with these very bytes. */
export const says =
  (body: string | Buffer, parts: AnswerParts = {}): Behaviour =>
  ({ socket }) => {
    socket.write(answerBytes(body, parts));
  };

/** Answers with this JSON. */
export const saysJson = (value: unknown, parts: AnswerParts = {}): Behaviour => says(JSON.stringify(value), parts);

/** Sends whatever bytes, answer or not. */
export const sends =
  (bytes: string | Buffer): Behaviour =>
  ({ socket }) => {
    socket.write(bytes);
  };

/** Sends the head at once and the body a few bytes at a time, with a wait between, until the other side has gone. */
export const drips =
  (bytes: Buffer, atOnce: number, wait: number): Behaviour =>
  async ({ socket }) => {
    const head = bytes.indexOf("\r\n\r\n") + 4;
    socket.write(bytes.subarray(0, head));
    for (let from = head; from < bytes.length && !socket.destroyed; from += atOnce) {
      socket.write(bytes.subarray(from, from + atOnce));
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  };

/** Sends the same piece again and again as fast as the socket takes it; tells how many bytes it got rid of. */
export const floods =
  (head: string, piece: Buffer, most: number, sent: { bytes: number }): Behaviour =>
  async ({ socket }) => {
    socket.write(head);
    while (!socket.destroyed && sent.bytes < most) {
      sent.bytes += piece.length;
      if (!socket.write(piece)) await drainedOrClosed(socket);
    }
    socket.end();
  };

function drainedOrClosed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      socket.off("drain", go).off("close", go);
      resolve();
    };
    socket.on("drain", go).on("close", go);
    if (socket.destroyed) go();
  });
}

/** Takes the question and says nothing. */
export const isSilent: Behaviour = () => undefined;

/** Sends some bytes, then resets the connection. */
export const resetsAfter =
  (bytes: Buffer): Behaviour =>
  ({ socket }) => {
    if (bytes.length === 0) return void socket.resetAndDestroy();
    socket.write(bytes, () => socket.resetAndDestroy());
  };

/** Sends some bytes, then closes the connection in good order. */
export const closesAfter =
  (bytes: Buffer): Behaviour =>
  ({ socket }) => {
    socket.end(bytes);
  };

/** One chunk of a chunked body. */
export function chunk(bytes: string | Buffer, extension = ""): Buffer {
  const data = Buffer.from(bytes);
  return Buffer.concat([Buffer.from(`${data.length.toString(16)}${extension}\r\n`), data, Buffer.from("\r\n")]);
}
