import type { Visibility } from "@actionline/schema/entry-kind";
import { type ClientSession, type Collection, type Db, MongoServerError } from "mongodb";
import type { EventKindName, WatchedKindName } from "./event/event-kind";
import type { Cell, WatchSlice } from "./watch/watch-slice";

/** Where an account of a delivery's address stands: a watch, or those who act for an agency or an organization. */
export type Address =
  | `watch:${string}`
  | `principal:${string}`
  | `agency:${string}`
  | `organization:${string}`
  | `team:${string}`
  | "secretariat";

/** An address on the web that notices are posted to, and the key they are signed with. */
export interface Webhook {
  readonly url: string;
  /** Kept as it is, since a signature can't be made with less. */
  readonly secret: string;
}

export interface StoredWatch {
  readonly _id: string;
  /** Id of the principal who saved it. */
  readonly owner: string;
  readonly name: string;
  readonly slice: WatchSlice;
  readonly kinds: readonly WatchedKindName[];
  readonly webhook: Webhook | null;
  /** Whether its public events may be read as a feed by whoever knows the address. */
  readonly feed: boolean;
  readonly savedAt: Date;
  /** The idempotency key that it was saved under. */
  readonly key: string;
  /** Grows with every watch saved or removed, so that a follower reads what changed and no more. */
  readonly generation: number;
  readonly removed: boolean;
  /** Whether what held when it was saved has been noted, so that it isn't told as news. */
  readonly settled: boolean;
}

export interface StoredEvent {
  readonly _id: string;
  /** Its place in the one order of all events. */
  readonly position: number;
  readonly kind: EventKindName;
  readonly at: Date;
  /** The log's sequence that it was found at. */
  readonly sequence: number;
  /** PUBLIC where anybody might know it: only such events stand in a feed. */
  readonly visibility: Visibility;
  readonly watch: string | null;
  /** Who is told in the hub. */
  readonly audience: readonly Address[];
  /** How many things it tells of; the lists below name the first of them. */
  readonly count: number;
  readonly cells: readonly Cell[];
  readonly overlaps: readonly string[];
  readonly findings: readonly string[];
  readonly sources: readonly string[];
  /** What happened, in a sentence. */
  readonly text: string;
  /** Whom a delivery failed to reach. */
  readonly target: Address | null;
}

export type DeliveryState = "PENDING" | "SENT" | "DEAD";

export interface StoredDelivery {
  /** `<event> <medium> <target>`: an event goes to a target once. */
  readonly _id: string;
  readonly event: string;
  readonly position: number;
  readonly target: Address;
  readonly medium: "WEBHOOK" | "MAIL";
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly nextAt: Date;
  /** Why the last attempt failed, in a sentence that its owner may read. */
  readonly lastError: string | null;
  /** When it was sent or given up; null while it waits. Such ones are removed after a month. */
  readonly doneAt: Date | null;
}

/** Where those who act for an agency or an organization want their notices. */
export interface StoredChannel {
  readonly _id: Address;
  readonly webhook: Webhook | null;
  readonly mail: string | null;
  readonly setBy: string;
  readonly setAt: Date;
}

/** How a target's last attempts went: as long as it fails, all that waits for it waits together. */
export interface StoredTarget {
  readonly _id: string;
  readonly failures: number;
}

/** How far the follower has come. */
export interface FollowerState {
  readonly _id: "follower";
  readonly sequence: number;
  /** Grows with each round, so that two followers can't both take one. */
  readonly round: number;
  /** The instant of the last round: years close and sources lapse without any entry. */
  readonly at: Date;
}

export interface Counter {
  readonly _id: "position" | "generation";
  readonly value: number;
}

/** A cell that is known to be empty: it is told of again only after something decided otherwise. */
export interface KnownGap {
  readonly _id: string;
  readonly since: number;
  /** Nobody saw it empty: an outage alone kept it from being decided when the watch was saved. */
  readonly assumed: boolean;
}

export interface KnownSource {
  readonly _id: string;
  readonly failed: boolean;
}

/** A confirmed finding that not everybody may see yet. */
export interface AwaitedFinding {
  readonly _id: string;
  readonly sequence: number;
}

/** How far somebody has read. */
export interface ReadMark {
  readonly _id: string;
  readonly upTo: number;
}

export const watchesOf = (db: Db): Collection<StoredWatch> => db.collection("notice_watches");
export const eventsOf = (db: Db): Collection<StoredEvent> => db.collection("notice_events");
export const deliveriesOf = (db: Db): Collection<StoredDelivery> => db.collection("notice_deliveries");
export const channelsOf = (db: Db): Collection<StoredChannel> => db.collection("notice_channels");
export const targetsOf = (db: Db): Collection<StoredTarget> => db.collection("notice_targets");
export const followerOf = (db: Db): Collection<FollowerState> => db.collection("notice_follower");
export const countersOf = (db: Db): Collection<Counter> => db.collection("notice_counters");
export const gapsOf = (db: Db): Collection<KnownGap> => db.collection("notice_gaps");
export const knownSourcesOf = (db: Db): Collection<KnownSource> => db.collection("notice_sources");
export const awaitedOf = (db: Db): Collection<AwaitedFinding> => db.collection("notice_awaited");
export const readMarksOf = (db: Db): Collection<ReadMark> => db.collection("notice_reads");

const MONTH_SECONDS = 30 * 86_400;
const DUPLICATE_KEY = 11_000;

/** Makes the collections and indexes that notices need; doing it again changes nothing. */
export async function prepareNotices(db: Db): Promise<void> {
  await Promise.all([
    watchesOf(db).createIndexes([
      { key: { owner: 1, _id: 1 }, name: "owner" },
      { key: { generation: 1 }, name: "generation" },
    ]),
    eventsOf(db).createIndexes([
      { key: { position: 1 }, name: "position", unique: true },
      { key: { audience: 1, position: -1 }, name: "audience_position" },
      { key: { watch: 1, position: -1 }, name: "watch_position" },
      { key: { findings: 1 }, name: "findings" },
    ]),
    deliveriesOf(db).createIndexes([
      { key: { state: 1, nextAt: 1 }, name: "state_next" },
      { key: { target: 1, state: 1 }, name: "target_state" },
      { key: { doneAt: 1 }, name: "done", expireAfterSeconds: MONTH_SECONDS },
    ]),
    ...[channelsOf(db), targetsOf(db), gapsOf(db), knownSourcesOf(db), awaitedOf(db), readMarksOf(db)].map(({ collectionName }) =>
      db.createCollection(collectionName).catch(unlessItExists),
    ),
    firstOf(followerOf(db).updateOne({ _id: "follower" }, { $setOnInsert: { sequence: 0, round: 0, at: new Date(0) } }, { upsert: true })),
    ...(["position", "generation"] as const).map((_id) =>
      firstOf(countersOf(db).updateOne({ _id }, { $setOnInsert: { value: 0 } }, { upsert: true })),
    ),
  ]);
}

/** Takes the next numbers of a counter, in the session's transaction; returns the last one before them. */
export async function takeNumbers(db: Db, counter: Counter["_id"], howMany: number, session: ClientSession): Promise<number> {
  const found = await countersOf(db).findOneAndUpdate({ _id: counter }, { $inc: { value: howMany } }, { session });
  if (found === null) throw new Error(`The counter ${counter} is missing: notices weren't prepared.`);
  return found.value;
}

/** Two processes that make the same first document at once: one of them made it. */
async function firstOf(made: Promise<unknown>): Promise<void> {
  await made.catch((error: unknown) => {
    if (!(error instanceof MongoServerError) || error.code !== DUPLICATE_KEY) throw error;
  });
}

function unlessItExists(error: unknown): void {
  if (!(error instanceof MongoServerError) || error.codeName !== "NamespaceExists") throw error;
}
