import { type SourceCode, SourceError } from "../../engine-error";
import { type LeaveSignal, offAbort, onAbort } from "../on-abort";
import { sourceFault } from "../source-faults";
import { Body } from "./body";
import { checkHead } from "./check-head";
import type { Connection, Exchange } from "./connection";
import type { Connections, Waiting } from "./connections";
import type { HttpLimits } from "./http-limits";
import { keepAliveOf, type ResponseHead } from "./response-head";
import { ResponseReader, type ResponseSink } from "./response-reader";
import type { Question } from "./write-question";

/** What came back of one call, within all limits. */
export interface Received {
  readonly head: ResponseHead;
  /** Its body; null where it isn't UTF-8. */
  readonly text: string | null;
  readonly bytes: number;
  /** Whether more came than was announced, so that its socket was closed. */
  readonly outOfStep: boolean;
}

/** What a call is made with. */
export interface CallPlan {
  readonly subgraph: string;
  readonly connections: Connections;
  readonly limits: HttpLimits;
  readonly question: Question;
  readonly signal: LeaveSignal;
  /** When the question was asked, by `performance.now()`. */
  readonly asked: number;
  /** Told of the head of each answer, of refused ones too. */
  readonly onHead: (head: ResponseHead) => void;
}

/** A refused body up to this size is read to its end, so that its socket can be used again. */
const DRAINED_BYTES = 65_536;
const CLOSED_SOCKET: ReadonlySet<unknown> = new Set(["ECONNRESET", "EPIPE"]);

/**
 * One question over one connection. Its answer settles as soon as it is known; the connection goes back when it is free,
 * which may be later: while a refused body runs out, or a socket that nobody waits for still opens.
 */
export class HttpCall implements Exchange, ResponseSink, Waiting {
  readonly answer: Promise<Received>;
  /** Whether its socket, kept from an earlier answer, turned out to be closed before a byte of this answer came. */
  metClosedSocket = false;
  readonly #plan: CallPlan;
  readonly #leave = () => this.#giveUp("SOURCE_TIMEOUT", this.#plan.signal.reason);
  readonly #reader: ResponseReader;
  readonly #body: Body;
  #resolve: (received: Received) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;
  #settled = false;
  #timer: NodeJS.Timeout;
  #connection: Connection | null = null;
  #head: ResponseHead | null = null;
  #began = false;
  #drained = 0;

  constructor(plan: CallPlan) {
    this.#plan = plan;
    this.#reader = new ResponseReader(this, plan.limits);
    this.#body = new Body(plan.limits);
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#timer = setTimeout(() => this.#onTime(), Math.ceil(plan.limits.firstByte - (performance.now() - plan.asked)));
    onAbort(plan.signal, this.#leave);
    if (plan.signal.aborted) this.#leave();
    else if (!plan.connections.take(this)) this.#giveUp("SOURCE_UNAVAILABLE", new Error("too many questions wait for it already"));
  }

  get wanted(): boolean {
    return !this.#settled;
  }

  connected(connection: Connection): void {
    this.#connection = connection;
    connection.carry(this, this.#plan.question);
  }

  take(piece: Buffer): void {
    this.#began = true;
    this.#reader.take(piece);
    if (!this.#settled) this.#body.keep();
  }

  lost(error: (Error & { readonly code?: unknown }) | null, reused: boolean): void {
    if (error === null && this.#reader.close()) return;
    this.#reader.stop();
    const closed = error === null || CLOSED_SOCKET.has(error.code);
    this.metClosedSocket = closed && reused && !this.#began;
    // A connector that refuses an address says so itself.
    this.#fail(error instanceof SourceError ? error : sourceFault(this.#plan.subgraph, "SOURCE_UNAVAILABLE", error ?? new Error("closed")));
    this.#doneSoon();
  }

  onHead(head: ResponseHead): void {
    this.#head = head;
    this.#plan.onHead(head);
    const code = checkHead(head, this.#plan.limits);
    if (code === null) return;
    const { status, headers, framing } = head;
    this.#fail(sourceFault(this.#plan.subgraph, code, new Error(`status ${status}, content type ${headers["content-type"]}`)));
    if (framing.kind === "LENGTH" && framing.length > DRAINED_BYTES) this.#abort();
  }

  onBody(piece: Buffer): void {
    if (this.#settled) {
      this.#drained += piece.length;
      if (this.#drained > DRAINED_BYTES) this.#abort();
      return;
    }
    const code = this.#body.take(piece);
    if (code !== null) this.#giveUp(code);
  }

  onEnd(more: boolean): void {
    const [connection, head] = [this.#connection, this.#head];
    if (connection === null || head === null) throw new Error("an answer ended that hadn't begun");
    // What wasn't sent by now never will be: the source has said all that it has to say.
    if (more || !head.persistent || !connection.sent) connection.drop();
    else connection.rest(keepAliveOf(head));
    if (!this.#settled) {
      this.#settle();
      this.#resolve({ head, text: this.#body.text(), bytes: this.#body.length, outOfStep: more });
    }
    this.#done();
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

  /** Ends what still runs; a socket that still opens is left to. */
  #abort(): void {
    this.#reader.stop();
    if (this.#connection === null) {
      this.#plan.connections.leave(this);
      clearTimeout(this.#timer);
    } else if (!this.#connection.opening) {
      this.#connection.drop();
      this.#doneSoon();
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

  /** Whoever else gives up in this moment isn't to be given the connection first. */
  #doneSoon(): void {
    queueMicrotask(() => this.#done());
  }

  #done(): void {
    clearTimeout(this.#timer);
    const connection = this.#connection;
    this.#connection = null;
    if (connection !== null) this.#plan.connections.giveBack(connection);
  }
}
