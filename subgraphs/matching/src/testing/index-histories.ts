import type { StoredActivity } from "@actionline/schema/hub-records";
import * as fc from "fast-check";
import { assess } from "../assess/assess";
import type { BlockSizes } from "../blocks/block-sizes";
import { Hierarchy } from "../blocks/hierarchy";
import { MatchIndex } from "../blocks/match-index";
import { featuresOf } from "../features/activity-features";
import type { ReadActivity } from "../matcher/activity-reader";
import { candidatesOf, isBornOut } from "../matcher/candidates";
import { DRAWN_IDS, drawnFacts } from "./drawn-facts";
import { anActivity, ITEMS, PLACES } from "./records";

const HIERARCHY = new Hierarchy(PLACES, ITEMS);
const size = fc.integer({ min: 1, max: 4 });
const sizes: fc.Arbitrary<BlockSizes> = fc.record({ id: size, url: size, token: size, cell: size, partners: size });

interface Step {
  readonly id: string;
  /** Null takes the record out. */
  readonly facts: Partial<StoredActivity> | null;
  /** Whether a reviewer accepts an item or takes that back; null for a new version. */
  readonly accepted: boolean | null;
  /** Whether the pairs that changed are worked out now, and whether the last first. */
  readonly enters: boolean;
  readonly backwards: boolean;
}
const step: fc.Arbitrary<Step> = fc.record({
  id: fc.constantFrom(...DRAWN_IDS),
  facts: fc.option(drawnFacts, { freq: 5 }),
  accepted: fc.constantFrom(null, null, null, true, false),
  enters: fc.boolean(),
  backwards: fc.boolean(),
});

/**
 * The histories of the log in small: no database, so that thousands are drawn in the time of a few. An index that follows
 * its records tells the pairs that one loaded from their end tells, and tells each from both sides.
 */
export function checkIndexHistories(runs: number, seed?: number): void {
  const property = fc.property(fc.array(step, { minLength: 4, maxLength: 50 }), sizes, check);
  fc.assert(property, { numRuns: runs, ...(seed !== undefined && { seed }) });
}

function check(steps: readonly Step[], blockSizes: BlockSizes): void {
  const world = new World();
  const followed = new MatchIndex(HIERARCHY, blockSizes);
  const pairs = new Map<string, string>();
  let altered = new Set<string>();
  for (const next of [...steps, null]) {
    if (next !== null) for (const id of world.take(followed, next)) altered.add(id);
    if (next?.enters === false) continue;
    enter(world, followed, pairs, next?.backwards === true ? [...altered].reverse() : [...altered]);
    altered = new Set();
  }
  const [found, expected] = [told(pairs), told(fromScratch(world, blockSizes))];
  if (found !== expected) throw new Error(`Followed: ${found}\nfrom scratch: ${expected}`);
}

function enter(world: World, index: MatchIndex, pairs: Map<string, string>, altered: readonly string[]): void {
  for (const id of altered) {
    for (const pair of [...pairs.keys()]) if (pair.split(" ").includes(id)) pairs.delete(pair);
    const activity = world.read(id);
    if (activity !== null) for (const [pair, text] of world.pairsOf(index, activity)) pairs.set(pair, text);
  }
}

function fromScratch(world: World, blockSizes: BlockSizes): Map<string, string> {
  const index = new MatchIndex(HIERARCHY, blockSizes);
  const all = world.all();
  for (const { sequence, features } of all) index.load(sequence, features);
  const found = all.flatMap((activity) => world.pairsOf(index, activity));
  const pairs = new Map(found);
  if (found.length !== 2 * pairs.size) throw new Error(`Some pairs were found from one side alone: ${found.map(([pair]) => pair).sort()}`);
  return pairs;
}

const told = (pairs: ReadonlyMap<string, string>): string => JSON.stringify([...pairs].sort(), null, 1);

/** The records as they stand, and on which of them a reviewer accepted an item. */
class World {
  readonly #heads = new Map<string, ReadActivity>();
  readonly #accepted = new Set<string>();
  #sequence = 0;

  /** Takes a step into the index too; returns whose pairs it may alter. */
  take(index: MatchIndex, { id, facts, accepted }: Step): string[] {
    const before = this.#heads.get(id);
    const slot = before === undefined ? -1 : index.heads.slotOf(before.sequence);
    if (accepted !== null) {
      if (accepted) this.#accepted.add(id);
      else this.#accepted.delete(id);
      if (before === undefined) return [id];
      return [id, ...this.#idsOf(index, index.setItems(slot, this.#hold(before.sequence, before.record).features))];
    }
    const altered = before === undefined ? [] : this.#idsOf(index, index.remove(slot, before.features));
    this.#heads.delete(id);
    this.#sequence += 1;
    if (facts === null) return [id, ...altered];
    const { sequence, features } = this.#hold(this.#sequence, anActivity(id, facts));
    return [id, ...altered, ...this.#idsOf(index, index.add(sequence, features))];
  }

  read(id: string): ReadActivity | null {
    return this.#heads.get(id) ?? null;
  }

  /** Ascending by version. */
  all(): ReadActivity[] {
    return [...this.#heads.values()].sort((one, other) => one.sequence - other.sequence);
  }

  /** The pairs of one that are to stand, each with all that is told of it. */
  pairsOf(index: MatchIndex, one: ReadActivity): [string, string][] {
    const timesInSource = (source: string, title: string): number => index.timesInSource(source, title);
    const byVersion = new Map(this.all().map((activity) => [activity.sequence, activity]));
    return candidatesOf(index, [one]).flatMap(({ other, grounds }): [string, string][] => {
      const two = byVersion.get(other);
      if (two === undefined) throw new Error(`The index still holds version ${other}.`);
      const found = assess(one.features, two.features, { ...HIERARCHY.context, timesInSource });
      const stands = found.level === "L0" || (found.level === "L3" && grounds.has("CELL"));
      return stands && isBornOut(grounds, found.assertions) ? [[`${found.one} ${found.other}`, JSON.stringify(found)]] : [];
    });
  }

  #hold(sequence: number, record: StoredActivity): ReadActivity {
    const accepted = this.#accepted.has(record.id) ? ["GPA-18a"] : [];
    const activity: ReadActivity = { sequence, record, visibility: "PUBLIC", features: featuresOf(record, { accepted }) };
    this.#heads.set(record.id, activity);
    return activity;
  }

  #idsOf({ heads }: MatchIndex, slots: readonly number[]): string[] {
    const ids = new Map([...this.#heads].map(([id, { sequence }]) => [sequence, id]));
    return slots.flatMap((slot) => ids.get(heads.sequences.at(slot)) ?? []);
  }
}
