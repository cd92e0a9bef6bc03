/** Version of the matching method. It stands in every entry; another one makes the matcher go through all records again. */
export const METHOD = "1.0.0";

/** What the method decides by a number. */
export const LIMITS = {
  /** A title that so many live records of one source bear is a template: it tells nothing about any of them. */
  template: 5,
  /** Titles are near from this share of common words on; where each has a word that the other lacks, from the higher one on. */
  commonWords: 0.75,
  commonWordsDespiteReplaced: 0.85,
  /** Of these words so many are the same to the letter; the rest may be spelt in another way. */
  exactWords: 2 / 3,
  /** The same for character n-grams of scripts that aren't cut into words. */
  commonGrams: 0.85,
  /** Below so many words, or n-grams, only equal titles are near. */
  fewestOfEqual: 2,
  fewestWords: 3,
  fewestGrams: 4,
  amountTolerance: 0.05,
  overlapDays: 90,
  overlapShare: 0.25,
} as const;
