import type { IncomingMessage, ServerResponse } from "node:http";
import type { Reply, WholeReply } from "../answering/reply";
import type { Exchange } from "../exchange";
import type { GatewaySettings } from "../settings";
import type { Accepted } from "./accept";
import type { OpenStreams } from "./open-streams";
import { ResponseOutlet } from "./outlet";
import { PLAIN_HEADERS } from "./plain-headers";
import { sendReply } from "./send";
import { streamEvents } from "./stream-events";
import { STREAM_WRITERS, type StreamWriter } from "./stream-formats";
import { writeText } from "./write-text";

type StreamSettings = Pick<GatewaySettings, "sendMs" | "streamEventsPerSecond" | "streamHeartbeatMs">;

/** An answer, or many, for whoever takes a stream. */
export interface Streamed {
  readonly reply: Reply;
  readonly exchange: Exchange;
  readonly wants: Accepted;
}

/** Sends answers one after the other in one response: as server-sent events in the "distinct connections" mode, or as parts. */
export class StreamSender {
  readonly #streams: OpenStreams;
  readonly #settings: StreamSettings;

  constructor(streams: OpenStreams, settings: StreamSettings) {
    this.#streams = streams;
    this.#settings = settings;
  }

  async send(request: IncomingMessage, response: ServerResponse, { reply, exchange, wants }: Streamed): Promise<void> {
    if (wants.stream === null) throw new Error("a stream was made for somebody who takes none");
    if (reply.kind === "parts") throw new Error("an answer in parts was made for a stream, which takes none");
    // A question that isn't one is told on the stream; who may not ask, or not now, is told by the status.
    if (reply.kind === "whole" && reply.data === undefined && reply.status !== 400) {
      return sendReply(new ResponseOutlet(response, this.#settings.sendMs), reply, wants);
    }
    const events = reply.kind === "stream" ? reply.events : only(reply);
    const stream = this.#streams.open(clientOf(request, exchange), exchange.stillHeld);
    // From here on the stream's own time counts.
    exchange.deadline.end();
    response.once("close", () => {
      stream.end();
      exchange.deadline.abandon();
      events.return().catch(() => undefined);
    });
    const writer = STREAM_WRITERS[wants.stream];
    begin(response, writer);
    const heartbeat = setInterval(() => response.write(writer.heartbeat), this.#settings.streamHeartbeatMs);
    try {
      for await (const event of streamEvents(events, stream, this.#settings.streamEventsPerSecond)) {
        if (!(await writeText(response, writer.event(event)))) return;
      }
      // Without a word where the hub stops: the client comes again and is answered by another.
      response.end(stream.ended === "DRAINED" ? "" : writer.end);
    } finally {
      clearInterval(heartbeat);
    }
  }
}

async function* only(reply: WholeReply): AsyncGenerator<WholeReply, void, void> {
  yield reply;
}

function begin(response: ServerResponse, { contentType, begin: first }: StreamWriter): void {
  response.writeHead(200, {
    ...PLAIN_HEADERS,
    "Content-Type": contentType,
    "Cache-Control": "no-cache",
    "X-Accel-Buffering": "no",
  });
  response.write(first);
}

/** Who is signed in, or the address: what a proxy says of whom it speaks for isn't believed. */
export function clientOf({ socket }: Pick<IncomingMessage, "socket">, { principal }: Exchange): string {
  return principal.id ?? `address ${socket.remoteAddress ?? "unknown"}`;
}
