import type { TitleFeatures } from "../features/title-features";
import { LIMITS } from "../method";
import { isSpellingOf } from "./spelling";

/** Two titles that were compared. */
export interface TitleComparison {
  readonly one: TitleFeatures;
  readonly other: TitleFeatures;
  readonly near: boolean;
  /** Share of common words or n-grams, 0 to 1. */
  readonly share: number;
  readonly equal: boolean;
}

/** Titles may be compared where their language is the same, and where one of them doesn't say: near ones then speak for themselves. */
export const comparable = (one: TitleFeatures, other: TitleFeatures): boolean =>
  one.kind === other.kind && (one.language === other.language || one.language === "und" || other.language === "und");

/** The nearest pair of titles that can be compared; null where no language is common. */
export function compareTitles(one: readonly TitleFeatures[], other: readonly TitleFeatures[]): TitleComparison | null {
  let best: TitleComparison | null = null;
  for (const ours of one) {
    for (const theirs of other) {
      if (!comparable(ours, theirs)) continue;
      const compared = compareTwo(ours, theirs);
      if (best === null || rank(compared) > rank(best)) best = compared;
    }
  }
  return best;
}

const rank = ({ near, equal, share }: TitleComparison): number => (near ? 2 : 0) + (equal ? 1 : 0) + share;

function compareTwo(one: TitleFeatures, other: TitleFeatures): TitleComparison {
  // One word alone, such as a country's name, tells nothing of the work.
  if (one.folded === other.folded) return { one, other, near: one.tokens.length >= LIMITS.fewestOfEqual, share: 1, equal: true };
  const compared = one.kind === "WORDS" ? compareWords(one.tokens, other.tokens) : compareGrams(one.tokens, other.tokens);
  return { one, other, equal: false, ...compared };
}

type Shares = Pick<TitleComparison, "near" | "share">;

function compareWords(one: readonly string[], other: readonly string[]): Shares {
  const [inOne, inOther] = [new Set(one), new Set(other)];
  const ours = new Set(one.filter((word) => !inOther.has(word)));
  const theirs = new Set(other.filter((word) => !inOne.has(word)));
  const exact = one.length - ours.size;
  const differingNumbers = [...ours, ...theirs].some((word) => !isNoNumber(word));
  // The blocks find titles by words that are the same to the letter; without enough of these no spelling makes them near.
  const enough = Math.min(one.length, other.length) >= LIMITS.fewestWords && exact >= fewestShared(Math.max(one.length, other.length));
  for (const word of enough ? ours : []) {
    const spelling = [...theirs].find((candidate) => isSpellingOf(word, candidate));
    if (spelling === undefined) continue;
    theirs.delete(spelling);
    ours.delete(word);
  }
  const common = one.length - ours.size;
  const share = common / (common + ours.size + theirs.size || 1);
  // A word in the place of another changes the sense, such as one town for another; a word more seldom does.
  const least = ours.size > 0 && theirs.size > 0 ? LIMITS.commonWordsDespiteReplaced : LIMITS.commonWords;
  return { near: enough && !differingNumbers && share >= least, share };
}

/** How many words of a title of that many a near one has to the letter. */
export const fewestShared = (words: number): number => Math.ceil(words * LIMITS.exactWords);

/** "nfm3" is a number too: what stands in it tells one thing from another. */
const isNoNumber = (word: string): boolean => !/\d/.test(word);

function compareGrams(one: readonly string[], other: readonly string[]): Shares {
  const inOther = new Set(other);
  const common = one.filter((gram) => inOther.has(gram)).length;
  const share = (2 * common) / (one.length + other.length || 1);
  const numbers = [one, other].map((grams) => grams.filter((gram) => !isNoNumber(gram)).join(" "));
  const enough = Math.min(one.length, other.length) >= LIMITS.fewestGrams;
  return { near: enough && numbers[0] === numbers[1] && share >= LIMITS.commonGrams, share };
}
