/** How much of one file the adapter takes: far above anything published, and far below what would hurt the process. */
export interface ReadingLimits {
  /** Characters kept of one activity: texts, attributes and a charge for each element. */
  readonly activity: number;
  /** Characters kept of one element's text. */
  readonly text: number;
  /** Levels of elements in an activity. */
  readonly depth: number;
  readonly attributes: number;
  /** Bytes of one file after unpacking. */
  readonly file: number;
}

export const READING_LIMITS: ReadingLimits = { activity: 5_000_000, text: 100_000, depth: 32, attributes: 100, file: 16 * 2 ** 30 };

/** What an element costs beside its text: about what the object takes. */
export const ELEMENT_CHARGE = 100;
