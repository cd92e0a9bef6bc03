import type { Assertion } from "@actionline/schema/coordination-records";
import { has } from "../assess/sameness";
import type { MatchIndex } from "../blocks/match-index";
import type { ReadActivity } from "./activity-reader";

/**
 * What a pair was looked up by. `KEY`: an id, a link's target or an address that both bear out as it stands; `TITLE`: words
 * of their titles; `CELL`: each is among the other's best for a review.
 */
export type Ground = "KEY" | "TITLE" | "CELL";

/** Two versions to be compared. */
export interface Candidate {
  readonly version: number;
  readonly other: number;
  readonly grounds: Set<Ground>;
}

/** Pairs of versions to be compared, each once. */
export function candidatesOf(index: MatchIndex, activities: readonly ReadActivity[]): Candidate[] {
  const pairs = new Map<string, Candidate>();
  const note = (version: number, slots: readonly number[], ground: Ground): void => {
    for (const slot of slots) {
      const other = index.heads.sequences.at(slot);
      const key = version < other ? `${version} ${other}` : `${other} ${version}`;
      const known = pairs.get(key);
      if (known === undefined) pairs.set(key, { version, other, grounds: new Set([ground]) });
      else known.grounds.add(ground);
    }
  };
  for (const { sequence: version, features } of activities) {
    const slot = index.heads.slotOf(version);
    if (slot === -1) continue;
    const { KEY, TITLE } = index.sameAs(slot, features);
    note(version, KEY, "KEY");
    note(version, TITLE, "TITLE");
    note(version, index.partnersOf(slot), "CELL");
  }
  return [...pairs.values()];
}

/**
 * Whether the two records bear out what they were found by. Titles that share words and aren't near may be found from one
 * side alone. Were such a pair assessed, it would stand by an address whose block is too large, or fall, by which of the
 * two was looked at last.
 */
export const isBornOut = (grounds: ReadonlySet<Ground>, assertions: readonly Assertion[]): boolean =>
  grounds.has("KEY") || grounds.has("CELL") || has(assertions, "TITLE_NEAR");
