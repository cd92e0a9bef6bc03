import { hash } from "node:crypto";
import { canonicalText } from "@actionline/log/canonical";
import type { Finding } from "@actionline/schema/validator/finding";
import type { AnyBulkWriteOperation, ClientSession, Collection, Db } from "mongodb";
import type { Beside } from "./beside";

/** One thing that the hub noticed about a record that it took: what it was, where, and nothing of the content. */
export interface Remark {
  readonly rule: string;
  readonly pointer: string;
  readonly place: string;
}

/** What the hub noticed about one record as its source publishes it now, such as a date that it set aside. */
export interface RemarkEntry {
  readonly _id: string;
  readonly source: string;
  readonly record: string;
  /** The first ones, each rule and pointer once. */
  readonly remarks: readonly Remark[];
  readonly firstSeenAt: Date;
  readonly lastRun: string;
}

const MOST_OF_A_RUN = 10_000;
const MOST_OF_A_RECORD = 20;

export const remarksOf = (db: Db): Collection<RemarkEntry> => db.collection<RemarkEntry>("remarks");

/** Makes the indexes that they are read and let go by. */
export async function prepareRemarks(db: Db): Promise<void> {
  await remarksOf(db).createIndexes([
    { key: { record: 1 }, name: "record" },
    { key: { source: 1, lastRun: 1 }, name: "source_run" },
  ]);
}

/** Remembers what a run noticed about records that went in, so that a trace can tell it: a report holds examples only. */
export class RemarkWriter implements Beside {
  readonly #source: string;
  readonly #run: string;
  readonly #clock: () => Date;
  #kept = 0;
  #writes: AnyBulkWriteOperation<RemarkEntry>[] = [];

  constructor(source: string, run: string, clock: () => Date) {
    this.#source = source;
    this.#run = run;
    this.#clock = clock;
  }

  get waiting(): number {
    return this.#writes.length;
  }

  add(record: string, place: string, findings: readonly Finding[]): void {
    if (findings.length === 0 || this.#kept === MOST_OF_A_RUN) return;
    this.#kept += 1;
    const _id = hash("sha256", canonicalText([this.#source, record]), "hex");
    const $set = { source: this.#source, record, remarks: firstOfEach(findings, place), lastRun: this.#run };
    this.#writes.push({ updateOne: { filter: { _id }, update: { $set, $setOnInsert: { firstSeenAt: this.#clock() } }, upsert: true } });
  }

  take(): (db: Db, session: ClientSession) => Promise<void> {
    const writes = this.#writes;
    this.#writes = [];
    return async (db, session) => {
      if (writes.length > 0) await remarksOf(db).bulkWrite(writes, { session, ordered: false });
    };
  }
}

function firstOfEach(findings: readonly Finding[], ofRecord: string): Remark[] {
  const first = new Map<string, Remark>();
  for (const { rule, pointer, place = ofRecord } of findings) {
    if (first.size === MOST_OF_A_RECORD) break;
    const key = `${rule} ${pointer}`;
    if (!first.has(key)) first.set(key, { rule, pointer, place });
  }
  return [...first.values()];
}
