/** One line of a file, or the beginning of one that is longer than a line may be. */
export interface Line {
  readonly number: number;
  readonly bytes: Buffer;
  /** Its whole length; more than `bytes` holds where it was too long. */
  readonly length: number;
}

const LINE_FEED = 0x0a;

/** Cuts bytes into lines without ever holding more than `longest` bytes of one. */
export class Lines {
  readonly #longest: number;
  #parts: Buffer[] = [];
  #kept = 0;
  #length = 0;
  #number = 1;

  constructor(longest: number) {
    this.#longest = longest;
  }

  take(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, from)) {
      this.#keep(chunk.subarray(from, at));
      lines.push(this.#line());
      from = at + 1;
    }
    // A copy, so that a kept rest doesn't hold the whole chunk.
    this.#keep(Buffer.from(chunk.subarray(from)));
    return lines;
  }

  /** The last line, where the file doesn't end in a line feed. */
  end(): Line[] {
    return this.#length === 0 ? [] : [this.#line()];
  }

  #keep(bytes: Buffer): void {
    this.#length += bytes.length;
    const room = this.#longest - this.#kept;
    const kept = bytes.length <= room ? bytes : bytes.subarray(0, Math.max(0, room));
    if (kept.length === 0) return;
    this.#parts.push(kept);
    this.#kept += kept.length;
  }

  #line(): Line {
    const bytes = this.#parts.length === 1 ? (this.#parts[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#parts);
    const line = { number: this.#number, bytes, length: this.#length };
    this.#number += 1;
    this.#parts = [];
    this.#kept = 0;
    this.#length = 0;
    return line;
  }
}
