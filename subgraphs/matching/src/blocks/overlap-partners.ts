import { meetEnough } from "../assess/periods";
import { cellKey, MOST_CELLS, type Profile } from "./block-keys";
import { type BlockSizes, nothingSkipped, type Skipped } from "./block-sizes";
import type { Blocks } from "./blocks";
import type { Hierarchy } from "./hierarchy";
import { TypedList } from "./typed-list";

/** Which activities share a cell, a kind of work and a group with one, under another lead and over periods that meet. */
export class OverlapPartners {
  readonly #blocks: Blocks;
  readonly #hierarchy: Hierarchy;
  readonly #sizes: BlockSizes;
  /** By slot, the number of the last look that came by it. */
  readonly #visited = new TypedList(Uint32Array);
  #look = 0;

  constructor(blocks: Blocks, hierarchy: Hierarchy, sizes: BlockSizes) {
    this.#blocks = blocks;
    this.#hierarchy = hierarchy;
    this.#sizes = sizes;
  }

  get bytes(): number {
    return this.#visited.bytes;
  }

  /**
   * The slots that ask for a review beside this one, the ones with most days in common first. Each of two must be among
   * the best of the other: so a record has a bounded number of pairs, and a pair doesn't depend on who was looked at first.
   */
  bestOf(slot: number, skipped: Skipped): number[] {
    const all = this.#of(slot, Number.POSITIVE_INFINITY, skipped);
    const best = this.#best(slot, all);
    skipped.partners += all.length - best.length;
    return best.filter((other) => {
      const theirs = this.#of(other);
      return theirs.length <= this.#sizes.partners || this.#best(other, theirs).includes(slot);
    });
  }

  /** Partners of a record that may have others among their best once it comes or goes; asked while it is in. */
  altersRanks(slot: number): number[] {
    const { partners } = this.#sizes;
    return this.#of(slot).filter((other) => this.#of(other, partners).length >= partners);
  }

  /** Those in a block that this record makes too large, and whoever may rank otherwise for it; asked while it isn't in. */
  altersCells(keys: readonly number[]): number[] {
    const { cell } = this.#sizes;
    const full = keys.filter((key) => this.#blocks.count(key, cell) === cell);
    const members = full.flatMap((key) => [...this.#blocks.members(key, cell, nothingSkipped())]);
    return members.flatMap((member) => [member, ...this.altersRanks(member)]);
  }

  #of(slot: number, most = Number.POSITIVE_INFINITY, skipped = nothingSkipped()): number[] {
    const { heads } = this.#blocks;
    const profile = heads.profileAt(slot);
    if (profile === null) return [];
    this.#startLook(slot);
    const found: number[] = [];
    let cells = 0;
    for (const item of profile.items) {
      for (const place of profile.places) {
        if (cells === MOST_CELLS) {
          skipped.cells += profile.items.length * profile.places.length - cells;
          return found;
        }
        cells += 1;
        this.#around(slot, profile, item, place, found, skipped);
        if (found.length >= most) return found;
      }
    }
    return found;
  }

  #startLook(slot: number): void {
    while (this.#visited.length < this.#blocks.heads.slots) this.#visited.push(0);
    this.#look += 1;
    this.#visited.array[slot] = this.#look;
  }

  /** Those in the cell itself and in the cells above and below it. */
  #around(slot: number, profile: Profile, item: number, place: number, found: number[], skipped: Skipped): void {
    // A crowded cell of its own is skipped from both sides, or a pair would depend on who was looked at first.
    if (!this.#take(slot, profile, item, place, found, skipped)) return;
    const places = this.#hierarchy.placesAround(place);
    for (const near of places) this.#take(slot, profile, item, near, found, skipped);
    for (const around of this.#hierarchy.itemsAround(item)) {
      this.#take(slot, profile, around, place, found, skipped);
      for (const near of places) this.#take(slot, profile, around, near, found, skipped);
    }
  }

  /** Adds what one block holds; false where it is too large. */
  #take(slot: number, profile: Profile, item: number, place: number, found: number[], skipped: Skipped): boolean {
    const members = this.#blocks.count(cellKey(profile.kind, item, place), this.#sizes.cell);
    if (members > this.#sizes.cell) {
      skipped.blocks += 1;
      return false;
    }
    const visited = this.#visited.array;
    for (let at = 0; at < members; at += 1) {
      const other = this.#blocks.found[at] ?? 0;
      if (visited[other] === this.#look) continue;
      visited[other] = this.#look;
      if (this.#overlaps(slot, profile, other)) found.push(other);
    }
    return true;
  }

  #overlaps(slot: number, { groups }: Profile, other: number): boolean {
    const { leads, firsts, lasts } = this.#blocks.heads;
    if (leads.at(other) === leads.at(slot)) return false;
    if (!meetEnough(firsts.at(slot), lasts.at(slot), firsts.at(other), lasts.at(other))) return false;
    return this.#blocks.heads.profileAt(other)?.groups.some((group) => groups.includes(group)) === true;
  }

  /** The best of a record's candidates: most days in common, and the older version among equals. */
  #best(slot: number, partners: readonly number[]): number[] {
    if (partners.length <= this.#sizes.partners) return [...partners];
    const { firsts, lasts, sequences } = this.#blocks.heads;
    const days = (other: number): number => Math.min(lasts.at(slot), lasts.at(other)) - Math.max(firsts.at(slot), firsts.at(other));
    return [...partners]
      .sort((one, other) => days(other) - days(one) || sequences.at(one) - sequences.at(other))
      .slice(0, this.#sizes.partners);
  }
}
