import { ChunkSize } from "./chunk-size";
import { HeldLines } from "./held-lines";
import type { HttpLimits } from "./http-limits";
import { type ResponseHead, readFields, readHead, refuse } from "./response-head";

/** Who is told what a response holds, as it comes. */
export interface ResponseSink {
  onHead(head: ResponseHead): void;
  onBody(piece: Buffer): void;
  /** @param more whether bytes came that are no part of it */
  onEnd(more: boolean): void;
}

type State = "HEAD" | "LENGTH" | "UNTIL_CLOSED" | "CHUNK_SIZE" | "CHUNK_DATA" | "CHUNK_END" | "TRAILERS" | "OVER";

const HEAD_END = Buffer.from("\r\n\r\n");
const BEGINNING = "HTTP/1.";
const LF = 0x0a;
const CR = 0x0d;
/** Informational heads before the real one. */
const MOST_INFORMATIONAL = 10;

/** Reads one response piece by piece, however it is cut; it throws on what isn't strict HTTP/1.1 or beyond the limits. */
export class ResponseReader {
  readonly #sink: ResponseSink;
  readonly #limits: HttpLimits;
  #state: State = "HEAD";
  /** Bytes of the body, or of the chunk, that are still to come. */
  #left = 0;
  #held: HeldLines | null = null;
  #chunk: ChunkSize | null = null;
  #informational = 0;
  #afterReturn = false;

  constructor(sink: ResponseSink, limits: HttpLimits) {
    this.#sink = sink;
    this.#limits = limits;
  }

  take(piece: Buffer): void {
    let at = 0;
    while (at < piece.length && this.#state !== "OVER") at = this.#step(piece, at);
  }

  /** The connection was closed: whether that ends the response. */
  close(): boolean {
    if (this.#state !== "UNTIL_CLOSED") return false;
    this.#end(false);
    return true;
  }

  /** Nothing more of it is read. */
  stop(): void {
    this.#state = "OVER";
  }

  /** Reads on from there; returns how far it came. */
  #step(piece: Buffer, at: number): number {
    switch (this.#state) {
      case "HEAD":
        return this.#takeHead(piece, at);
      case "LENGTH":
      case "CHUNK_DATA":
        return this.#takeBody(piece, at);
      case "UNTIL_CLOSED":
        this.#sink.onBody(at === 0 ? piece : piece.subarray(at));
        return piece.length;
      case "CHUNK_SIZE":
        return this.#takeChunkSize(piece, at);
      case "CHUNK_END":
        return this.#takeChunkEnd(piece, at);
      default:
        return this.#takeTrailers(piece, at);
    }
  }

  #takeHead(piece: Buffer, at: number): number {
    const end = this.#holds ? -1 : piece.indexOf(HEAD_END, at);
    if (end < 0) return this.#takePartOfHead(piece, at);
    const after = end + HEAD_END.length;
    if (after - at > this.#limits.headerBytes) refuse("its head is too long");
    this.#begin(readHead(piece.toString("latin1", at, after), this.#limits), piece, after);
    return after;
  }

  /** Byte by byte, so that what can't become a head is refused without a wait for its end. */
  #takePartOfHead(piece: Buffer, from: number): number {
    this.#held ??= new HeldLines(this.#limits.headerBytes);
    for (let at = from; at < piece.length; at++) {
      const byte = piece[at] ?? 0;
      const { length } = this.#held;
      if (length < BEGINNING.length && byte !== BEGINNING.charCodeAt(length)) refuse("it doesn't begin with a status line");
      if (!this.#held.take(byte)) continue;
      this.#begin(readHead(this.#held.letGo(), this.#limits), piece, at + 1);
      return at + 1;
    }
    return piece.length;
  }

  get #holds(): boolean {
    return this.#held !== null && this.#held.length > 0;
  }

  #begin(head: ResponseHead, piece: Buffer, after: number): void {
    if (head.status < 200) {
      if (head.status === 101 || ++this.#informational > MOST_INFORMATIONAL) refuse("it is informational, and no answer");
      return;
    }
    const { framing } = head;
    this.#state = framing.kind === "CHUNKED" ? "CHUNK_SIZE" : framing.kind === "UNTIL_CLOSED" ? "UNTIL_CLOSED" : "LENGTH";
    this.#left = framing.kind === "LENGTH" ? framing.length : 0;
    this.#sink.onHead(head);
    if (this.#state === "LENGTH" && this.#left === 0) this.#end(after < piece.length);
  }

  #takeBody(piece: Buffer, at: number): number {
    const to = Math.min(piece.length, at + this.#left);
    this.#left -= to - at;
    this.#sink.onBody(at === 0 && to === piece.length ? piece : piece.subarray(at, to));
    if (this.#left > 0) return to;
    if (this.#state === "LENGTH") this.#end(to < piece.length);
    else if (this.#state === "CHUNK_DATA") this.#state = "CHUNK_END";
    return to;
  }

  #takeChunkSize(piece: Buffer, from: number): number {
    this.#chunk ??= new ChunkSize(this.#limits.framingBytes);
    for (let at = from; at < piece.length; at++) {
      if (!this.#chunk.take(piece[at] ?? 0)) continue;
      this.#left = this.#chunk.size;
      this.#state = this.#left === 0 ? "TRAILERS" : "CHUNK_DATA";
      this.#chunk.begin();
      return at + 1;
    }
    return piece.length;
  }

  #takeChunkEnd(piece: Buffer, at: number): number {
    if (piece[at] !== (this.#afterReturn ? LF : CR)) refuse("a chunk is longer than its size");
    if (this.#afterReturn) this.#state = "CHUNK_SIZE";
    this.#afterReturn = !this.#afterReturn;
    return at + 1;
  }

  /** Trailers are measured and dropped: nothing that is heeded may come after a body. */
  #takeTrailers(piece: Buffer, from: number): number {
    // Most have none.
    if (!this.#holds && piece[from] === CR && piece[from + 1] === LF) {
      this.#end(from + 2 < piece.length);
      return from + 2;
    }
    this.#held ??= new HeldLines(this.#limits.headerBytes);
    for (let at = from; at < piece.length; at++) {
      if (!this.#held.take(piece[at] ?? 0)) continue;
      readFields(this.#held.letGo(), 0, this.#limits);
      this.#end(at + 1 < piece.length);
      return at + 1;
    }
    return piece.length;
  }

  #end(more: boolean): void {
    this.#state = "OVER";
    this.#sink.onEnd(more);
  }
}
