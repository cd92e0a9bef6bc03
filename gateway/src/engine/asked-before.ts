import { hash } from "node:crypto";

/** A power of two; each place takes four bytes. */
const PLACES = 8_192;

/**
 * Tells what is asked again from what is asked once, and holds no text for it. Most of what is asked once never comes again,
 * and keeping it costs more than its room: it outlives the space for young objects, and waits among the old ones to be
 * collected long after it was forgotten.
 */
export class AskedBefore {
  readonly #places = new Int32Array(PLACES);

  /**
   * Whether the text was asked before; it was from now on. Of those that share a place the last one is remembered; two texts
   * are taken for one once in some billions.
   */
  note(text: string): boolean {
    const digest = hash("sha1", text, "buffer");
    const place = digest.readUInt16LE(0) % PLACES;
    const mark = digest.readInt32LE(2);
    const isKnown = this.#places[place] === mark;
    this.#places[place] = mark;
    return isKnown;
  }
}
