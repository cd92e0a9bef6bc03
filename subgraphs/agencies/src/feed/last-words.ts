import { versionsOf } from "@actionline/log/collections";
import { type Change, OPEN } from "@actionline/log/log-entry";
import type { ClientSession, Collection, Db } from "mongodb";
import type { Beside } from "./beside";
import type { Ended } from "./published-ids";
import { HARVESTED_KINDS, type HarvestedKind } from "./stored-record";
import { type WaitingDeletion, waitingDeletionsOf, waitingId } from "./waiting-deletions";

/** A record that is to be again what it was before, once the source has been read to its end. */
export interface WaitingReturn {
  readonly _id: string;
  readonly source: string;
  readonly kind: HarvestedKind;
  readonly record: string;
  /** The version that held what it is to be. */
  readonly version: number;
  readonly origin: readonly string[];
}

export const waitingReturnsOf = (db: Db): Collection<WaitingReturn> => db.collection<WaitingReturn>("waiting_returns");

/** Makes the index that they are read by. */
export async function prepareWaitingReturns(db: Db): Promise<void> {
  await waitingReturnsOf(db).createIndex({ source: 1 }, { name: "source" });
}

type Write = (db: Db, session: ClientSession) => Promise<unknown>;

/**
 * What a source that is followed by a cursor said last of records, as far as it would take something back: that one ended, or
 * is again what it was. An old page that comes again says such things too, and takes them back itself further on; so they
 * wait until everything was read, written down together with the cursor that passed them.
 */
export class LastWords implements Beside {
  readonly #source: string;
  readonly #ends = new Set<string>();
  readonly #returns = new Map<string, WaitingReturn>();
  #writes: Write[] = [];
  #due: Write[] = [];

  private constructor(source: string) {
    this.#source = source;
  }

  /** With what earlier runs left waiting. */
  static async recall(db: Db, source: string): Promise<LastWords> {
    const words = new LastWords(source);
    for await (const { _id } of waitingDeletionsOf(db).find({ source })) words.#ends.add(_id);
    for await (const waiting of waitingReturnsOf(db).find({ source })) words.#returns.set(waiting._id, waiting);
    return words;
  }

  get waiting(): number {
    return this.#due.length;
  }

  /**
   * What was said up to here goes with the next batch: a page has come to its end, and its cursor is written too. Before that a
   * death would leave half of what an old page says, of which the server needn't say the other half again.
   */
  settle(): void {
    this.#due.push(...this.#writes);
    this.#writes = [];
  }

  /** Records that are to be again what they were. */
  get returns(): readonly WaitingReturn[] {
    return [...this.#returns.values()];
  }

  ended(kind: HarvestedKind | null, record: string, { into, origin }: Ended): void {
    for (const each of kind === null ? HARVESTED_KINDS : [kind]) {
      const _id = waitingId(this.#source, each, record);
      this.#forgetReturn(_id);
      this.#ends.add(_id);
      const waiting: WaitingDeletion = { _id, source: this.#source, kind: each, record, into, origin };
      this.#writes.push((db, session) => waitingDeletionsOf(db).replaceOne({ _id }, waiting, { session, upsert: true }));
    }
  }

  /** It holds something new, or what the hub has. */
  stands({ kind, subject }: Pick<Change, "kind" | "subject">): void {
    const _id = waitingId(this.#source, kind as HarvestedKind, subject);
    this.#forgetEnd(_id);
    this.#forgetReturn(_id);
  }

  comesBack({ kind, subject, origin = [] }: Change, version: number): void {
    const _id = waitingId(this.#source, kind as HarvestedKind, subject);
    this.#forgetEnd(_id);
    const waiting: WaitingReturn = { _id, source: this.#source, kind: kind as HarvestedKind, record: subject, version, origin };
    this.#returns.set(_id, waiting);
    this.#writes.push((db, session) => waitingReturnsOf(db).replaceOne({ _id }, waiting, { session, upsert: true }));
  }

  /** They have come to pass. */
  forgetReturns(): void {
    for (const _id of this.#returns.keys()) this.#forgetReturn(_id);
  }

  take(): (db: Db, session: ClientSession) => Promise<void> {
    const writes = this.#due;
    this.#due = [];
    return async (db, session) => {
      for (const write of writes) await write(db, session);
    };
  }

  #forgetEnd(_id: string): void {
    if (this.#ends.delete(_id)) this.#writes.push((db, session) => waitingDeletionsOf(db).deleteOne({ _id }, { session }));
  }

  #forgetReturn(_id: string): void {
    if (this.#returns.delete(_id)) this.#writes.push((db, session) => waitingReturnsOf(db).deleteOne({ _id }, { session }));
  }
}

/** The changes among these that would bring back what the hub held of a record before, with the version that held it. */
export async function returnsAmong(db: Db, changes: readonly Change[]): Promise<ReadonlyMap<Change, number>> {
  const found = new Map<Change, number>();
  for (const kind of HARVESTED_KINDS) {
    const ofKind = changes.filter((change) => change.kind === kind && change.hash !== undefined);
    if (ofKind.length === 0) continue;
    const held = await heldBefore(db, kind, ofKind);
    for (const change of ofKind) {
      const version = held.get(`${change.hash} ${change.subject}`);
      if (version !== undefined) found.set(change, version);
    }
  }
  return found;
}

/** By content and subject, the last version that held it; without those that hold it now. */
async function heldBefore(db: Db, kind: HarvestedKind, changes: readonly Change[]): Promise<ReadonlyMap<string, number>> {
  const subjects = changes.map(({ subject }) => subject);
  const hashes = changes.map(({ hash = "" }) => hash);
  const versions = versionsOf(db, kind)
    .find({ subject: { $in: subjects }, hash: { $in: hashes } } as never)
    .sort({ _id: 1 })
    .project<{ readonly _id: number; readonly subject: string; readonly hash: string; readonly to: number }>({
      subject: 1,
      hash: 1,
      to: 1,
    });
  const held = new Map<string, number>();
  for await (const { _id, subject, hash, to } of versions) {
    if (to === OPEN) held.delete(`${hash} ${subject}`);
    else held.set(`${hash} ${subject}`, _id);
  }
  return held;
}
