import type { ActivityFeatures } from "../features/activity-features";
import { shortHash } from "./block-hash";
import { hubIdHash, type Profile, profileOf, signatureOf } from "./block-keys";
import { TypedList } from "./typed-list";

const NO_SPAN = { first: 0, last: -1 } as const;
const NO_PROFILE = 0xffffffff;
const HEADER = 4;

const bitOf = (party: string): number => 1 << (shortHash("party", party) & 31);

/** The heads of all activities in numbers: one slot each, ascending by the sequence of the version. */
export class HeadColumns {
  readonly sequences = new TypedList(Uint32Array);
  /** The hub's ids: a block of the publishers' own holds those of several agencies. */
  readonly ids = new TypedList(Uint32Array);
  readonly firsts = new TypedList(Int32Array);
  readonly lasts = new TypedList(Int32Array);
  readonly leads = new TypedList(Uint32Array);
  /** Which tokens its titles have, in 32 bits for all of them. */
  readonly signs = new TypedList(Uint32Array);
  /** Which organizations it names, in 32 bits for all of them; and the reporter's own bit. */
  readonly parties = new TypedList(Uint32Array);
  readonly reporters = new TypedList(Uint32Array);
  readonly dead = new TypedList(Uint8Array);
  /** Where each slot's profile begins: kind, how many items, places and groups, then these. */
  readonly #starts = new TypedList(Uint32Array);
  #profiles = new TypedList(Uint32Array);
  live = 0;

  get slots(): number {
    return this.sequences.length;
  }

  get bytes(): number {
    const lists = [...this.#columns(), this.#starts, this.#profiles];
    return lists.reduce((sum, list) => sum + list.bytes, 0);
  }

  add(sequence: number, features: ActivityFeatures): number {
    const last = this.sequences.at(this.slots - 1);
    if (sequence >= NO_PROFILE || (this.slots > 0 && sequence <= last)) {
      throw new RangeError(`The matcher was given version ${sequence} after ${last}; it numbers them upwards, below ${NO_PROFILE}.`);
    }
    const { first, last: end } = features.span ?? NO_SPAN;
    this.sequences.push(sequence);
    this.ids.push(hubIdHash(features.id));
    this.firsts.push(first);
    this.lasts.push(end);
    this.leads.push(shortHash("lead", features.lead.key));
    this.signs.push(features.titles.reduce((bits, title) => bits | signatureOf(title), 0) >>> 0);
    this.parties.push(features.parties.reduce((bits, { key }) => bits | bitOf(key), 0) >>> 0);
    this.reporters.push(bitOf(features.reporter.key) >>> 0);
    this.dead.push(0);
    this.#starts.push(this.#pushProfile(profileOf(features)));
    this.live += 1;
    return this.slots - 1;
  }

  /** Another profile for a slot: what a reviewer decided changes items beside the version. */
  setProfile(slot: number, profile: Profile | null): void {
    this.#starts.array[slot] = this.#pushProfile(profile);
  }

  kill(slot: number): void {
    if (this.dead.at(slot) === 0) this.live -= 1;
    this.dead.array[slot] = 1;
  }

  /** The living slot of a version, or -1. */
  slotOf(sequence: number): number {
    let low = 0;
    let high = this.slots - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.sequences.at(middle);
      if (found === sequence) return this.dead.at(middle) === 0 ? middle : -1;
      if (found < sequence) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** Living versions after a sequence, ascending. */
  after(sequence: number, most: number): number[] {
    let low = 0;
    let high = this.slots;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.sequences.at(middle) <= sequence) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (let slot = low; slot < this.slots && found.length < most; slot += 1) {
      if (this.dead.at(slot) === 0) found.push(this.sequences.at(slot));
    }
    return found;
  }

  profileAt(slot: number): Profile | null {
    const start = this.#starts.at(slot);
    if (start === NO_PROFILE) return null;
    const all = this.#profiles.array;
    const places = start + HEADER + (all[start + 1] ?? 0);
    const groups = places + (all[start + 2] ?? 0);
    return {
      kind: all[start] ?? 0,
      items: all.subarray(start + HEADER, places),
      places: all.subarray(places, groups),
      groups: all.subarray(groups, groups + (all[start + 3] ?? 0)),
    };
  }

  /** Drops dead slots; `numbers` tells the new number of each that lives. */
  compact(): { readonly isDead: Uint8Array; readonly numbers: Uint32Array } {
    const isDead = this.dead.array.slice(0, this.slots);
    const numbers = new Uint32Array(this.slots);
    const profiles = isDead.reduce<(Profile | null)[]>((kept, dead, slot) => {
      if (dead === 0) kept.push(this.profileAt(slot));
      return kept;
    }, []);
    this.#profiles = new TypedList(Uint32Array);
    const columns = this.#columns();
    let kept = 0;
    for (let slot = 0; slot < isDead.length; slot += 1) {
      if (isDead[slot] === 1) continue;
      numbers[slot] = kept;
      for (const { array } of columns) array[kept] = array[slot] ?? 0;
      this.#starts.array[kept] = this.#pushProfile(profiles[kept] ?? null);
      kept += 1;
    }
    for (const list of [...columns, this.#starts]) list.cut(kept);
    return { isDead, numbers };
  }

  /** What holds a number for each slot, and is moved with it as it is. */
  #columns() {
    return [this.sequences, this.ids, this.firsts, this.lasts, this.leads, this.signs, this.parties, this.reporters, this.dead] as const;
  }

  #pushProfile(profile: Profile | null): number {
    if (profile === null) return NO_PROFILE;
    const { kind, items, places, groups } = profile;
    const start = this.#profiles.length;
    for (const value of [kind, items.length, places.length, groups.length]) this.#profiles.push(value);
    for (const list of [items, places, groups]) for (const value of list) this.#profiles.push(value);
    return start;
  }
}
