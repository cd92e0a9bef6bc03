import { hubError } from "@actionline/kit/hub-error";
import type { EntryKind, Space } from "@actionline/schema/entry-kind";
import type { RedactionRecord } from "@actionline/schema/federation-records";
import type { ClientSession, Db, MongoClient } from "mongodb";
import { assertWritable, type Batch, type HashedChange, type Head, keyOf, planBatch } from "./batch";
import { contentHash } from "./canonical";
import { logEntries, logState, prepareCollections, versionsOf } from "./collections";
import { Lease } from "./lease";
import { type Change, OPEN } from "./log-entry";
import { Redactions } from "./redaction/redactions";

/** What one append did. `sequence` is the watermark after it. */
export interface Appended {
  readonly sequence: number;
  /** The instant of the batch's entries; of the log's last one where it made none. */
  readonly at: Date;
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
  /** Changes that made no entry: the log held them already, they were echoes of this hub's own, or what they hold was redacted. */
  readonly unchanged: number;
}

export interface AppenderOptions {
  readonly space: Space;
  /** This hub's own id. A change whose origin names it has been here before and is dropped. */
  readonly hubId?: string;
  readonly clock?: () => Date;
  /** How long a lease lasts without renewal, in milliseconds. */
  readonly leaseMs?: number;
}

/**
 * Writes that must stand or fall with a batch, and are told what it does; run again where the transaction is, so they
 * may only write in its session.
 */
export type Alongside = (session: ClientSession, appended: Appended) => Promise<void>;

/**
 * The one writer of the log. It holds a lease with a fencing token: whoever takes the lease next raises the token, and
 * a commit under the old one fails, however late it comes. Batch and watermark are written in one transaction, so the
 * order of commits is the order of sequences and a reader that stops at the watermark has seen all before it.
 */
export class Appender {
  readonly space: Space;
  readonly #db: Db;
  /** Null for one that only observes. */
  readonly #lease: Lease | null;
  readonly #clock: () => Date;
  readonly #hubId: string | null;
  readonly #followers = new Set<(sequence: number) => void>();
  readonly #redactions: Redactions;
  #last: Promise<unknown> = Promise.resolve();
  #watermark: number;
  #released = false;

  private constructor(db: Db, lease: Lease | null, watermark: number, redactions: Redactions, { space, clock, hubId }: AppenderOptions) {
    this.#db = db;
    this.#lease = lease;
    this.#redactions = redactions;
    this.#watermark = watermark;
    this.space = space;
    this.#clock = clock ?? (() => new Date());
    this.#hubId = hubId ?? null;
  }

  /** Takes the lease, or refuses with LOG_BUSY while a living process holds it. */
  static async acquire(client: MongoClient, db: Db, options: AppenderOptions): Promise<Appender> {
    await prepareCollections(db);
    const { space, leaseMs = 15_000 } = options;
    const lease = await Lease.take(client, db, { space, leaseMs });
    // Read once the lease is ours: before, another may still have been writing.
    const state = await logState(db).findOne(lease.mark);
    if (state === null) throw hubError("LOG_BUSY", "Another process took over writing; try again in a few seconds.");
    return new Appender(db, lease, state.watermark, await Redactions.read(db), options);
  }

  /** Stands where a writer is asked for and none is wanted: it takes no lease, and refuses every batch with LOG_BUSY. */
  static observe(db: Db, space: Space): Appender {
    const observer = new Appender(db, null, 0, new Redactions(), { space });
    observer.#released = true;
    return observer;
  }

  /** This hub's own id; null where it has none. */
  get hubId(): string | null {
    return this.#hubId;
  }

  get watermark(): number {
    return this.#watermark;
  }

  /** What it writes to. All that happens alongside a batch goes here: its session is of this connection and of no other. */
  get db(): Db {
    return this.#db;
  }

  /** The orders in force to keep out what was erased. */
  get redactions(): Pick<Redactions, "size" | "all"> {
    return this.#redactions;
  }

  /** How many are called back on commits. */
  get listening(): number {
    return this.#followers.size;
  }

  /** Calls back after each commit of this appender; returns how to stop. */
  onCommit(callback: (sequence: number) => void): () => void {
    this.#followers.add(callback);
    return () => this.#followers.delete(callback);
  }

  /**
   * Takes a batch in, whole or not at all. A change whose content is what the log already holds makes no entry, so a
   * batch whose outcome is unknown may be given again: nothing is entered twice.
   *
   * @param changes at most a few thousand; one subject at most once
   * @param alongside writes that must stand or fall with the batch, such as a source's cursor
   */
  async append(changes: readonly Change[], alongside?: Alongside): Promise<Appended> {
    if (this.#released) throw hubError("LOG_BUSY", "This process has stopped writing; ask again in a few seconds.");
    assertWritable(changes);
    // Hashed while an earlier batch is under way, and before the caller can change what it gave.
    const fresh = changes.flatMap((change) => (this.#isEcho(change) ? [] : (this.#redactions.applied(change) ?? []))).map(hashed);
    const turn = this.#last.then(() => this.#commit(fresh, changes.length - fresh.length, alongside));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Ends the lease after the batches under way. */
  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    await this.#last;
    await this.#lease?.release();
  }

  get #held(): Lease {
    if (this.#lease === null) throw new Error("An appender that only observes was asked to write.");
    return this.#lease;
  }

  #isEcho({ origin }: Change): boolean {
    return this.#hubId !== null && origin?.includes(this.#hubId) === true;
  }

  async #commit(changes: readonly HashedChange[], echoes: number, alongside?: Alongside): Promise<Appended> {
    const appended = await this.#held.session.withTransaction((session) => this.#write(changes, echoes, session, alongside), {
      readConcern: { level: "snapshot" },
      writeConcern: { w: "majority", journal: true },
    });
    this.#watermark = appended.sequence;
    for (const { change } of changes) if (change.kind === "REDACTION") this.#redactions.add(change.record as RedactionRecord);
    for (const follower of this.#followers) tell(follower, appended.sequence);
    return appended;
  }

  async #write(changes: readonly HashedChange[], echoes: number, session: ClientSession, alongside?: Alongside): Promise<Appended> {
    // The first write locks the one state document under our token: a newer appender makes it match nothing.
    const state = await logState(this.#db).findOneAndUpdate(
      this.#held.mark,
      { $set: { leaseUntil: this.#held.until } },
      { session, returnDocument: "after" },
    );
    if (state === null) throw hubError("LOG_BUSY", "Another process took over writing; this one stopped writing and lost nothing.");
    const batch = planBatch(changes, await this.#heads(changes, session), { ...state, at: this.#instantAfter(state.at) });
    const sequence = state.watermark + batch.entries.length;
    const at = batch.entries[0]?.at ?? state.at;
    if (batch.entries.length > 0) {
      await this.#enter(batch, session);
      await logState(this.#db).updateOne(this.#held.mark, { $set: { watermark: sequence, at } }, { session });
    }
    const appended = { sequence, at, ...batch.counts, unchanged: batch.counts.unchanged + echoes };
    await alongside?.(session, appended);
    return appended;
  }

  /** Later than every instant that a batch has or a reader has settled, so that what held at one of those never changes. */
  #instantAfter(last: Date): Date {
    return new Date(Math.max(this.#clock().getTime(), last.getTime() + 1));
  }

  async #enter({ entries, writes }: Batch, session: ClientSession): Promise<void> {
    await logEntries(this.#db).insertMany(entries, { session, ordered: false });
    for (const [kind, { ends, begins }] of writes) {
      const versions = versionsOf(this.#db, kind);
      // Ends first: at no moment may a subject have two open versions, which a unique index sees to.
      if (ends.length > 0) {
        const updates = ends.map(({ sequence, to }) => ({ updateOne: { filter: { _id: sequence }, update: { $set: { to } } } }));
        await versions.bulkWrite(updates as never, { session, ordered: false });
      }
      if (begins.length > 0) await versions.insertMany(begins as never, { session, ordered: false });
    }
  }

  async #heads(changes: readonly HashedChange[], session: ClientSession): Promise<Map<string, Head>> {
    const subjects = new Map<EntryKind, string[]>();
    for (const { change } of changes) {
      const ofKind = subjects.get(change.kind);
      if (ofKind === undefined) subjects.set(change.kind, [change.subject]);
      else ofKind.push(change.subject);
    }
    const heads = new Map<string, Head>();
    for (const [kind, ofKind] of subjects) {
      const found = versionsOf(this.#db, kind)
        .find({ subject: { $in: ofKind }, to: OPEN }, { session, batchSize: 10_000 })
        .project<Omit<Head, "sequence"> & { _id: number; subject: string }>({ subject: 1, hash: 1, owner: 1, visibility: 1 });
      for await (const { _id: sequence, subject, ...head } of found) heads.set(keyOf({ kind, subject }), { sequence, ...head });
    }
    return heads;
  }
}

const hashed = (change: Change): HashedChange => ({
  change,
  hash: change.record === null ? null : (change.hash ?? contentHash(change.record)),
});

/** A follower's fault is its own: the batch is committed, and its writer must be told so. */
function tell(follower: (sequence: number) => void, sequence: number): void {
  try {
    follower(sequence);
  } catch (error) {
    process.emitWarning(error instanceof Error ? (error.stack ?? error.message) : String(error), "LogFollowerFailed");
  }
}
