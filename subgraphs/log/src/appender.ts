import * as os from "node:os";
import { hubError } from "@actionline/kit/hub-error";
import type { EntryKind, Space } from "@actionline/schema/entry-kind";
import type { AnyBulkWriteOperation, ClientSession, Db, MongoClient } from "mongodb";
import { contentHash } from "./canonical";
import { logEntries, logState, prepareCollections, versionsOf } from "./collections";
import { type Change, type LogEntry, type LogState, OPEN, type Version } from "./log-entry";

/** What one append did. `sequence` is the watermark after it. */
export interface Appended {
  readonly sequence: number;
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
  readonly unchanged: number;
}

export interface AppenderOptions {
  readonly space: Space;
  readonly clock?: () => Date;
  /** How long a lease lasts without renewal, in milliseconds. */
  readonly leaseMs?: number;
}

interface Head {
  readonly sequence: number;
  readonly hash: string;
}

/**
 * The one writer of the log. It holds a lease with a fencing token: whoever takes the lease next raises the token, and
 * a commit under the old one fails, however late it comes. Batch and watermark are written in one transaction, so the
 * order of commits is the order of sequences and a reader that stops at the watermark has seen all before it.
 */
export class Appender {
  readonly space: Space;
  readonly #client: MongoClient;
  readonly #db: Db;
  readonly #clock: () => Date;
  readonly #leaseMs: number;
  readonly #token: number;
  #last: Promise<unknown> = Promise.resolve();
  #watermark: number;
  readonly #followers = new Set<(sequence: number) => void>();
  #renewal: NodeJS.Timeout | null = null;

  private constructor(client: MongoClient, db: Db, state: LogState, options: Required<AppenderOptions>) {
    this.#client = client;
    this.#db = db;
    this.space = state.space;
    this.#clock = options.clock;
    this.#leaseMs = options.leaseMs;
    this.#token = state.token;
    this.#watermark = state.watermark;
  }

  /** Takes the lease, or refuses with LOG_BUSY while a living process holds it. */
  static async acquire(client: MongoClient, db: Db, options: AppenderOptions): Promise<Appender> {
    const whole = { clock: () => new Date(), leaseMs: 15_000, ...options };
    await prepareCollections(db);
    const state = await takeLease(db, whole);
    const appender = new Appender(client, db, state, whole);
    appender.#renewal = setInterval(() => void appender.#renew().catch(() => undefined), whole.leaseMs / 3);
    appender.#renewal.unref();
    return appender;
  }

  get watermark(): number {
    return this.#watermark;
  }

  /** Calls back after each commit of this appender; returns how to stop. */
  onCommit(callback: (sequence: number) => void): () => void {
    this.#followers.add(callback);
    return () => this.#followers.delete(callback);
  }

  /**
   * Takes a batch in, whole or not at all. A change whose content is what the log already holds makes no entry.
   *
   * @param changes at most a few thousand; one subject at most once
   * @param alongside writes that must stand or fall with the batch, such as a source's cursor
   */
  append(changes: readonly Change[], alongside?: (session: ClientSession) => Promise<void>): Promise<Appended> {
    const turn = this.#last.then(() => this.#commit(changes, alongside));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Ends the lease after the batches under way. */
  async release(): Promise<void> {
    await this.#last;
    if (this.#renewal !== null) clearInterval(this.#renewal);
    await logState(this.#db).updateOne({ _id: "log", token: this.#token }, { $set: { leaseUntil: new Date(0) } });
  }

  async #commit(changes: readonly Change[], alongside?: (session: ClientSession) => Promise<void>): Promise<Appended> {
    const hashes = changes.map((change) => (change.record === null ? null : contentHash(change.record)));
    const appended = await this.#client.withSession((session) =>
      session.withTransaction(() => this.#write(changes, hashes, session, alongside), {
        readConcern: { level: "snapshot" },
        writeConcern: { w: "majority", journal: true },
      }),
    );
    this.#watermark = appended.sequence;
    for (const follower of this.#followers) follower(appended.sequence);
    return appended;
  }

  async #write(
    changes: readonly Change[],
    hashes: readonly (string | null)[],
    session: ClientSession,
    alongside?: (session: ClientSession) => Promise<void>,
  ): Promise<Appended> {
    const now = this.#clock();
    // The first write touches the one state document under our token: a newer appender makes it match nothing.
    const state = await logState(this.#db).findOneAndUpdate(
      { _id: "log", token: this.#token },
      { $max: { at: now }, $set: { leaseUntil: new Date(Date.now() + this.#leaseMs) } },
      { session, returnDocument: "after" },
    );
    if (state === null) throw hubError("LOG_BUSY", "Another process took over writing; this one stopped writing and lost nothing.");
    const heads = await this.#heads(changes, session);
    const batch = planBatch(changes, hashes, heads, state, this.space);
    if (batch.entries.length > 0) {
      await logEntries(this.#db).insertMany(batch.entries, { session, ordered: true });
      for (const [kind, writes] of batch.writes) {
        await versionsOf(this.#db, kind).bulkWrite(writes as never, { session, ordered: false });
      }
      await logState(this.#db).updateOne({ _id: "log", token: this.#token }, { $set: { watermark: batch.sequence } }, { session });
    }
    await alongside?.(session);
    return { sequence: batch.sequence, ...batch.counts };
  }

  async #heads(changes: readonly Change[], session: ClientSession): Promise<Map<string, Head>> {
    const subjects = new Map<EntryKind, string[]>();
    for (const { kind, subject } of changes) {
      const known = subjects.get(kind);
      if (known === undefined) subjects.set(kind, [subject]);
      else known.push(subject);
    }
    const heads = new Map<string, Head>();
    for (const [kind, ofKind] of subjects) {
      const found = versionsOf(this.#db, kind)
        .find({ subject: { $in: ofKind }, to: OPEN }, { session })
        .project<{ _id: number; subject: string; hash: string }>({ subject: 1, hash: 1 });
      for await (const version of found) heads.set(`${kind} ${version.subject}`, { sequence: version._id, hash: version.hash });
    }
    return heads;
  }

  async #renew(): Promise<void> {
    await logState(this.#db).updateOne({ _id: "log", token: this.#token }, { $set: { leaseUntil: new Date(Date.now() + this.#leaseMs) } });
  }
}

interface Batch {
  readonly entries: LogEntry[];
  readonly writes: Map<EntryKind, AnyBulkWriteOperation<Version<unknown>>[]>;
  readonly counts: { added: number; changed: number; deleted: number; unchanged: number };
  sequence: number;
}

/** Works out entries, versions and counts of a batch from what the log holds; it reads and writes nothing. */
function planBatch(
  changes: readonly Change[],
  hashes: readonly (string | null)[],
  heads: ReadonlyMap<string, Head>,
  state: LogState,
  space: Space,
): Batch {
  const batch: Batch = {
    entries: [],
    writes: new Map(),
    counts: { added: 0, changed: 0, deleted: 0, unchanged: 0 },
    sequence: state.watermark,
  };
  changes.forEach((change, index) => {
    const head = heads.get(`${change.kind} ${change.subject}`) ?? null;
    const hash = hashes[index] ?? null;
    const same = change.operation === "DELETE" ? head === null : head?.hash === hash;
    if (same) {
      batch.counts.unchanged += 1;
      return;
    }
    batch.sequence += 1;
    addEntry(batch, change, hash, head, state.at, space);
  });
  return batch;
}

function addEntry(batch: Batch, change: Change, hash: string | null, head: Head | null, at: Date, space: Space): void {
  const { kind, subject, operation, owner } = change;
  const visibility = change.visibility ?? "PUBLIC";
  const sequence = batch.sequence;
  batch.entries.push({
    _id: sequence,
    kind,
    subject,
    operation,
    owner,
    origin: change.origin ?? [],
    space,
    visibility,
    hash,
    at,
    ends: head?.sequence ?? null,
  });
  const writes = batch.writes.get(kind) ?? [];
  batch.writes.set(kind, writes);
  if (head !== null) writes.push({ updateOne: { filter: { _id: head.sequence }, update: { $set: { to: sequence } } } });
  if (operation === "UPSERT" && hash !== null) {
    writes.push({
      insertOne: { document: { _id: sequence, subject, owner, visibility, hash, from: sequence, to: OPEN, record: change.record } },
    });
  }
  if (operation === "DELETE") batch.counts.deleted += 1;
  else if (head === null) batch.counts.added += 1;
  else batch.counts.changed += 1;
}

/** Raises the token and becomes the holder, if the lease is free, over, or held by a process of this machine that died. */
async function takeLease(db: Db, { space, clock, leaseMs }: Required<AppenderOptions>): Promise<LogState> {
  const states = logState(db);
  const first: LogState = { _id: "log", space, watermark: 0, at: new Date(0), token: 0, holder: "", leaseUntil: new Date(0) };
  await states.updateOne({ _id: "log" }, { $setOnInsert: { ...first, at: clock() } }, { upsert: true });
  const current = await states.findOne({ _id: "log" });
  if (current === null) throw new Error("The log's state document vanished while its lease was taken.");
  if (current.space !== space) {
    throw hubError("BAD_INPUT", `This database holds ${current.space} records; ${space} records go into a database of their own.`);
  }
  if (current.leaseUntil.getTime() > Date.now() && isAlive(current.holder)) {
    throw hubError("LOG_BUSY", `Another process (${current.holder}) is writing to this hub; stop it or use its address.`);
  }
  const taken = await states.findOneAndUpdate(
    { _id: "log", token: current.token },
    { $inc: { token: 1 }, $set: { holder: holderName(), leaseUntil: new Date(Date.now() + leaseMs) } },
    { returnDocument: "after" },
  );
  if (taken === null) throw hubError("LOG_BUSY", "Another process took the lease at the same moment; try again.");
  return taken;
}

const holderName = (): string => `${os.hostname()}#${process.pid}`;

/** Whether a holder may still be at work. One on another machine counts as alive until its lease is over. */
function isAlive(holder: string): boolean {
  const [host, pid] = holder.split("#");
  if (host !== os.hostname() || Number(pid) === process.pid) return host !== os.hostname();
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch {
    return false;
  }
}
