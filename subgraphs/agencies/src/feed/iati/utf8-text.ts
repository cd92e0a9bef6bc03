import { isUtf8 } from "node:buffer";

/** A stretch of text, and whether it stands for bytes that aren't text in the encoding declared. */
export interface TextPiece {
  readonly text: string;
  readonly broken: boolean;
}

export interface TextDecoding {
  pieces(bytes: Buffer): TextPiece[];
  end(): TextPiece[];
}

const BROKEN: TextPiece = { text: "\ufffd", broken: true };
const NONE = Buffer.alloc(0);

/** UTF-8 in chunks. A byte that isn't UTF-8 becomes a piece of its own, so that its place can be told. */
export class Utf8Text implements TextDecoding {
  #carried = NONE;

  pieces(chunk: Buffer): TextPiece[] {
    const bytes = this.#carried.length === 0 ? chunk : Buffer.concat([this.#carried, chunk]);
    const whole = bytes.length - unfinished(bytes);
    this.#carried = Buffer.from(bytes.subarray(whole));
    return split(bytes.subarray(0, whole));
  }

  end(): TextPiece[] {
    const rest = split(this.#carried);
    this.#carried = NONE;
    return rest;
  }
}

/** Encodings that Node knows beside UTF-8, such as UTF-16 and ISO-8859-1. */
export class OtherText implements TextDecoding {
  readonly #decoder: InstanceType<typeof TextDecoder>;

  constructor(encoding: string) {
    this.#decoder = new TextDecoder(encoding);
  }

  pieces(chunk: Buffer): TextPiece[] {
    return cutAtReplacements(this.#decoder.decode(chunk, { stream: true }));
  }

  end(): TextPiece[] {
    return cutAtReplacements(this.#decoder.decode());
  }
}

/** In these encodings a replacement character can only come from bytes that are none. */
function cutAtReplacements(text: string): TextPiece[] {
  if (!text.includes("\ufffd")) return [{ text, broken: false }];
  return text.split(/(\ufffd)/).flatMap((part) => (part === "" ? [] : [{ text: part, broken: part === "\ufffd" }]));
}

function split(bytes: Buffer): TextPiece[] {
  if (isUtf8(bytes)) return [{ text: bytes.toString("utf8"), broken: false }];
  const pieces: TextPiece[] = [];
  let from = 0;
  while (from < bytes.length) {
    const sound = soundLength(bytes, from);
    if (sound > 0) pieces.push({ text: bytes.toString("utf8", from, from + sound), broken: false });
    from += sound;
    if (from < bytes.length) pieces.push(BROKEN);
    from += 1;
  }
  return pieces;
}

/** How many bytes from here on are whole UTF-8 characters. */
function soundLength(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const size = sizeOf(bytes[at] ?? 0);
    // Overlong forms and halves of pairs have the right shape and are wrong all the same.
    if (size === 0 || (size > 1 && !isUtf8(bytes.subarray(at, at + size)))) break;
    if (at + size > bytes.length) break;
    at += size;
  }
  return at - from;
}

function sizeOf(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

/** How many bytes at the end begin a character that the next chunk goes on with. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return sizeOf(byte) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}
