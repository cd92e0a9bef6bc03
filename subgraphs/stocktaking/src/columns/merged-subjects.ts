import type { LoggedChange } from "@actionline/log/follow";
import type { Dictionary } from "./dictionary";

interface Merge {
  readonly subject: number;
  readonly hidden: boolean;
  readonly from: number;
  /** When it was back, or went elsewhere. */
  to: number;
}

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
    this.#end(this.#subjects.find(subject), sequence);
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

  /** The activity itself and all that were merged into it by a sequence, through however many steps; each once. */
  withMerged(subject: number, sequence: number, privateToo: boolean): Iterable<number> {
    if (!this.#into.has(subject)) return [subject];
    const found = new Set([subject]);
    // A set is walked to what is added meanwhile, and a circle adds nothing.
    for (const each of found) {
      for (const { subject, hidden, from, to } of this.#into.get(each) ?? [])
        if (from <= sequence && sequence < to && (privateToo || !hidden)) found.add(subject);
    }
    return found;
  }

  #end(subject: number, sequence: number): void {
    const standing = this.#standing.get(subject);
    if (standing === undefined) return;
    standing.to = sequence;
    this.#standing.delete(subject);
  }
}
