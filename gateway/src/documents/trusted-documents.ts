import { hashOf } from "./hash-of";

/** Documents that were registered beforehand, by the ids they were registered under and by their hashes. */
export class TrustedDocuments {
  readonly #texts = new Map<string, string>();

  /** @param registered texts by id; an id for two texts is refused, since answers would hang on which was read last */
  constructor(registered: Iterable<readonly [id: string, text: string]>) {
    for (const [id, text] of registered) {
      this.#register(hashOf(text), text);
      this.#register(id, text);
    }
  }

  get size(): number {
    return new Set(this.#texts.values()).size;
  }

  /** The text of an id, or of a hash as in "sha256:…". */
  find(id: string): string | null {
    return this.#texts.get(id) ?? this.#texts.get(id.replace(/^sha256:/, "")) ?? null;
  }

  /** Whether the text is that of a document registered. */
  holds(text: string): boolean {
    return this.#texts.has(hashOf(text));
  }

  #register(id: string, text: string): void {
    const known = this.#texts.get(id);
    if (known !== undefined && known !== text) throw new Error(`two trusted documents have the id "${id}"`);
    this.#texts.set(id, text);
  }
}
