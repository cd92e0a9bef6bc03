import type { LoggedChange } from "@actionline/log/follow";
import { findAscending } from "./ascending";
import type { Dictionary } from "./dictionary";
import { GrowingColumn } from "./growing-column";

/** Whether an activity has budgets, and how many: budgets chained by the activity they are for. Amounts stand elsewhere. */
export class BudgetPresence {
  readonly #subjects: Dictionary;
  readonly #from = new GrowingColumn(Uint32Array);
  readonly #to = new GrowingColumn(Uint32Array);
  readonly #hidden = new GrowingColumn(Uint8Array);
  /** The next budget of the same activity plus one; 0 at the end. */
  readonly #next = new GrowingColumn(Uint32Array);
  /** By subject's number: its newest budget plus one; 0 where there is none. */
  readonly #newest = new GrowingColumn(Uint32Array);

  constructor(subjects: Dictionary) {
    this.#subjects = subjects;
  }

  get bytes(): number {
    return this.#from.bytes + this.#to.bytes + this.#hidden.bytes + this.#next.bytes + this.#newest.bytes;
  }

  apply({ sequence, ends, record, visibility }: LoggedChange<"BUDGET">): void {
    const ended = ends === null ? -1 : findAscending(this.#from, ends);
    if (ended !== -1) this.#to.set(ended, sequence);
    if (record?.activity !== undefined) this.#add(sequence, visibility === "PRIVATE", this.#subjects.intern(record.activity));
  }

  count(subject: number, sequence: number, privateToo: boolean): number {
    let count = 0;
    for (let place = this.#first(subject); place !== 0; place = this.#next.at(place - 1)) {
      if (this.#holds(place - 1, sequence, privateToo)) count += 1;
    }
    return count;
  }

  has(subject: number, sequence: number, privateToo: boolean): boolean {
    for (let place = this.#first(subject); place !== 0; place = this.#next.at(place - 1)) {
      if (this.#holds(place - 1, sequence, privateToo)) return true;
    }
    return false;
  }

  #first(subject: number): number {
    return subject < this.#newest.length ? this.#newest.at(subject) : 0;
  }

  #holds(budget: number, sequence: number, privateToo: boolean): boolean {
    return this.#from.at(budget) <= sequence && sequence < this.#to.at(budget) && (privateToo || this.#hidden.at(budget) === 0);
  }

  #add(sequence: number, hidden: boolean, subject: number): void {
    while (this.#newest.length <= subject) this.#newest.push(0);
    this.#from.push(sequence);
    this.#to.push(0xffffffff);
    this.#hidden.push(hidden ? 1 : 0);
    this.#next.push(this.#newest.at(subject));
    this.#newest.set(subject, this.#from.length);
  }
}
