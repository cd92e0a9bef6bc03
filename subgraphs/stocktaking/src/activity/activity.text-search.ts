import { hubError } from "@actionline/kit/hub-error";
import { versionsOf } from "@actionline/log/collections";
import type { Db } from "mongodb";

const MOST_WORDS = 10;
/** How many sequences are remembered over all words: about 30 MB. */
const MOST_REMEMBERED = 1_000_000;
const BATCH = 5_000;

interface FoundWord {
  /** Every version up to this sequence that holds the word is among those found. */
  readonly upTo: number;
  readonly sequences: Promise<ReadonlySet<number>>;
  size: number;
}

/**
 * Finds versions by words of their title and description, in MongoDB's text index. Every word goes there in quotes, as
 * it was typed, or as bare letters with its singular or plural: none of them is an operator or a pattern. One search for each word, because a single one asks whether
 * all stand somewhere in the text, be it inside other words. A version never changes, so that what was found for a word
 * stays found: the pages after the first cost no search.
 */
export class ActivityTextSearch {
  readonly #db: Db;
  /** The word looked for longest ago stands first. */
  readonly #found = new Map<string, FoundWord>();

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * Sequences of the versions that hold every word, ended ones and later ones too; null where the text has no word at
   * all and so asks for nothing.
   */
  async search(text: string, sequence: number): Promise<ReadonlySet<number> | null> {
    const words = [...new Set(text.replaceAll(/["\\]/g, " ").split(/\s+/u).filter(Boolean))];
    if (words.length > MOST_WORDS) {
      throw hubError("BAD_INPUT", `filter.text takes up to ${MOST_WORDS} words; you gave ${words.length}.`, { most: MOST_WORDS });
    }
    const found = await Promise.all(words.map((word) => this.#withWord(word, sequence)));
    const [first, ...others] = found.toSorted((one, other) => one.size - other.size);
    if (first === undefined) return null;
    return new Set([...first].filter((each) => others.every((set) => set.has(each))));
  }

  async #withWord(word: string, sequence: number): Promise<ReadonlySet<number>> {
    const known = this.#found.get(word);
    const found = known !== undefined && known.upTo >= sequence ? known : { upTo: sequence, sequences: this.#read(word), size: 0 };
    this.#found.delete(word);
    this.#found.set(word, found);
    try {
      const sequences = await found.sequences;
      found.size = sequences.size;
      this.#forget();
      return sequences;
    } catch (error) {
      // A search that failed is nobody's answer but this request's.
      if (this.#found.get(word) === found) this.#found.delete(word);
      throw error;
    }
  }

  /** Forgets the words looked for longest ago, until the rest fits; a single word that doesn't fit isn't remembered. */
  #forget(): void {
    let size = [...this.#found.values()].reduce((sum, found) => sum + found.size, 0);
    for (const [word, found] of this.#found) {
      if (size <= MOST_REMEMBERED && this.#found.size <= MOST_WORDS * 100) return;
      this.#found.delete(word);
      size -= found.size;
    }
  }

  async #read(word: string): Promise<ReadonlySet<number>> {
    const versions = versionsOf(this.#db, "ACTIVITY")
      .find({ $text: { $search: searchOf(word) } })
      .project<{ _id: number }>({ _id: 1 })
      // The documents of a batch are read without a pause: in small ones, others have their turn between them.
      .batchSize(BATCH);
    const sequences = new Set<number>();
    for await (const { _id } of versions) sequences.add(_id);
    return sequences;
  }
}

/**
 * A word of letters alone is looked for with its plural or singular in -s, as English, French, Spanish and Portuguese
 * form most of theirs: who asks for a nurse must not be told that nobody works with nurses.
 */
export function searchOf(word: string): string {
  if (!/^\p{L}{3,}$/u.test(word)) return `"${word}"`;
  const forms = [word, `${word}s`, `${word}es`];
  if (/s$/i.test(word)) forms.push(word.slice(0, -1));
  if (/es$/i.test(word)) forms.push(word.slice(0, -2));
  if (/ies$/i.test(word)) forms.push(`${word.slice(0, -3)}y`);
  if (/y$/i.test(word)) forms.push(`${word.slice(0, -1)}ies`);
  return forms.join(" ");
}
