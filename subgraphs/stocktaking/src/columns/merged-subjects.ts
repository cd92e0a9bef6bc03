import type { LoggedChange } from "@actionline/log/follow";
import type { Dictionary } from "./dictionary";

interface Merge {
  readonly subject: number;
  readonly hidden: boolean;
  readonly from: number;
  /** When it was back, or went elsewhere. */
  to: number;
}

const NONE: ReadonlySet<number> = new Set();
/** What one merge takes up, roughly: there are few of them. */
const BYTES = 200;

/**
 * Which activities were merged into which: what belongs to one that was merged belongs to the one it went into. Of a split
 * nobody says which part a thing went with, so that it goes with none.
 */
export class MergedSubjects {
  readonly #subjects: Dictionary;
  /** By the number of what they went into. */
  readonly #into = new Map<number, Merge[]>();
  /** By the number of what was merged, as long as that stands. */
  readonly #standing = new Map<number, Merge>();

  constructor(subjects: Dictionary) {
    this.#subjects = subjects;
  }

  get bytes(): number {
    return this.#standing.size * BYTES;
  }

  apply({ sequence, subject, visibility, into = [] }: LoggedChange<"ACTIVITY">): void {
    if (this.#standing.size > 0) this.#end(this.#subjects.find(subject), sequence);
    const [target] = into;
    if (target === undefined || into.length > 1) return;
    const merge: Merge = {
      subject: this.#subjects.intern(subject),
      hidden: visibility === "PRIVATE",
      from: sequence,
      to: Number.POSITIVE_INFINITY,
    };
    const number = this.#subjects.intern(target);
    this.#standing.set(merge.subject, merge);
    const known = this.#into.get(number);
    if (known === undefined) this.#into.set(number, [merge]);
    else known.push(merge);
  }

  /** All that were merged into an activity by a sequence, through however many steps; each once. */
  mergedInto(subject: number, sequence: number, privateToo: boolean): ReadonlySet<number> {
    // Asked of every row that is looked at, of which nearly none has any.
    if (!this.#into.has(subject)) return NONE;
    const found = new Set([subject]);
    // A set is walked to what is added meanwhile, and a circle adds nothing.
    for (const each of found) {
      for (const merge of this.#into.get(each) ?? []) {
        if (merge.from <= sequence && sequence < merge.to && (privateToo || !merge.hidden)) found.add(merge.subject);
      }
    }
    found.delete(subject);
    return found;
  }

  #end(subject: number, sequence: number): void {
    const standing = this.#standing.get(subject);
    if (standing === undefined) return;
    standing.to = sequence;
    this.#standing.delete(subject);
  }
}
