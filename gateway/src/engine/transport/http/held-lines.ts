import { refuse } from "./response-head";

const LF = 0x0a;
const CR = 0x0d;

/** Lines to an empty one, which came in more than one piece: a head, or trailers. */
export class HeldLines {
  readonly #bytes: Buffer;
  #length = 0;

  constructor(most: number) {
    this.#bytes = Buffer.allocUnsafe(most);
  }

  get length(): number {
    return this.#length;
  }

  /** Whether the empty line ends with this byte. */
  take(byte: number): boolean {
    const length = this.#length;
    if (length === this.#bytes.length) refuse("its head is too long");
    const before = length === 0 ? 0 : this.#bytes[length - 1];
    if ((byte === LF) !== (before === CR)) refuse("a line doesn't end as lines do");
    this.#bytes[length] = byte;
    this.#length = length + 1;
    return byte === LF && (length === 1 || this.#bytes[length - 2] === LF);
  }

  /** What was held, which is held no longer. */
  letGo(): string {
    const text = this.#bytes.toString("latin1", 0, this.#length);
    this.#length = 0;
    return text;
  }
}
