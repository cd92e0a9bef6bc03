import type { IncomingMessage, ServerResponse } from "node:http";
import { type Reply, textOf, type WholeReply } from "../answering/reply";
import type { Exchange } from "../exchange";
import type { GatewaySettings } from "../settings";
import { accepted } from "./accept";
import type { OpenStreams } from "./open-streams";
import { paced } from "./paced";
import { PLAIN_HEADERS } from "./plain-headers";
import { sendReply } from "./send";
import { writeText } from "./write-text";

type StreamSettings = Pick<GatewaySettings, "streamEventsPerSecond" | "streamHeartbeatMs">;

/** Sends answers as server-sent events, in the "distinct connections" mode of GraphQL over SSE: one response, one operation. */
export class StreamSender {
  readonly #streams: OpenStreams;
  readonly #settings: StreamSettings;

  constructor(streams: OpenStreams, settings: StreamSettings) {
    this.#streams = streams;
    this.#settings = settings;
  }

  async send(request: IncomingMessage, response: ServerResponse, reply: Reply, exchange: Exchange): Promise<void> {
    if (reply.kind === "parts") throw new Error("an answer in parts was made for a stream, which takes none");
    // A question that isn't one is told on the stream; who may not ask, or not now, is told by the status.
    if (reply.kind === "whole" && reply.data === undefined && reply.status !== 400) {
      return sendReply(response, reply, accepted(request.headers.accept));
    }
    const events = reply.kind === "stream" ? reply.events : only(reply);
    const stream = this.#streams.open(clientOf(request, exchange));
    // From here on the stream's own time counts.
    exchange.deadline.end();
    response.once("close", () => {
      stream.end();
      exchange.deadline.abandon();
      events.return().catch(() => undefined);
    });
    begin(response);
    const heartbeat = setInterval(() => response.write(":\n\n"), this.#settings.streamHeartbeatMs);
    try {
      for await (const event of paced(events, this.#settings.streamEventsPerSecond, stream.signal)) {
        if (!(await writeText(response, `event: next\ndata: ${textOf(event)}\n\n`))) return;
      }
      // Without a word where the hub stops: the client comes again and is answered by another.
      response.end(stream.ended === "DRAINED" ? "" : "event: complete\ndata:\n\n");
    } finally {
      clearInterval(heartbeat);
    }
  }
}

async function* only(reply: WholeReply): AsyncGenerator<WholeReply, void, void> {
  yield reply;
}

function begin(response: ServerResponse): void {
  response.writeHead(200, {
    ...PLAIN_HEADERS,
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-cache",
    "X-Accel-Buffering": "no",
  });
  // Some browsers take the response as begun only when something of its body is there.
  response.write(":\n\n");
}

/** Who is signed in, or the address: what a proxy says of whom it speaks for isn't believed. */
export function clientOf({ socket }: Pick<IncomingMessage, "socket">, { principal }: Exchange): string {
  return principal.id ?? `address ${socket.remoteAddress ?? "unknown"}`;
}
