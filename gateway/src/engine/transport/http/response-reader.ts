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
const TAB = 0x09;
const SPACE = 0x20;
const ZERO = 0x30;
const SEMICOLON = 0x3b;
const DELETE = 0x7f;
/** A chunk of more is beyond every limit, and beyond what a number holds soon after. */
const MOST_DIGITS = 8;
/** Informational heads before the real one. */
const MOST_INFORMATIONAL = 10;

/** Reads one response piece by piece, however it is cut; it throws on what isn't strict HTTP/1.1 or beyond the limits. */
export class ResponseReader {
  readonly #sink: ResponseSink;
  readonly #limits: HttpLimits;
  #state: State = "HEAD";
  /** Bytes of the body, or of the chunk, that are still to come. */
  #left = 0;
  /** Of a head or of trailers that came in more than one piece. */
  #held: Buffer | null = null;
  #heldLength = 0;
  #informational = 0;
  #digits = 0;
  #inExtension = false;
  #lastByte = 0;
  /** Bytes that frame the body and say nothing. */
  #idleFraming = 0;

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
    const end = this.#heldLength === 0 ? piece.indexOf(HEAD_END, at) : -1;
    if (end < 0) return this.#takePartOfHead(piece, at);
    const after = end + HEAD_END.length;
    if (after - at > this.#limits.headerBytes) refuse("its head is too long");
    this.#begin(readHead(piece.latin1Slice(at, after), this.#limits), piece, after);
    return after;
  }

  /** Byte by byte, so that what can't become a head is refused without a wait for its end. */
  #takePartOfHead(piece: Buffer, from: number): number {
    for (let at = from; at < piece.length; at++) {
      const byte = piece[at] ?? 0;
      if (this.#heldLength < BEGINNING.length && byte !== BEGINNING.charCodeAt(this.#heldLength)) refuse("it doesn't begin as it does");
      if (!this.#holdLineByte(byte)) continue;
      const head = readHead(this.#letGo(), this.#limits);
      this.#begin(head, piece, at + 1);
      return at + 1;
    }
    return piece.length;
  }

  /** Whether an empty line ended with this byte. */
  #holdLineByte(byte: number): boolean {
    this.#held ??= Buffer.allocUnsafe(this.#limits.headerBytes);
    if (this.#heldLength === this.#held.length) refuse("its head is too long");
    const before = this.#heldLength === 0 ? 0 : this.#held[this.#heldLength - 1];
    if ((byte === LF) !== (before === CR)) refuse("a line doesn't end as lines do");
    this.#held[this.#heldLength++] = byte;
    return byte === LF && this.#endsEmpty(this.#held);
  }

  #endsEmpty(held: Buffer): boolean {
    const length = this.#heldLength;
    return length === 2 || (length >= 4 && held[length - 3] === LF);
  }

  #letGo(): string {
    const text = this.#held?.latin1Slice(0, this.#heldLength) ?? "";
    this.#heldLength = 0;
    return text;
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
    for (let at = from; at < piece.length; at++) {
      const byte = piece[at] ?? 0;
      if (this.#lastByte === CR) {
        if (byte !== LF) refuse("a chunk's size doesn't end its line");
        this.#beginChunk();
        return at + 1;
      }
      this.#takeSizeByte(byte);
      this.#lastByte = byte;
    }
    return piece.length;
  }

  #takeSizeByte(byte: number): void {
    if (byte === CR && this.#digits > 0) return;
    if (this.#inExtension) {
      if ((byte < SPACE && byte !== TAB) || byte === DELETE) refuse("a chunk's extension holds a control character");
      this.#frame();
    } else if (byte === SEMICOLON && this.#digits > 0) this.#inExtension = true;
    else this.#takeDigit(digitOf(byte));
  }

  #takeDigit(digit: number): void {
    if (this.#left === 0 && this.#digits > 0) this.#frame();
    this.#left = this.#left * 16 + digit;
    this.#digits++;
    if (this.#left >= 16 ** MOST_DIGITS) refuse("a chunk's size is beyond every limit");
  }

  #frame(): void {
    if (++this.#idleFraming > this.#limits.framingBytes) refuse("too much framing is around its body");
  }

  #beginChunk(): void {
    this.#state = this.#left === 0 ? "TRAILERS" : "CHUNK_DATA";
    this.#digits = 0;
    this.#inExtension = false;
    this.#lastByte = 0;
  }

  #takeChunkEnd(piece: Buffer, at: number): number {
    const byte = piece[at];
    if (byte !== (this.#lastByte === CR ? LF : CR)) refuse("a chunk is longer than its size");
    if (byte === LF) this.#state = "CHUNK_SIZE";
    this.#lastByte = byte === LF ? 0 : CR;
    return at + 1;
  }

  /** Trailers are measured and dropped: nothing that is heeded may come after a body. */
  #takeTrailers(piece: Buffer, from: number): number {
    // Most have none.
    if (this.#heldLength === 0 && piece[from] === CR && piece[from + 1] === LF) {
      this.#end(from + 2 < piece.length);
      return from + 2;
    }
    for (let at = from; at < piece.length; at++) {
      if (!this.#holdLineByte(piece[at] ?? 0)) continue;
      readFields(this.#letGo(), 0, this.#limits);
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

function digitOf(byte: number): number {
  if (byte >= ZERO && byte <= 0x39) return byte - ZERO;
  const small = byte | 0x20;
  return small >= 0x61 && small <= 0x66 ? small - 0x57 : refuse("a chunk's size isn't a number");
}
