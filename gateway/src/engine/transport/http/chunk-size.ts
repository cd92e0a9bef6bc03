import { refuse } from "./response-head";

const LF = 0x0a;
const CR = 0x0d;
const TAB = 0x09;
const SPACE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
const SEMICOLON = 0x3b;
const DELETE = 0x7f;
const SMALL = 0x20;
const SMALL_A = 0x61;
const SMALL_F = 0x66;
/** A chunk of that size is beyond every limit. */
const TOO_LARGE = 16 ** 8;

/** The lines that say how long each chunk of one body is, byte by byte. */
export class ChunkSize {
  /** Of the chunk whose line has ended. */
  size = 0;
  readonly #mostIdle: number;
  /** Bytes of all lines that say nothing: extensions, and zeros before a size. */
  #idle = 0;
  #digits = 0;
  #inExtension = false;
  #afterReturn = false;

  constructor(mostIdle: number) {
    this.#mostIdle = mostIdle;
  }

  /** Another line begins. */
  begin(): void {
    this.size = 0;
    this.#digits = 0;
    this.#inExtension = false;
    this.#afterReturn = false;
  }

  /** Whether the line ends with this byte. */
  take(byte: number): boolean {
    if (this.#afterReturn) return byte === LF || refuse("a chunk's size doesn't end its line");
    if (byte === CR && this.#digits > 0) this.#afterReturn = true;
    else if (this.#inExtension) this.#takeExtension(byte);
    else if (byte === SEMICOLON && this.#digits > 0) this.#inExtension = true;
    else this.#takeDigit(digitOf(byte));
    return false;
  }

  #takeExtension(byte: number): void {
    if ((byte < SPACE && byte !== TAB) || byte === DELETE) refuse("a chunk's extension holds a control character");
    this.#saysNothing();
  }

  #takeDigit(digit: number): void {
    if (this.size === 0 && this.#digits > 0) this.#saysNothing();
    this.size = this.size * 16 + digit;
    this.#digits++;
    if (this.size >= TOO_LARGE) refuse("a chunk's size is beyond every limit");
  }

  #saysNothing(): void {
    if (++this.#idle > this.#mostIdle) refuse("too much framing is around its body");
  }
}

function digitOf(byte: number): number {
  if (byte >= ZERO && byte <= NINE) return byte - ZERO;
  const small = byte | SMALL;
  return small >= SMALL_A && small <= SMALL_F ? small - SMALL_A + 10 : refuse("a chunk's size isn't a number");
}
