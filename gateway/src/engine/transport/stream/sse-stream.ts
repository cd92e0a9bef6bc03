import type { IncomingHttpHeaders } from "node:http";
import { Client, type Dispatcher } from "undici";
import { connectWithin } from "../http/connector";
import { offAbort, onAbort } from "../on-abort";
import { readAnswer } from "../read-answer";
import type { SubgraphAnswer } from "../transport";
import { EventFlow } from "./event-flow";
import { readEvent } from "./read-event";
import { type ServerSentEvent, ServerSentEvents } from "./server-sent-events";
import type { StreamPlan } from "./stream-plan";
import { StreamWatch } from "./stream-watch";

/** "none" is no encoding that is registered; graphql-sse says it, so that nothing on the way compresses a stream. */
const UNENCODED: ReadonlySet<string> = new Set(["identity", "none"]);

/** A subscription over server-sent events, in the "distinct connections" mode of GraphQL over SSE; one connection of it. */
export function sseStream(plan: StreamPlan): AsyncIterableIterator<SubgraphAnswer> {
  return new SseConnection(plan).flow;
}

class SseConnection implements Dispatcher.DispatchHandler {
  readonly flow: EventFlow;
  readonly #plan: StreamPlan;
  readonly #watch: StreamWatch;
  readonly #client: Client;
  readonly #events: ServerSentEvents;
  readonly #leave = () => this.flow.end();
  #controller: Dispatcher.DispatchController | null = null;

  constructor(plan: StreamPlan) {
    const { url, limits, signal, connector } = plan;
    this.#plan = plan;
    this.#events = new ServerSentEvents(limits.eventBytes);
    const [pause, resume] = [() => this.#controller?.pause(), () => this.#controller?.resume()];
    this.flow = new EventFlow({ pause, resume, close: () => this.#close() }, limits);
    this.#client = new Client(url.origin, {
      connect: connectWithin(limits.connect, connector, () => undefined),
      maxHeaderSize: limits.headerBytes,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    this.#watch = new StreamWatch(this.flow, plan);
    onAbort(signal, this.#leave);
    if (signal.aborted) this.flow.end();
    else this.#ask(plan);
  }

  #ask({ url, headers, body }: StreamPlan): void {
    const asked = ["content-type", "application/json", "accept", "text/event-stream", "accept-encoding", "identity"];
    const question = { path: `${url.pathname}${url.search}`, headers: [...asked, ...Object.entries(headers).flat()], body };
    this.#client.dispatch({ ...question, method: "POST" }, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    const type: unknown = headers["content-type"];
    const encoding = headers["content-encoding"];
    if (status >= 300 && status < 400) this.#watch.fail("SOURCE_REDIRECT");
    else if (status !== 200) this.#watch.fail("SOURCE_STATUS", new Error(`status ${status}`));
    else if (typeof type !== "string" || !/^text\/event-stream\s*(;|$)/i.test(type)) this.#watch.fail("SOURCE_CONTENT_TYPE");
    else if (encoding !== undefined && !UNENCODED.has(encoding)) this.#watch.fail("SOURCE_ENCODING");
    else this.#watch.heard();
  }

  onResponseData(_: Dispatcher.DispatchController, piece: Buffer): void {
    this.#watch.heard();
    const events = this.#events.take(piece);
    if (events === null) this.#watch.fail("SOURCE_TOO_LARGE");
    else for (const event of events) this.#take(event);
  }

  onResponseEnd(): void {
    this.#watch.fail("SOURCE_UNAVAILABLE", new Error("the stream ended without saying that it was complete"));
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#watch.fail("SOURCE_UNAVAILABLE", error);
  }

  #take({ type, data }: ServerSentEvent): void {
    if (type === "complete") this.flow.end();
    if (type !== "next") return;
    const { subgraph, limits, rules } = this.#plan;
    try {
      this.flow.push(readAnswer(readEvent(data, limits, subgraph), data.length, rules));
    } catch (error) {
      this.flow.end({ error });
    }
  }

  #close(): void {
    this.#watch.stop();
    offAbort(this.#plan.signal, this.#leave);
    void this.#client.destroy();
  }
}
