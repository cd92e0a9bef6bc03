import type { ClientSession, Collection, Db } from "mongodb";
import type { KindCounts } from "./guard";

export interface AppendedCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly deleted: number;
}

/** What one run deleted, and when. */
export interface RecentDeletions {
  readonly at: Date;
  readonly byKind: KindCounts;
}

/** How far a source that is followed by a cursor has come. */
export interface Reached {
  /** What the cursor is good for: an agency at an address. It is sent nowhere else. */
  readonly boundTo: string;
  /** Where to go on; null from the beginning. */
  readonly cursor: string | null;
  /** Hashes of the last cursors that were passed: one that comes again leads back. */
  readonly passed: readonly string[];
  /** How many records the source had beyond those that the hub holds of it, when that was last known for sure. */
  readonly surplus: number | null;
  /** How many the source said it had. */
  readonly total: number | null;
  /** When all of it had been read, or was compared with what the hub holds, for the last time; missing before the first. */
  readonly wholeAt?: Date;
}

/**
 * How far the harvest of a source has come: one document a source, written in the same transaction as the batch that
 * got it there. A harvest that was cut short goes on from it; one that reads other content begins anew.
 */
export interface HarvestState {
  readonly _id: string;
  readonly run: string;
  readonly startedAt: Date;
  readonly phase: "READING" | "DELETING" | "DONE";
  /** What is being read, and by which rules; null where it can't be known, and then nothing is resumed. */
  readonly fingerprint: string | null;
  /** Items of the source whose changes are in the log. */
  readonly position: number;
  readonly counts: AppendedCounts;
  /** What the hub held from this source before the run, by kind. */
  readonly held: KindCounts;
  /** Deletions that may still come, once the guard has judged them. */
  readonly release: boolean | null;
  /** Records whose deletion the last run held, the first thousand, so that a trace can tell. */
  readonly waiting?: readonly string[];
  /** What runs deleted lately, by kind: many small losses are a large one. */
  readonly recent?: readonly RecentDeletions[];
  /** Of a source that is followed by a cursor. */
  readonly reached?: Reached;
}

export const harvestStateOf = (db: Db): Collection<HarvestState> => db.collection<HarvestState>("harvest_state");

export async function writeHarvestState(db: Db, state: HarvestState, session?: ClientSession): Promise<void> {
  await harvestStateOf(db).replaceOne({ _id: state._id }, state, { upsert: true, ...(session !== undefined && { session }) });
}
