import { type RawData, WebSocket } from "ws";
import type { SourceCode } from "../../engine-error";
import { offAbort, onAbort } from "../on-abort";
import { readAnswer } from "../read-answer";
import { sourceFault } from "../source-faults";
import type { SubgraphAnswer } from "../transport";
import { EventFlow } from "./event-flow";
import { readMessage } from "./read-event";
import type { StreamPlan } from "./stream-plan";
import { StreamWatch } from "./stream-watch";

/** A subscription over a WebSocket, by the protocol `graphql-transport-ws`; one connection of it. */
export function webSocketStream(plan: StreamPlan): AsyncIterableIterator<SubgraphAnswer> {
  return new WebSocketConnection(plan).flow;
}

const ID = "1";
const NORMAL_CLOSURE = 1_000;

class WebSocketConnection {
  readonly flow: EventFlow;
  readonly #plan: StreamPlan;
  readonly #watch: StreamWatch;
  readonly #socket: WebSocket;
  readonly #leave = () => this.flow.end();
  #asked = false;

  constructor(plan: StreamPlan) {
    const { url, limits, headers, signal, connect } = plan;
    this.#plan = plan;
    this.flow = new EventFlow({ pause: () => this.#pause(true), resume: () => this.#pause(false), close: () => this.#close() }, limits);
    this.#socket = new WebSocket(url, "graphql-transport-ws", {
      ...(connect as object),
      headers,
      handshakeTimeout: limits.connect,
      maxPayload: limits.eventBytes,
      perMessageDeflate: false,
      followRedirects: false,
    });
    this.#watch = new StreamWatch(this.flow, plan);
    onAbort(signal, this.#leave);
    this.#listen();
    if (signal.aborted) this.flow.end();
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on("open", () => socket.send('{"type":"connection_init"}'));
    socket.on("ping", () => this.#watch.heard());
    socket.on("message", (data) => {
      this.#watch.heard();
      try {
        this.#take(readMessage(bytesOf(data), this.#plan.limits, this.#plan.subgraph));
      } catch (error) {
        this.flow.end({ error });
      }
    });
    socket.on("unexpected-response", (_, { statusCode = 0 }) =>
      this.#watch.fail(statusCode >= 300 && statusCode < 400 ? "SOURCE_REDIRECT" : "SOURCE_STATUS"),
    );
    socket.on("error", (error: Error & { code?: unknown }) => this.#watch.fail(faultOf(error.code), error));
    socket.on("close", (code) => this.#watch.fail("SOURCE_UNAVAILABLE", new Error(`closed with code ${code}`)));
  }

  #take({ type, id, payload }: Readonly<Record<string, unknown>>): void {
    if (type === "ping") this.#socket.send('{"type":"pong"}');
    else if (type === "connection_ack") this.#ask();
    else if (type !== "pong" && this.#asked) this.#takeOwn(type, id, payload);
  }

  #ask(): void {
    if (!this.#asked) this.#socket.send(`{"id":"${ID}","type":"subscribe","payload":${this.#plan.body}}`);
    this.#asked = true;
  }

  #takeOwn(type: unknown, id: unknown, payload: unknown): void {
    const { subgraph, rules } = this.#plan;
    if (id !== ID) throw sourceFault(subgraph, "SOURCE_INVALID_SHAPE", new Error("a message for another question"));
    if (type === "next") this.flow.push(readAnswer(payload, 0, rules));
    if (type === "error") this.flow.push(readAnswer({ data: null, errors: payload }, 0, rules));
    if (type === "error" || type === "complete") this.flow.end();
  }

  #pause(pause: boolean): void {
    if (pause) this.#socket.pause();
    else this.#socket.resume();
  }

  #close(): void {
    this.#watch.stop();
    offAbort(this.#plan.signal, this.#leave);
    // Of one that isn't read, no farewell would be heard.
    if (this.flow.paused) this.#socket.terminate();
    if (this.#asked && this.#socket.readyState === WebSocket.OPEN) this.#socket.send(`{"id":"${ID}","type":"complete"}`);
    this.#socket.close(NORMAL_CLOSURE);
    setTimeout(() => this.#socket.terminate(), this.#plan.limits.connect).unref();
  }
}

function faultOf(code: unknown): SourceCode {
  if (code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH") return "SOURCE_TOO_LARGE";
  return code === "WS_ERR_INVALID_UTF8" ? "SOURCE_INVALID_JSON" : "SOURCE_UNAVAILABLE";
}

function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
