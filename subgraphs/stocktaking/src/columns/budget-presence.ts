import type { LoggedChange } from "@actionline/log/follow";
import { findAscending } from "./ascending";
import type { Dictionary } from "./dictionary";
import { GrowingColumn } from "./growing-column";
import type { MergedSubjects } from "./merged-subjects";

/**
 * Whether an activity has budgets, and how many: budgets chained by the activity they are for, those of what was merged into
 * it among them. Amounts stand elsewhere.
 */
export class BudgetPresence {
  readonly #subjects: Dictionary;
  readonly #merged: Pick<MergedSubjects, "mergedInto">;
  readonly #from = new GrowingColumn(Uint32Array);
  readonly #to = new GrowingColumn(Uint32Array);
  readonly #hidden = new GrowingColumn(Uint8Array);
  /** The next budget of the same activity plus one; 0 at the end. */
  readonly #next = new GrowingColumn(Uint32Array);
  /** By subject's number: its newest budget plus one; 0 where there is none. */
  readonly #newest = new GrowingColumn(Uint32Array);

  constructor(subjects: Dictionary, merged: Pick<MergedSubjects, "mergedInto">) {
    this.#subjects = subjects;
    this.#merged = merged;
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
    let count = this.#own(subject, sequence, privateToo);
    for (const each of this.#merged.mergedInto(subject, sequence, privateToo)) count += this.#own(each, sequence, privateToo);
    return count;
  }

  has(subject: number, sequence: number, privateToo: boolean): boolean {
    if (this.#hasOwn(subject, sequence, privateToo)) return true;
    for (const each of this.#merged.mergedInto(subject, sequence, privateToo)) {
      if (this.#hasOwn(each, sequence, privateToo)) return true;
    }
    return false;
  }

  #hasOwn(subject: number, sequence: number, privateToo: boolean): boolean {
    for (let place = this.#first(subject); place !== 0; place = this.#next.at(place - 1)) {
      if (this.#holds(place - 1, sequence, privateToo)) return true;
    }
    return false;
  }

  #own(subject: number, sequence: number, privateToo: boolean): number {
    let count = 0;
    for (let place = this.#first(subject); place !== 0; place = this.#next.at(place - 1)) {
      if (this.#holds(place - 1, sequence, privateToo)) count += 1;
    }
    return count;
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
