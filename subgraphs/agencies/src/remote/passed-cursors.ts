import { createHash } from "node:crypto";

const REMEMBERED = 200;

export const cursorHash = (cursor: string): string => createHash("sha256").update(cursor).digest("hex").slice(0, 16);

/** Cursors that a source was followed through: one that comes again leads in a circle. */
export class PassedCursors {
  readonly #earlier: ReadonlySet<string>;
  /** Of this run, all of them. */
  readonly #now = new Set<string>();

  constructor(earlier: readonly string[]) {
    this.#earlier = new Set(earlier);
  }

  pass(cursor: string): void {
    this.#now.add(cursorHash(cursor));
  }

  has(cursor: string): boolean {
    const hash = cursorHash(cursor);
    return this.#now.has(hash) || this.#earlier.has(hash);
  }

  /** The last ones, for the next run. */
  get last(): readonly string[] {
    return [...new Set([...this.#earlier, ...this.#now])].slice(-REMEMBERED);
  }
}
