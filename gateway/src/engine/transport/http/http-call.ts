import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import { type SourceCode, SourceError } from "../../engine-error";
import { offAbort, onAbort } from "../on-abort";
import { sourceFault } from "../source-faults";
import { Body } from "./body";
import { checkHead, type Head } from "./check-head";
import type { Connection, Connections, Waiting } from "./connections";
import type { HttpLimits } from "./http-limits";

/** What came back of one call, within all limits. */
export interface Received extends Head {
  readonly body: Buffer;
  readonly connection: Connection;
}

/** What a call is made with. */
export interface CallPlan {
  readonly subgraph: string;
  readonly connections: Connections;
  readonly limits: HttpLimits;
  readonly question: Dispatcher.DispatchOptions;
  readonly signal: AbortSignal;
  /** When the question was asked, by `performance.now()`. */
  readonly asked: number;
  /** Told of the head of each answer, of refused ones too. */
  readonly onHead: (head: Head) => void;
}

/** A refused body up to this size is read to its end, so that its socket can be used again. */
const DRAINED_BYTES = 65_536;
/** Informational heads before the real one. */
const MOST_INFORMATIONAL = 10;
const CLOSED_SOCKET: ReadonlySet<unknown> = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

/**
 * One question over one connection. Its answer settles as soon as it is known; the connection goes back when undici is
 * done with it, which may be later: while a refused body runs out, or a socket that nobody waits for still opens.
 */
export class HttpCall implements Dispatcher.DispatchHandler, Waiting {
  readonly answer: Promise<Received>;
  /** Whether its socket, kept from an earlier answer, turned out to be closed before a byte of this answer came. */
  metClosedSocket = false;
  readonly #plan: CallPlan;
  readonly #leave = () => this.#giveUp("SOURCE_TIMEOUT", this.#plan.signal.reason);
  #resolve: (received: Received) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;
  #settled = false;
  #timer: NodeJS.Timeout;
  #connection: Connection | null = null;
  #controller: Dispatcher.DispatchController | null = null;
  #head: Head | null = null;
  #body: Body;
  #readBefore = 0;
  #informational = 0;
  #pieces = 0;
  #drained = 0;

  constructor(plan: CallPlan) {
    this.#plan = plan;
    this.#body = new Body(plan.limits);
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#timer = setTimeout(() => this.#onTime(), plan.limits.firstByte - (performance.now() - plan.asked));
    onAbort(plan.signal, this.#leave);
    if (plan.signal.aborted) this.#leave();
    else if (!plan.connections.take(this)) this.#giveUp("SOURCE_UNAVAILABLE", new Error("too many questions wait for it already"));
  }

  connected(connection: Connection): void {
    this.#connection = connection;
    connection.client.dispatch(this.#plan.question, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#readBefore = this.#connection?.bytesRead ?? 0;
    if (this.#settled) controller.abort(new Error("nobody waits for it any more"));
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) {
      this.#informational++;
      if (this.#informational > MOST_INFORMATIONAL) this.#giveUp("SOURCE_UNAVAILABLE", new Error("too many informational answers"));
      return;
    }
    const count = Array.isArray(controller.rawHeaders) ? controller.rawHeaders.length / 2 : 0;
    this.#head = { status, headers, count };
    this.#plan.onHead(this.#head);
    const code = checkHead(this.#head, this.#plan.limits);
    if (code === null) return;
    this.#fail(sourceFault(this.#plan.subgraph, code, new Error(`status ${status}, content type ${headers["content-type"]}`)));
    if (Number(headers["content-length"] ?? 0) > DRAINED_BYTES) this.#abort();
  }

  onResponseData(_: Dispatcher.DispatchController, piece: Buffer): void {
    this.#pieces++;
    if (this.#settled) {
      this.#drained += piece.length;
      if (this.#drained > DRAINED_BYTES) this.#abort();
      return;
    }
    const code = this.#body.take(piece);
    if (code !== null) this.#giveUp(code);
  }

  onResponseEnd(): void {
    const connection = this.#connection;
    if (connection === null || this.#head === null) throw new Error("an answer ended that hadn't begun");
    connection.answers++;
    if (!this.#settled) {
      if (this.#framingOf(connection) > this.#plan.limits.framingBytes) {
        this.#fail(sourceFault(this.#plan.subgraph, "SOURCE_UNAVAILABLE", new Error("too much framing around its answer")));
      } else {
        this.#settle();
        this.#resolve({ ...this.#head, body: this.#body.whole(), connection });
      }
    }
    this.#done();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error & { readonly code?: unknown }): void {
    const connection = this.#connection;
    const nothingCame = this.#head === null && connection !== null && connection.bytesRead === this.#readBefore;
    this.metClosedSocket = nothingCame && connection.answers > 0 && CLOSED_SOCKET.has(error.code);
    // A connector that refuses an address says so itself; what undici can't send is no fault of the source's.
    const own = error instanceof SourceError || error.code === "UND_ERR_INVALID_ARG";
    this.#fail(own ? error : sourceFault(this.#plan.subgraph, "SOURCE_UNAVAILABLE", error));
    // undici counts its questions once it has told them all of a connection that failed: the next may not be among them yet.
    queueMicrotask(() => this.#done());
  }

  #onTime(): void {
    const left = this.#plan.limits.whole - (performance.now() - this.#plan.asked);
    if (this.#head === null || left <= 0) this.#giveUp("SOURCE_TIMEOUT");
    else this.#timer = setTimeout(() => this.#onTime(), Math.ceil(left));
  }

  #giveUp(code: SourceCode, cause?: unknown): void {
    this.#fail(sourceFault(this.#plan.subgraph, code, cause));
    this.#abort();
  }

  /** Ends what still runs; a socket that still opens is ended when it has. */
  #abort(): void {
    if (this.#controller !== null) this.#controller.abort(new Error("given up"));
    else if (this.#connection === null) {
      this.#plan.connections.leave(this);
      clearTimeout(this.#timer);
    }
  }

  #fail(error: unknown): void {
    if (this.#settled) return;
    this.#settle();
    this.#reject(error);
  }

  #settle(): void {
    this.#settled = true;
    offAbort(this.#plan.signal, this.#leave);
  }

  #done(): void {
    clearTimeout(this.#timer);
    if (this.#connection === null) return;
    this.#plan.connections.giveBack(this.#connection);
    this.#connection = null;
  }

  /** Bytes that came for this answer and were neither its body nor what frames an honest one. */
  #framingOf(connection: Connection): number {
    return connection.bytesRead - this.#readBefore - this.#body.length - 16 * this.#pieces;
  }
}
