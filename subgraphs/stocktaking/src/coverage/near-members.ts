import type { Targets } from "./targets";

/** The members of one dimension that one row meets, each with the closest way it does; reused from row to row. */
export class NearMembers {
  readonly touched: Uint32Array;
  readonly nearness: Uint8Array;
  count = 0;

  constructor(members: number) {
    this.touched = new Uint32Array(members);
    this.nearness = new Uint8Array(members);
  }

  clear(): void {
    for (let at = 0; at < this.count; at += 1) this.nearness[this.touched[at] ?? 0] = 0;
    this.count = 0;
  }

  /** Adds what one name of the row meets. */
  meet({ starts, values }: Targets, name: number): void {
    const end = starts[name + 1] ?? 0;
    for (let at = starts[name] ?? 0; at < end; at += 1) {
      const value = values[at] ?? 0;
      this.#raise(value >>> 2, value & 3);
    }
  }

  #raise(member: number, nearness: number): void {
    const before = this.nearness[member] ?? 0;
    if (before === 0) this.touched[this.count++] = member;
    if (nearness > before) this.nearness[member] = nearness;
  }
}
