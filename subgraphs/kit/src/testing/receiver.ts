import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What came to a receiver, and with which status it answered. */
export interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number;
}

/** Somebody's webhook receiver on this machine, as well or as badly behaved as a test wants it. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** Statuses of the next answers; `fallback` after them. */
  readonly answers: number[];
  fallback: number;
  redirectTo: string | null;
  /** Answers, and never ends its body. */
  endless: boolean;
  /** Takes all in and says nothing. */
  silent: boolean;
  reset(): void;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const status = receiver.redirectTo === null ? (receiver.answers.shift() ?? receiver.fallback) : 302;
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      receiver.received.push({ headers, body: Buffer.concat(chunks).toString("utf8"), status });
      if (receiver.silent) return;
      response.writeHead(status, receiver.redirectTo === null ? {} : { Location: receiver.redirectTo });
      if (receiver.endless) response.write("x".repeat(100_000));
      else response.end("thanks");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    received: [],
    answers: [],
    fallback: 200,
    redirectTo: null,
    endless: false,
    silent: false,
    reset: () => {
      receiver.received.length = 0;
      receiver.answers.length = 0;
      Object.assign(receiver, { fallback: 200, redirectTo: null, endless: false, silent: false });
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return receiver;
}
