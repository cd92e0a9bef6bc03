import { LRUCache } from "lru-cache";

/** Documents that clients registered by their hashes; least used, first forgotten. */
export class AutomaticDocuments {
  readonly #texts: LRUCache<string, string>;

  constructor(bytes: number) {
    this.#texts = new LRUCache({ maxSize: bytes, sizeCalculation: bytesOf });
  }

  /** Bytes that they are taken to hold. */
  get bytes(): number {
    return this.#texts.calculatedSize;
  }

  find(hash: string): string | null {
    return this.#texts.get(hash) ?? null;
  }

  keep(hash: string, text: string): void {
    this.#texts.set(hash, text);
  }
}

/** The text, its hash, and what a map takes for an entry. */
const bytesOf = (text: string, hash: string): number => 2 * (text.length + hash.length) + 128;
