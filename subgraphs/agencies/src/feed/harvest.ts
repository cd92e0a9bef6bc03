import type { Appender } from "@actionline/log/appender";
import { prepareMirror } from "@actionline/mirror/known-things";
import type { ActivityRecord, ContractRecord } from "@actionline/schema/contract/records";
import type { HarvestRecord, SourceRecord, SuggestedAssignment } from "@actionline/schema/hub-records";
import type { Finding } from "@actionline/schema/validator/finding";
import type { Validator } from "@actionline/schema/validator/validator";
import type { ClientSession, Db, MongoClient } from "mongodb";
import { SUGGESTION_RULES, suggestAssignments } from "../suggest/suggest";
import type { BatchSettings } from "./batch-writer";
import { findChangedIds } from "./changed-ids";
import { type FeedInput, openFeed } from "./feed-input";
import type { Feed, FeedItem } from "./feed-item";
import type { GuardSettings } from "./guard";
import { HarvestRun } from "./harvest-run";
import { harvestStateOf } from "./harvest-state";
import { prepareWaitingReturns } from "./last-words";
import { prepareQuarantine } from "./quarantine";
import { prepareRemarks } from "./remarks";
import { Turns } from "./turns";
import { prepareWaitingDeletions } from "./waiting-deletions";
import { prepareWithheld } from "./withheld";

export interface HarvestProgress {
  readonly read: number;
  readonly accepted: number;
  readonly refused: number;
  /** Bytes read of the file, and its size; null where it isn't a file. */
  readonly bytes: number;
  readonly totalBytes: number | null;
}

export interface HarvestOptions extends BatchSettings {
  readonly guard?: Partial<GuardSettings>;
  /** A person has checked that the held deletions are meant. */
  readonly releaseDeletions?: boolean;
}

/** Sees, one by one, what a run takes and what it finds: the report tells only counts and examples. */
export interface HarvestWitness {
  taken(record: ContractRecord): void;
  found(finding: Finding, record: string | null): void;
}

export interface HarvestTask {
  readonly client: MongoClient;
  readonly db: Db;
  readonly appender: Appender;
  readonly source: SourceRecord;
  readonly input: FeedInput;
  /** Where the hub reads it by itself, for the report; missing where it was handed in, sent, or is the agency's own server. */
  readonly host?: string;
  readonly validator: Validator;
  readonly clock: () => Date;
  /** Suggests items and lines for an activity; the hub's own rules where none is given. */
  readonly suggest?: (activity: ActivityRecord) => readonly SuggestedAssignment[];
  readonly suggestionRules?: string;
  readonly onProgress?: (progress: HarvestProgress) => void;
  readonly witness?: HarvestWitness;
  /** Runs in the transaction of everything that the run writes, and throws where another has taken the source over. */
  readonly fence?: (session: ClientSession) => Promise<void>;
  readonly options?: HarvestOptions;
  /** Records that were found to differ from what the source has: what this run reads all of it anew for. */
  readonly differing?: readonly Difference[];
}

/** A record of which the hub holds something else than its source has. */
export interface Difference {
  readonly id: string;
  readonly what: "it was missing" | "it was another" | "it was here still";
}

/**
 * Harvests one source into the log: adapter → validator → batches, each committed together with how far it got, then
 * the deletions that the guard allows, then the run's report. Killed at any point and run again, it ends in the state
 * of an undisturbed run. It throws only where the hub's own database fails it; what a source does wrong is reported.
 */
export async function harvest(task: HarvestTask): Promise<HarvestRecord> {
  await prepareHarvest(task.db);
  const given = await openFeed(task.source, task.input);
  const feed = (await mayBeWritten(task, given)) ?? given;
  const { suggest = suggestAssignments, suggestionRules = SUGGESTION_RULES } = task;
  const run = await HarvestRun.begin(task, feed, { rules: suggestionRules, suggest });
  const turns = new Turns();
  let bytes = 0;
  const items = feed.read((count) => {
    bytes = count;
  });
  for await (const some of items) {
    for (const item of some) {
      await run.take(item);
      await turns.pause();
    }
    const { read, accepted, refused } = run.tally;
    task.onProgress?.({ read, accepted, refused, bytes, totalBytes: feed.totalBytes });
  }
  return run.finish();
}

/** A feed that says nothing but why the given one has to wait; null where it needn't. */
async function mayBeWritten(task: HarvestTask, feed: Feed): Promise<Feed | null> {
  const looks = feed.canBeReadTwice === true && task.options?.releaseDeletions !== true;
  const changed = looks ? await findChangedIds(task, feed) : null;
  if (changed === null) return null;
  const end = { type: "END", listsEverything: false, error: null, held: changed } as const;
  const read = async function* (): AsyncGenerator<readonly FeedItem[]> {
    yield [end];
  };
  return { fingerprint: null, totalBytes: feed.totalBytes, read };
}

/** Makes the collections that a harvest writes beside the log: a transaction can't make its own. */
export async function prepareHarvest(db: Db): Promise<void> {
  const before = prepared.get(db);
  if (before !== undefined) return before;
  const made = makeCollections(db);
  prepared.set(db, made);
  // What failed now may succeed the next time.
  made.catch(() => prepared.delete(db));
  return made;
}

const prepared = new WeakMap<Db, Promise<void>>();

async function makeCollections(db: Db): Promise<void> {
  await prepareQuarantine(db);
  await prepareRemarks(db);
  await prepareWithheld(db);
  await prepareWaitingDeletions(db);
  await prepareWaitingReturns(db);
  await prepareMirror(db);
  await harvestStateOf(db).createIndex({ phase: 1 }, { name: "phase" });
}
