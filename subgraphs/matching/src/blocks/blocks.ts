import { LIMITS } from "../method";
import type { BlockSizes, Skipped } from "./block-sizes";
import { HeadColumns } from "./head-columns";
import { Postings } from "./postings";

/** The heads of all activities and the blocks that they stand in. */
export class Blocks {
  readonly heads = new HeadColumns();
  readonly #postings = new Postings();
  /** What `count` last found: as many slots as it said. */
  readonly found: Uint32Array;

  constructor(sizes: BlockSizes) {
    this.found = new Uint32Array(Math.max(...Object.values(sizes), LIMITS.template) + 2);
  }

  get bytes(): number {
    return this.heads.bytes + this.#postings.bytes;
  }

  post(keys: Iterable<number>, slot: number): void {
    for (const key of keys) this.#postings.add(key, slot);
  }

  /** Takes out of blocks what lives on in others; the dead need not be taken out. */
  unpost(keys: Iterable<number>, slot: number): void {
    for (const key of keys) this.#postings.remove(key, slot);
  }

  /** How many living records stand under a key, up to one more than `most`; they are in `found` then. */
  count(key: number, most: number): number {
    return this.#postings.read(key, this.heads.dead.array, most, this.found);
  }

  /** The living records under a key; none, and one more skipped block, where they are more than `most`. */
  members(key: number, most: number, skipped: Skipped): Uint32Array {
    const count = this.count(key, most);
    if (count > most) skipped.blocks += 1;
    return this.found.slice(0, count > most ? 0 : count);
  }

  /** Drops dead slots; the others have new numbers then. */
  compact(): void {
    const { isDead, numbers } = this.heads.compact();
    this.#postings.renumber(isDead, numbers);
  }
}
