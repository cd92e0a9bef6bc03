import type { Db } from "mongodb";
import { logEntries } from "./collections";

/** When entries were made, by their sequences. */
export async function instantsOf(db: Db, sequences: readonly number[]): Promise<ReadonlyMap<number, Date>> {
  const entries = await logEntries(db)
    .find({ _id: { $in: [...sequences] } })
    .project<{ _id: number; at: Date }>({ at: 1 })
    .toArray();
  return new Map(entries.map(({ _id, at }) => [_id, at]));
}
