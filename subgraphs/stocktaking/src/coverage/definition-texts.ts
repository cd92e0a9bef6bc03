const HEAD = [
  "A cell is a plan item, a place, a year and a stakeholder type. An activity is strong evidence for it where it is implementing or completed, its period",
  "meets the year, its publisher declares it for the item or one below it (or a reviewer accepted that), it is placed in the place, and its source hasn't",
  "lapsed for the year; it is weak evidence where all that fails is one of: planned, a wider item, a wider place, a lapsed source. With strong evidence a",
  "cell is COVERED, with weak evidence PARTIAL. Without any it is OMITTED only where nothing is suggested,",
];

/** The definition's first version in words. */
export const TEXT_1_0_0 = [
  ...HEAD,
  "the year is closed, and each of those who answer for it declared COMPLETE or NIL for it, is fresh and was harvested without error; otherwise it is",
  "UNKNOWN. Silence is no nil return.",
].join(" ");

const ASKS_MORE = [
  "no work that meets it is of a type that nobody",
  "states, the year is closed, and each of those who answer for it declared COMPLETE or NIL for all of it, is fresh, was harvested without error after the",
  "year had ended, and published nothing that the hub refused or set aside; otherwise it is UNKNOWN. Silence is no nil return.",
];

/** The second version in words, as it was entered in the log. */
export const TEXT_1_1_0 = [...HEAD, ...ASKS_MORE].join(" ");

/** The third version in words. */
export const TEXT_1_2_0 = [
  ...HEAD,
  ...ASKS_MORE,
  "For the private sector and civil society, whose silence nobody can vouch for, it takes a nil statement signed by the item's team as well. Those who",
  "answer for a cell are its line's facilitators, the agencies that claim the item, or one above it, or did so in a declaration since withdrawn, and the organizations that committed themselves to it;",
  "whoever answers for an item below is heard on that one. Evidence is",
  "every record; records confirmed to tell of one activity are counted once.",
].join(" ");
