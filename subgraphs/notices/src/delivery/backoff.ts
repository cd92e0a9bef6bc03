const SECOND = 1_000;
const FIRST_WAIT = 30 * SECOND;
const LONGEST_WAIT = 6 * 3_600 * SECOND;

/** How long after it was made a delivery is given up, in milliseconds. */
export const GIVEN_UP_AFTER = 24 * 3_600 * SECOND;

/**
 * How long to wait after so many failures in a row, in milliseconds: twice as long each time, from half a minute to six
 * hours, and up to a fifth more or less, so that many who failed at once don't come back at once.
 */
export function waitAfter(failures: number, random: () => number): number {
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(Math.max(failures - 1, 0), 30));
  return Math.round(wait * (0.8 + 0.4 * random()));
}
