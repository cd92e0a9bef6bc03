import type { MatchPoint, RowTest } from "../columns/match-point";

/** What a tally reads, and where. */
export interface TallyPoint extends MatchPoint {
  /** Where reviewers' decisions and links between duplicates are read, if not where the rows are. */
  readonly reviewSequence?: number;
  readonly duplicateSequence?: number;
  /** Whether a source (by its number) has lapsed for a year. */
  readonly isStale: (source: number, year: number) => boolean;
  readonly tests: readonly RowTest[];
  /** The rows among which all that pass the tests are, ascending; all rows where not given. */
  readonly listed?: Int32Array | null;
  /** By row the last year that its period meets, where the definition reads it otherwise than the columns do. */
  readonly lastYear?: ArrayLike<number>;
}
