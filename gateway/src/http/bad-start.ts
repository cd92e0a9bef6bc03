import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { JSON_TYPE } from "./accept";

/** Refusals of Node's parser, with the status that each takes; any other is 400. */
const STATUSES: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

const SENTENCES: Readonly<Record<number, string>> = {
  400: "This isn't HTTP as the hub reads it.",
  408: "The request took too long to arrive.",
  413: "The request carries more than the hub reads.",
  431: "The request's headers are longer than the hub reads.",
};

/** Milliseconds that a client which was refused has to close, too. */
const LINGER_MS = 2_000;

/** Answers what isn't a request at all, in the same JSON as everything else, and closes. */
export function answerBadStart(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET") return void socket.destroy();
  // Node tells of each piece behind a wrong one; the first was answered.
  if (socket.writableEnded) return;
  const status = STATUSES[error.code ?? ""] ?? 400;
  refuseSocket(socket, status, [{ message: SENTENCES[status], extensions: { code: "BAD_REQUEST" } }]);
}

/** Answers on a connection that no response stands for, and closes it. */
export function refuseSocket(socket: Duplex, status: number, errors: readonly unknown[]): void {
  if (!socket.writable) return void socket.destroy();
  const body = JSON.stringify({ errors });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "Connection: close",
    `Content-Type: ${JSON_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  // What still comes is dropped: behind it stands the client's own end, and a connection that nobody reads would stay.
  socket.resume();
  const late = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once("close", () => clearTimeout(late));
}
