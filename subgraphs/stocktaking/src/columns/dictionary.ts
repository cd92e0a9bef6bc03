import { GrowingColumn } from "./growing-column";

/** Texts of a dictionary of up to so many are kept as strings once they were asked for: they are few, and asked for again and again. */
const FEW = 2 ** 14;
/** A slot in two to four is taken, so that a text is found within a look or two. */
const FIRST_SLOTS = 64;

/**
 * Numbers for texts that many rows share, given out in order of first sight and never taken back. Texts stand end to end
 * as UTF-8, found by their hash: a million ids take a third of what a map of strings would.
 */
export class Dictionary {
  #bytes: Buffer<ArrayBuffer> = Buffer.allocUnsafeSlow(1024);
  /** Where each text begins, and behind the last where it ends. */
  readonly #starts = new GrowingColumn(Uint32Array, FIRST_SLOTS);
  /** By hash: a text's number plus one; 0 where the slot is free. */
  #slots = new Uint32Array(FIRST_SLOTS);
  readonly #texts: string[] = [];

  constructor() {
    this.#starts.push(0);
  }

  get size(): number {
    return this.#starts.length - 1;
  }

  /** Bytes of texts, starts and slots, room for growth included. */
  get bytes(): number {
    return this.#bytes.length + this.#starts.bytes + this.#slots.byteLength;
  }

  /** The text's number; a new one where it wasn't seen before. */
  intern(text: string): number {
    const end = this.#write(text);
    const slot = this.#slotOf(this.#end, end);
    const known = this.#slots[slot] ?? 0;
    if (known !== 0) return known - 1;
    this.#starts.push(end);
    this.#slots[slot] = this.size;
    if (this.size * 2 > this.#slots.length) this.#spread();
    return this.size - 1;
  }

  /** The text's number, or -1 where no row has it. */
  find(text: string): number {
    return (this.#slots[this.#slotOf(this.#end, this.#write(text))] ?? 0) - 1;
  }

  text(number: number): string {
    if (!(number >= 0 && number < this.size)) throw new RangeError(`A dictionary of ${this.size} has no number ${number}.`);
    const known = this.size <= FEW ? this.texts()[number] : this.#texts[number];
    return known ?? this.#read(number);
  }

  /** All of them, by number. They are kept as strings from then on, so don't ask for those of every activity. */
  texts(): readonly string[] {
    for (let number = this.#texts.length; number < this.size; number += 1) this.#texts.push(this.#read(number));
    return this.#texts;
  }

  get #end(): number {
    return this.#starts.at(this.size);
  }

  #read(number: number): string {
    return this.#bytes.toString("utf8", this.#starts.at(number), this.#starts.at(number + 1));
  }

  /** Writes a text behind the last one, where it stays if it is new; returns where it ends. */
  #write(text: string): number {
    const start = this.#end;
    this.#makeRoom(start + text.length * 3);
    const bytes = this.#bytes;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > 127) return start + bytes.write(text, start, "utf8");
      bytes[start + at] = code;
    }
    return start + text.length;
  }

  #makeRoom(length: number): void {
    if (length <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.ceil(length * 1.25));
    this.#bytes.copy(larger);
    this.#bytes = larger;
  }

  /** The slot of the text that stands between two places: the one that has it, else the free one where it belongs. */
  #slotOf(start: number, end: number): number {
    const last = this.#slots.length - 1;
    let slot = hashOf(this.#bytes, start, end) & last;
    for (;;) {
      const known = this.#slots[slot] ?? 0;
      if (known === 0 || this.#isText(known - 1, start, end)) return slot;
      slot = (slot + 1) & last;
    }
  }

  #isText(number: number, start: number, end: number): boolean {
    const bytes = this.#bytes;
    const first = this.#starts.array[number] ?? 0;
    if ((this.#starts.array[number + 1] ?? 0) - first !== end - start) return false;
    for (let at = end - start - 1; at >= 0; at -= 1) if (bytes[first + at] !== bytes[start + at]) return false;
    return true;
  }

  /** Twice the slots, with every text in its new one. */
  #spread(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let number = 0; number < this.size; number += 1) {
      const slot = this.#slotOf(this.#starts.at(number), this.#starts.at(number + 1));
      this.#slots[slot] = number + 1;
    }
  }
}

/** FNV-1a, mixed once more at the end: ids differ in their last characters. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}
