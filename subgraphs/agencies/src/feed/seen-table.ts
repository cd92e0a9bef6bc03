import { hash } from "node:crypto";

const WORDS = 5;
const FULLEST = 0.5;
const MOST_NUMBER = 0xffff_ffff;
const NO_CONTENT = "0".repeat(16);

/** What was seen of a key: that it was, and which content. */
export type Seen = "NEW" | "SAME" | "OTHER";

/**
 * Which keys a run has met, with which content and where, in 40 to 80 bytes a key whatever the key's length: 64 bits of
 * a hash for the key, 64 for the content and 32 for the place's number. Two of a million keys meet with a probability of about 3 in 10⁸.
 */
export class SeenTable {
  #slots: Uint32Array;
  #size = 0;

  constructor(capacity = 1_024) {
    this.#slots = new Uint32Array(capacity * WORDS);
  }

  get size(): number {
    return this.#size;
  }

  has(key: string): boolean {
    return this.#isTaken(this.#find(wordsOf(key)));
  }

  /** The first 16 digits of the content noted with a key. */
  contentOf(key: string): string {
    const slot = this.#find(wordsOf(key));
    return [this.#slots[slot + 2] ?? 0, this.#slots[slot + 3] ?? 0].map((word) => word.toString(16).padStart(8, "0")).join("");
  }

  /** The number noted with a key; 0 where none was. */
  numberOf(key: string): number {
    return this.#slots[this.#find(wordsOf(key)) + 4] ?? 0;
  }

  /**
   * Notes the key, and says whether it was there before and with the same content. The first content and number stay.
   *
   * @param content a hash in hexadecimal digits
   * @param number where it stands, such as a line; none beyond 32 bits
   */
  note(key: string, content = NO_CONTENT, number = 0): Seen {
    const [first, second] = wordsOf(key);
    const slot = this.#find([first, second]);
    const [third, fourth] = wordsAt(content);
    if (this.#isTaken(slot)) {
      return this.#slots[slot + 2] === third && this.#slots[slot + 3] === fourth ? "SAME" : "OTHER";
    }
    this.#slots.set([first, second, third, fourth, number <= MOST_NUMBER ? number : 0], slot);
    this.#size += 1;
    if (this.#size * WORDS > this.#slots.length * FULLEST) this.#grow();
    return "NEW";
  }

  /** The slot of a key: where it stands, or where it would. */
  #find([first, second]: Pair): number {
    const capacity = this.#slots.length / WORDS;
    let slot = (first % capacity) * WORDS;
    while (this.#isTaken(slot) && (this.#slots[slot] !== first || this.#slots[slot + 1] !== second)) {
      slot = (slot + WORDS) % this.#slots.length;
    }
    return slot;
  }

  #isTaken(slot: number): boolean {
    return this.#slots[slot] !== 0;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += WORDS) {
      if (old[at] !== 0) this.#slots.set(old.subarray(at, at + WORDS), this.#find([old[at] ?? 0, old[at + 1] ?? 0]));
    }
  }
}

type Pair = readonly [number, number];

function wordsOf(text: string): Pair {
  // Read from the hexadecimal text: a Buffer of its own for each key costs more than its hash.
  const [first, second] = wordsAt(hash("sha1", text, "hex"));
  // 0 marks an empty slot.
  return [first || 1, second];
}

const wordsAt = (digits: string): Pair => [Number.parseInt(digits.slice(0, 8), 16), Number.parseInt(digits.slice(8, 16), 16)];
