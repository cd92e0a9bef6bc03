import { meetEnough } from "../assess/periods";
import { fewestShared } from "../assess/title-near";
import type { ActivityFeatures } from "../features/activity-features";
import { LIMITS } from "../method";
import {
  cellKeysOf,
  type Named,
  postedKeys,
  profileOf,
  type SameKeys,
  sameKeysOf,
  signatureOf,
  templateKey,
  thirdKeysOf,
} from "./block-keys";
import { BLOCK_SIZES, type BlockSizes, nothingSkipped } from "./block-sizes";
import { Blocks } from "./blocks";
import type { HeadColumns } from "./head-columns";
import type { Hierarchy } from "./hierarchy";
import { OverlapPartners } from "./overlap-partners";

/** Which of all living activities may be the same as one, or overlap with it: never less than the method would find. */
export class MatchIndex {
  readonly #sizes: BlockSizes;
  readonly #blocks: Blocks;
  readonly #partners: OverlapPartners;
  skipped = nothingSkipped();

  constructor(hierarchy: Hierarchy, sizes: BlockSizes = BLOCK_SIZES) {
    this.#sizes = sizes;
    this.#blocks = new Blocks(sizes);
    this.#partners = new OverlapPartners(this.#blocks, hierarchy, sizes);
  }

  get heads(): HeadColumns {
    return this.#blocks.heads;
  }

  /** Bytes in typed arrays, room for growth included. */
  get bytes(): number {
    return this.#blocks.bytes + this.#partners.bytes;
  }

  /** Takes in a version without asking what it alters; returns its slot. */
  load(sequence: number, features: ActivityFeatures): number {
    const slot = this.heads.add(sequence, features);
    this.#blocks.post(postedKeys(features), slot);
    this.#blocks.post(cellKeysOf(this.heads.profileAt(slot)), slot);
    return slot;
  }

  /** Takes in a version; returns the slots of those whose pairs it may alter beside its own. */
  add(sequence: number, features: ActivityFeatures): number[] {
    const altered = this.#partners.altersCells(cellKeysOf(profileOf(features)));
    const slot = this.load(sequence, features);
    return [...altered, ...this.#altersBlocks(features), ...this.#partners.altersRanks(slot)];
  }

  /**
   * Forgets a version; returns the slots of those whose pairs that may alter.
   *
   * @param features what it was; null where its content was redacted since, and only its numbers are left
   */
  remove(slot: number, features: ActivityFeatures | null): number[] {
    const altered = [...(features === null ? [] : this.#altersBlocks(features)), ...this.#partners.altersRanks(slot)];
    const cells = cellKeysOf(this.heads.profileAt(slot));
    this.heads.kill(slot);
    return [...altered, ...this.#partners.altersCells(cells)];
  }

  /** Takes in that reviewers changed a version's items; returns the slots of those whose pairs that may alter. */
  setItems(slot: number, features: ActivityFeatures): number[] {
    const before = this.#partners.altersRanks(slot);
    const profile = profileOf(features);
    const had = new Set(cellKeysOf(this.heads.profileAt(slot)));
    const has = new Set(cellKeysOf(profile));
    const come = [...has].filter((key) => !had.has(key));
    const gone = [...had].filter((key) => !has.has(key));
    const crowded = this.#partners.altersCells(come);
    this.heads.setProfile(slot, profile);
    this.#blocks.unpost(gone, slot);
    const cleared = this.#partners.altersCells(gone);
    this.#blocks.post(come, slot);
    return [...before, ...crowded, ...cleared, ...this.#partners.altersRanks(slot)];
  }

  /** Slots that may tell of the same activity, by what they were found by. */
  sameAs(slot: number, features: ActivityFeatures): Readonly<Record<"KEY" | "TITLE", readonly number[]>> {
    const keys = sameKeysOf(features);
    const { id, url } = this.#sizes;
    const others = (found: readonly number[]): number[] => found.filter((other) => other !== slot);
    const byKey = [...this.#members(keys.ids, id), ...this.#namedOrNaming(keys), ...this.#members(keys.urls, url)];
    return { KEY: others(byKey), TITLE: others(this.#nearTitles(slot, features, keys)) };
  }

  /** Slots that ask for a review beside this one, as far as numbers tell. */
  partnersOf(slot: number): number[] {
    return this.#partners.bestOf(slot, this.skipped);
  }

  /** How many living records of a source bear a title, as far as it matters. */
  timesInSource(source: string, folded: string): number {
    return this.#blocks.count(templateKey(source, folded), LIMITS.template);
  }

  /** Forgets dead slots for good, once they are more than the living ones; slots have other numbers then. */
  compactIfWorthwhile(): void {
    if (this.heads.slots >= 2 * this.heads.live + 4_096) this.#blocks.compact();
  }

  #members(keys: readonly number[], most: number): number[] {
    return keys.flatMap((key) => [...this.#blocks.members(key, most, this.skipped)]);
  }

  /**
   * Who names whom is asked from both sides, so each side passes over the blocks that the other would, and comes by those
   * alone that the other would come by: who names "b:1" isn't beside "a:1".
   */
  #namedOrNaming({ ids, names, named }: SameKeys): number[] {
    const { id } = this.#sizes;
    const isOpen = (key: number): boolean => this.#blocks.count(key, id) <= id;
    const naming = ids.every(isOpen) ? this.#members(names, id) : [];
    return [...naming, ...named.flatMap((target) => (isOpen(target.third) ? this.#named(target) : []))];
  }

  #named({ asRawId, asHubId }: Named): number[] {
    const { id } = this.#sizes;
    const found = this.#members([asRawId], id);
    if (asHubId === null) return found;
    return [...found, ...this.#members([asHubId.block], id).filter((slot) => this.heads.ids.at(slot) === asHubId.id)];
  }

  /** Those in the same places whose titles may be near, and for which some combination may hold with near titles. */
  #nearTitles(slot: number, { titles }: ActivityFeatures, { tokens }: SameKeys): number[] {
    const { signs } = this.heads;
    const lacking = titles.map((title) => ({ bits: signatureOf(title), most: title.tokens.length - fewestShared(title.tokens.length) }));
    const found = new Set(this.#members(tokens, this.#sizes.token));
    return [...found].filter(
      (other) => this.#mayBeOne(slot, other) && lacking.some(({ bits, most }) => bitsIn(bits & ~signs.at(other)) <= most),
    );
  }

  /** Periods that meet, and the same lead, the same days, or a reporter that the other may name. */
  #mayBeOne(slot: number, other: number): boolean {
    const { firsts, lasts, leads, parties, reporters } = this.heads;
    const [first, last, theirFirst, theirLast] = [firsts.at(slot), lasts.at(slot), firsts.at(other), lasts.at(other)];
    if (!meetEnough(first, last, theirFirst, theirLast)) return false;
    if (leads.at(slot) === leads.at(other) || (first === theirFirst && last === theirLast)) return true;
    return (parties.at(slot) & reporters.at(other)) !== 0 || (parties.at(other) & reporters.at(slot)) !== 0;
  }

  /** Those whose pairs turn on how many stand in a block: where this record, while it is in, is the one too many. */
  #altersBlocks(features: ActivityFeatures): number[] {
    const { ids, urls, tokens, templates } = sameKeysOf(features);
    const { id, url, token } = this.#sizes;
    const found: number[] = [];
    const check = (keys: readonly number[], largest: number): void => {
      for (const key of keys) {
        if (this.#blocks.count(key, largest + 1) === largest + 1) found.push(...this.#blocks.found.subarray(0, largest + 1));
      }
    };
    check(templates, LIMITS.template - 1);
    check([...ids, ...thirdKeysOf(features)], id);
    check(urls, url);
    check(tokens, token);
    return found;
  }
}

function bitsIn(bits: number): number {
  let left = bits;
  let count = 0;
  for (; left !== 0; count += 1) left &= left - 1;
  return count;
}
