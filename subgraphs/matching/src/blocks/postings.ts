import { TypedList } from "./typed-list";

const FIRST_CAPACITY = 1_024;
const FULLEST = 0.75;
/** End of a list; entry 0 is never used. */
const NONE = 0;

/**
 * Which slots stand under a key: an open-addressing table of keys, each with the head of a linked list, all in typed
 * arrays. Slots that died are taken out when a list is next read, so that a removal costs nothing by itself.
 */
export class Postings {
  #keys = new Float64Array(FIRST_CAPACITY);
  #heads = new Uint32Array(FIRST_CAPACITY);
  #used = 0;
  readonly #slots = new TypedList(Uint32Array);
  readonly #next = new TypedList(Uint32Array);
  #free = NONE;

  constructor() {
    this.#slots.push(0);
    this.#next.push(NONE);
  }

  get bytes(): number {
    return this.#keys.byteLength + this.#heads.byteLength + this.#slots.bytes + this.#next.bytes;
  }

  add(key: number, slot: number): void {
    if (this.#used >= this.#keys.length * FULLEST) this.#rehash();
    const place = this.#placeOf(key);
    if (this.#keys[place] !== key) {
      this.#keys[place] = key;
      this.#used += 1;
    }
    this.#heads[place] = this.#entry(slot, this.#heads[place] ?? NONE);
  }

  /** Takes out a slot that lives on under other keys. */
  remove(key: number, slot: number): void {
    const place = this.#placeOf(key);
    const [slots, next] = [this.#slots.array, this.#next.array];
    let before = NONE;
    for (let entry = this.#heads[place] ?? NONE; entry !== NONE; entry = next[entry] ?? NONE) {
      if (slots[entry] === slot) {
        this.#unlink(place, before, entry);
        return;
      }
      before = entry;
    }
  }

  /**
   * Puts the living slots of a key into `into`, up to one more than `most`, and says how many they are.
   *
   * @param isDead by slot: 1 for one that died
   */
  read(key: number, isDead: Uint8Array, most: number, into: Uint32Array): number {
    const place = this.#placeOf(key);
    if (this.#keys[place] !== key) return 0;
    const [slots, next] = [this.#slots.array, this.#next.array];
    let count = 0;
    let before = NONE;
    for (let entry = this.#heads[place] ?? NONE; entry !== NONE && count <= most; ) {
      const after = next[entry] ?? NONE;
      const slot = slots[entry] ?? 0;
      if (isDead[slot] === 1) {
        this.#unlink(place, before, entry);
      } else {
        into[count] = slot;
        count += 1;
        before = entry;
      }
      entry = after;
    }
    return count;
  }

  /** Gives every living slot its new number, and forgets the dead ones. */
  renumber(isDead: Uint8Array, numbers: Uint32Array): void {
    const [slots, next] = [this.#slots.array, this.#next.array];
    for (let place = 0; place < this.#keys.length; place += 1) {
      let kept = NONE;
      for (let entry = this.#heads[place] ?? NONE; entry !== NONE; ) {
        const after = next[entry] ?? NONE;
        const slot = slots[entry] ?? 0;
        const dead = isDead[slot] === 1;
        if (!dead) slots[entry] = numbers[slot] ?? 0;
        next[entry] = dead ? this.#free : kept;
        if (dead) this.#free = entry;
        else kept = entry;
        entry = after;
      }
      this.#heads[place] = kept;
    }
  }

  #unlink(place: number, before: number, entry: number): void {
    const next = this.#next.array;
    const after = next[entry] ?? NONE;
    if (before === NONE) this.#heads[place] = after;
    else next[before] = after;
    next[entry] = this.#free;
    this.#free = entry;
  }

  #entry(slot: number, next: number): number {
    if (this.#free === NONE) {
      this.#slots.push(slot);
      return this.#next.push(next);
    }
    const entry = this.#free;
    this.#free = this.#next.at(entry);
    this.#slots.array[entry] = slot;
    this.#next.array[entry] = next;
    return entry;
  }

  /** Where a key stands, or the empty place where it would. */
  #placeOf(key: number): number {
    const keys = this.#keys;
    const mask = keys.length - 1;
    let place = (key >>> 0) & mask;
    while (keys[place] !== 0 && keys[place] !== key) place = (place + 1) & mask;
    return place;
  }

  /** Into a table that has room: keys whose lists are empty stay behind. */
  #rehash(): void {
    const [keys, heads] = [this.#keys, this.#heads];
    const inUse = heads.reduce((count, head) => (head === NONE ? count : count + 1), 0);
    let capacity = FIRST_CAPACITY;
    while (inUse * 2 > capacity * FULLEST) capacity *= 2;
    this.#keys = new Float64Array(capacity);
    this.#heads = new Uint32Array(capacity);
    this.#used = inUse;
    for (let place = 0; place < keys.length; place += 1) {
      if (heads[place] === NONE) continue;
      const to = this.#placeOf(keys[place] ?? 0);
      this.#keys[to] = keys[place] ?? 0;
      this.#heads[to] = heads[place] ?? NONE;
    }
  }
}
