import { GrowingColumn } from "./growing-column";

/** The columns that say of each row when it holds and for whom. */
export interface RowSpans {
  readonly from: GrowingColumn<Uint32Array>;
  readonly to: GrowingColumn<Uint32Array>;
  readonly hidden: GrowingColumn<Uint8Array>;
}

/** The rows of each subject, chained from its newest version to its first. */
export class SubjectRows {
  readonly #spans: RowSpans;
  /** By subject's number: its newest row plus one; 0 where it has none. */
  readonly #newest = new GrowingColumn(Uint32Array);
  /** By subject's number: its first row plus one. */
  readonly #first = new GrowingColumn(Uint32Array);
  /** By row: the row before it of the same subject plus one; 0 for the first. */
  readonly #previous = new GrowingColumn(Uint32Array);

  constructor(spans: RowSpans) {
    this.#spans = spans;
  }

  get bytes(): number {
    return this.#newest.bytes + this.#first.bytes + this.#previous.bytes;
  }

  /** Takes in the next row. */
  push(subject: number): void {
    while (this.#newest.length <= subject) {
      this.#newest.push(0);
      this.#first.push(0);
    }
    this.#previous.push(this.#newest.at(subject));
    this.#newest.set(subject, this.#previous.length);
    if (this.#first.at(subject) === 0) this.#first.set(subject, this.#previous.length);
  }

  /** The row of a subject's first version ever, which no later one changes; -1 where it has none. */
  first(subject: number): number {
    return subject >= 0 && subject < this.#first.length ? this.#first.at(subject) - 1 : -1;
  }

  /** The same for many subjects. */
  firstOfEach(subjects: Uint32Array): Int32Array {
    const firsts = new Int32Array(subjects.length);
    for (let at = 0; at < subjects.length; at += 1) firsts[at] = this.first(subjects[at] ?? -1);
    return firsts;
  }

  /** Every row of a subject, the newest first. */
  *all(subject: number): Generator<number> {
    if (subject < 0 || subject >= this.#newest.length) return;
    for (let row = this.#newest.at(subject) - 1; row !== -1; row = this.#previous.at(row) - 1) yield row;
  }

  /** The row that holds at a sequence for a reader who may or may not see private records, or -1. */
  at(subject: number, sequence: number, privateToo: boolean): number {
    const { from, to, hidden } = this.#spans;
    if (subject < 0 || subject >= this.#newest.length) return -1;
    let row = this.#newest.at(subject) - 1;
    while (row !== -1 && from.at(row) > sequence) row = this.#previous.at(row) - 1;
    if (row === -1 || to.at(row) <= sequence || (!privateToo && hidden.at(row) === 1)) return -1;
    return row;
  }
}
