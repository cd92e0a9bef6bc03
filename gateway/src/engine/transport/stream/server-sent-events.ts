/** One event of an event stream; its data is what follows `data:`, line by line. */
export interface ServerSentEvent {
  readonly type: string;
  readonly data: Buffer;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const COLON = 0x3a;
const SPACE = 0x20;
const NEW_LINE = Buffer.from("\n");
const EMPTY = Buffer.alloc(0);

/** Reads an event stream piece by piece; an event that grows beyond its limit is none. */
export class ServerSentEvents {
  readonly #most: number;
  #line: Buffer[] = [];
  #type = "message";
  #data: Buffer[] = [];
  #size = 0;

  constructor(mostBytes: number) {
    this.#most = mostBytes;
  }

  /** The events that the piece ends, or null where one is too large. */
  take(piece: Buffer): ServerSentEvent[] | null {
    const events: ServerSentEvent[] = [];
    let from = 0;
    for (let end = piece.indexOf(LINE_FEED); end >= 0; end = piece.indexOf(LINE_FEED, from)) {
      if (!this.#grow(piece.subarray(from, end))) return null;
      from = end + 1;
      const event = this.#endLine();
      if (event !== null) events.push(event);
    }
    return this.#grow(piece.subarray(from)) ? events : null;
  }

  /** Bytes by themselves would each hold on to the piece that they came in. */
  #grow(part: Buffer): boolean {
    this.#size += part.length + 1;
    if (part.length > 0) this.#line.push(part);
    if (this.#line.length > 256) this.#line = [Buffer.concat(this.#line)];
    return this.#size <= this.#most;
  }

  #endLine(): ServerSentEvent | null {
    let line = this.#line.length === 1 ? (this.#line[0] ?? EMPTY) : Buffer.concat(this.#line);
    this.#line = [];
    if (line[line.length - 1] === CARRIAGE_RETURN) line = line.subarray(0, -1);
    if (line.length === 0) return this.#endEvent();
    const colon = line.indexOf(COLON);
    const name = line.toString("latin1", 0, Math.min(colon < 0 ? line.length : colon, 16));
    const value = colon < 0 ? line.subarray(line.length) : line.subarray(line[colon + 1] === SPACE ? colon + 2 : colon + 1);
    if (name === "event") this.#type = value.toString("latin1", 0, 64);
    else if (name === "data") this.#data.push(value);
    // A comment is a sign of life; it belongs to no event.
    else if (this.#data.length === 0) this.#size = 0;
    return null;
  }

  #endEvent(): ServerSentEvent | null {
    const data =
      this.#data.length === 1
        ? this.#data[0]
        : Buffer.concat(this.#data.flatMap((line, index) => (index === 0 ? [line] : [NEW_LINE, line])));
    const event = { type: this.#type, data: data ?? EMPTY };
    const named = this.#type !== "message" || this.#data.length > 0;
    this.#type = "message";
    this.#data = [];
    this.#size = 0;
    return named ? event : null;
  }
}
