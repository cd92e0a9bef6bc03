import type { AddedVariable } from "./subgraph-question";

/**
 * The representations of a fetch. Their text is put together when it is asked for: a subgraph in this process takes them as
 * objects, which are its own to change.
 */
export class SentRepresentations implements AddedVariable {
  readonly name = "representations";
  readonly #texts: () => readonly string[];
  #objects: readonly object[] | null;

  /** @param objects the same as objects that nobody else has; null where nobody is known to ask for them */
  constructor(texts: () => readonly string[], objects: readonly object[] | null) {
    this.#texts = texts;
    this.#objects = objects;
  }

  get json(): string {
    return `[${this.#texts().join(",")}]`;
  }

  /** Those made beforehand, for who asks first. */
  value(): unknown {
    const objects = this.#objects;
    this.#objects = null;
    return objects ?? JSON.parse(this.json);
  }
}
