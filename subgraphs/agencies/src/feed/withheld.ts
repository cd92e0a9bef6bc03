import { hash } from "node:crypto";
import { canonicalText } from "@actionline/log/canonical";
import type { AnyBulkWriteOperation, ClientSession, Collection, Db } from "mongodb";
import type { Beside } from "./beside";
import { isRepaired, type RunSeen } from "./repaired";

/** What one published record still keeps from coverage: itself where it was refused, references where they were set aside. */
export interface WithheldEntry {
  readonly _id: string;
  readonly source: string;
  /** Its hub id; null where it had none, and then only a full list can show that it is repaired. */
  readonly record: string | null;
  readonly count: number;
  readonly lastRun: string;
}

const MOST_OF_A_RUN = 10_000;

export const withheldOf = (db: Db): Collection<WithheldEntry> => db.collection<WithheldEntry>("withheld");

/** Makes the index that it is read by. */
export async function prepareWithheld(db: Db): Promise<void> {
  await withheldOf(db).createIndex({ source: 1 }, { name: "source" });
}

/** One thing that a run withholds. */
export interface Withholding {
  readonly record: string | null;
  readonly place: string;
  readonly count: number;
}

/** Counts what a run withholds, and remembers of which record: a list of changes doesn't name it again. */
export class WithheldWriter implements Beside {
  /** All that this run withholds, what was written before it was cut short included. */
  total = 0;
  readonly #source: string;
  readonly #run: string;
  #kept = 0;
  #writes: AnyBulkWriteOperation<WithheldEntry>[] = [];

  constructor(source: string, run: string) {
    this.#source = source;
    this.#run = run;
  }

  get waiting(): number {
    return this.#writes.length;
  }

  /** @param isNew false where a run that was cut short wrote it already */
  add({ record, place, count }: Withholding, isNew: boolean): void {
    if (count === 0) return;
    this.total += count;
    if (!isNew) return;
    this.#kept += 1;
    if (this.#kept <= MOST_OF_A_RUN) this.#write(record, record === null ? `${this.#run} ${place}` : "", count);
    // Beyond them it is enough to know that there are more, until a full list has none.
    else if (this.#kept === MOST_OF_A_RUN + 1) this.#write(null, `${this.#run} and more`, 1);
  }

  take(): (db: Db, session: ClientSession) => Promise<void> {
    const writes = this.#writes;
    this.#writes = [];
    return async (db, session) => {
      if (writes.length > 0) await withheldOf(db).bulkWrite(writes, { session });
    };
  }

  #write(record: string | null, key: string, count: number): void {
    const _id = hash("sha256", canonicalText([this.#source, record, key]), "hex");
    const $set = { source: this.#source, record, count, lastRun: this.#run };
    this.#writes.push({ updateOne: { filter: { _id }, update: { $set }, upsert: true } });
  }
}

/** How much of a source is withheld once what this run repaired is let go. */
export async function countWithheld(db: Db, source: string, run: RunSeen): Promise<number> {
  let count = 0;
  for await (const entry of withheldOf(db).find({ source })) if (!isRepaired(entry, run)) count += entry.count;
  return count;
}
