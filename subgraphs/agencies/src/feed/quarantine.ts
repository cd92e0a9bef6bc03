import { hash } from "node:crypto";
import { canonicalText } from "@actionline/log/canonical";
import type { Finding } from "@actionline/schema/validator/finding";
import type { AnyBulkWriteOperation, ClientSession, Collection, Db } from "mongodb";

/** A refused record as it is kept: enough to find and repair it, bounded whatever was sent. Never shown in public. */
export interface QuarantineEntry {
  readonly _id: string;
  readonly source: string;
  readonly agency: string;
  /** The record's hub id; null where it had none that could be one. */
  readonly record: string | null;
  readonly place: string;
  readonly rule: string;
  readonly pointer: string;
  readonly value: string;
  readonly excerpt: string;
  /** Of a second record under one id: the content hash that was kept and the one that was refused. */
  readonly hashes: { readonly kept: string; readonly refused: string } | null;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly lastRun: string;
}

const MOST_OF_A_RUN = 10_000;
const EXCERPT = 4_000;

export const quarantineOf = (db: Db): Collection<QuarantineEntry> => db.collection<QuarantineEntry>("quarantine");

/** Makes the indexes that quarantine is read by. */
export async function prepareQuarantine(db: Db): Promise<void> {
  await quarantineOf(db).createIndexes([
    { key: { record: 1 }, name: "record" },
    { key: { source: 1, lastRun: 1 }, name: "source_run" },
  ]);
}

export interface Refused {
  readonly record: string | null;
  readonly place: string;
  readonly finding: Finding;
  readonly content: unknown;
  readonly hashes?: { readonly kept: string; readonly refused: string };
}

/** Collects a run's refused records for writing together with its batches. */
export class QuarantineWriter {
  readonly #source: { readonly id: string; readonly agency: string };
  readonly #run: string;
  readonly #clock: () => Date;
  #waiting: AnyBulkWriteOperation<QuarantineEntry>[] = [];
  #kept = 0;

  constructor(source: { readonly id: string; readonly agency: string }, run: string, clock: () => Date) {
    this.#source = source;
    this.#run = run;
    this.#clock = clock;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  add({ record, place, finding, content, hashes }: Refused): void {
    this.#kept += 1;
    if (this.#kept > MOST_OF_A_RUN) return;
    const excerpt = (typeof content === "string" ? content : canonicalText(content)).slice(0, EXCERPT).replace(/[\ud800-\udbff]$/, "");
    const { rule, pointer, value } = finding;
    const now = this.#clock();
    const about = {
      source: this.#source.id,
      agency: this.#source.agency,
      record,
      place,
      rule,
      pointer,
      value,
      excerpt,
      hashes: hashes ?? null,
    };
    // The same refusal in the next run is the same entry, seen again: its place in the file may have moved.
    const _id = hash("sha256", canonicalText([this.#source.id, record, record === null ? place : "", rule, pointer, excerpt]), "hex");
    const update = { $set: { ...about, lastSeenAt: now, lastRun: this.#run }, $setOnInsert: { firstSeenAt: now } };
    this.#waiting.push({ updateOne: { filter: { _id }, update, upsert: true } });
  }

  /** Hands over what waits, to be written in a batch's own transaction. */
  take(): (db: Db, session: ClientSession) => Promise<void> {
    const writes = this.#waiting;
    this.#waiting = [];
    return async (db, session) => {
      if (writes.length > 0) await quarantineOf(db).bulkWrite(writes, { session, ordered: false });
    };
  }
}

/**
 * Lets go of what earlier runs refused and this one didn't: after a full list all of it, since it was repaired or taken
 * back; after changes only the records that they named.
 */
export async function clearRepaired(db: Db, source: string, run: RunSeen, session: ClientSession): Promise<void> {
  const older = { source, lastRun: { $ne: run.id } };
  if (run.listsEverything) {
    await quarantineOf(db).deleteMany(older, { session });
    return;
  }
  const entries = await quarantineOf(db).find(older, { session }).project<{ _id: string; record: string | null }>({ record: 1 }).toArray();
  const repaired = entries.filter(({ record }) => record !== null && run.took(record)).map(({ _id }) => _id);
  if (repaired.length > 0) await quarantineOf(db).deleteMany({ _id: { $in: repaired } }, { session });
}

/** What clearing needs to know of a run. */
export interface RunSeen {
  readonly id: string;
  readonly listsEverything: boolean;
  readonly took: (record: string) => boolean;
}
