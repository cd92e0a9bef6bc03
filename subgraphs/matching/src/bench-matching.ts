import { versionsOf } from "@actionline/log/collections";
import type { Version } from "@actionline/log/log-entry";
import type { StoredActivity } from "@actionline/schema/hub-records";
import { loadReference } from "@actionline/schema/reference/load-reference";
import type { Db } from "mongodb";
import { MatchState } from "./matcher/match-state";
import { benchActivities, seeded } from "./testing/bench-activities";

const SEED = 2_003;
const AT_ONCE = 5_000;
const ASKED = 300;

/** Times in milliseconds. */
export interface MatchingFigures {
  readonly activities: number;
  readonly buildSeconds: number;
  readonly bytesAnActivity: number;
  /** One changed record: taken into the index, and its pairs worked out with all that is read for them. */
  readonly medianMs: number;
  readonly ninetyFifthMs: number;
  readonly worstMs: number;
  readonly pairsFound: number;
  readonly skippedBlocks: number;
  readonly leftOutPartners: number;
  /** Going through all of them at the start, for a part of them. */
  readonly sweptASecond: number;
}

/** Fills a database with that many activities and measures the matcher's index over them. */
export async function benchMatching(db: Db, activities: number): Promise<MatchingFigures> {
  await fill(db, activities);
  const started = performance.now();
  const state = await MatchState.at(db, activities);
  const buildSeconds = (performance.now() - started) / 1_000;
  const below = seeded(SEED + 1);
  const times: number[] = [];
  let pairsFound = 0;
  for (let asked = 0; asked < ASKED; asked += 1) {
    const { ms, pairs } = await changeOne(state, 1 + below(activities), activities + 1 + asked);
    // The first few warm caches and the compiler up.
    if (asked >= 20) times.push(ms);
    pairsFound += pairs;
  }
  times.sort((one, other) => one - other);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  const { blocks, partners } = state.index.skipped;
  return {
    activities,
    buildSeconds,
    bytesAnActivity: state.index.bytes / activities,
    medianMs: at(0.5),
    ninetyFifthMs: at(0.95),
    worstMs: at(1),
    pairsFound,
    skippedBlocks: blocks,
    leftOutPartners: partners,
    sweptASecond: await sweep(state, Math.min(activities, 5_000)),
  };
}

/** The record goes and comes back as a new version, as a change of it does. */
async function changeOne(state: MatchState, version: number, next: number): Promise<{ ms: number; pairs: number }> {
  const [activity] = await state.reader.versions([version], state.sequence);
  const slot = state.index.heads.slotOf(version);
  if (activity === undefined || slot === -1) return { ms: 0, pairs: 0 };
  const started = performance.now();
  state.index.remove(slot, activity.features);
  state.index.add(next, activity.features);
  const pairs = await state.pairsOf([{ ...activity, sequence: next }]);
  return { ms: performance.now() - started, pairs: pairs.length };
}

async function sweep(state: MatchState, activities: number): Promise<number> {
  const started = performance.now();
  for (let after = 0; after < activities; ) {
    const versions = state.index.heads.after(after, 250);
    await state.pairsOf(await state.reader.versions(versions, state.sequence));
    after = versions.at(-1) ?? activities;
  }
  return (activities * 1_000) / (performance.now() - started);
}

async function fill(db: Db, activities: number): Promise<void> {
  const { places, planItems } = loadReference();
  const version = <T extends { readonly id: string }>(record: T, at: number): Version<T> => ({
    _id: at,
    subject: record.id,
    owner: "hub:bench",
    visibility: "PUBLIC",
    hash: "",
    from: at,
    to: Number.MAX_SAFE_INTEGER,
    record,
  });
  await versionsOf(db, "PLACE").insertMany(places.map((place, at) => version(place, at - 1_000)));
  await versionsOf(db, "PLAN_ITEM").insertMany(planItems.map((item, at) => version(item, at - 1_000)));
  await versionsOf(db, "OVERLAP").createIndex({ subject: 1 });
  await versionsOf(db, "BUDGET").createIndex({ "record.activity": 1, to: 1 });
  await versionsOf(db, "REVIEW").createIndex({ "record.activity": 1, to: 1 });
  let some: Version<StoredActivity>[] = [];
  for (const next of benchActivities(activities, SEED)) {
    some.push(next);
    if (some.length < AT_ONCE) continue;
    await versionsOf(db, "ACTIVITY").insertMany(some, { ordered: false, writeConcern: { w: 1 } });
    some = [];
  }
  if (some.length > 0) await versionsOf(db, "ACTIVITY").insertMany(some, { ordered: false });
}
