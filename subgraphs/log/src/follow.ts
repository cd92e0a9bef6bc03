import type { EntryKind, EntryOperation, Visibility } from "@actionline/schema/entry-kind";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import type { Db } from "mongodb";
import { logEntries, versionsOf } from "./collections";

/** One entry with its content, as a follower reads it. `record` is null for a DELETE and after a redaction. */
export type LoggedChange<K extends EntryKind = EntryKind> = {
  readonly [Kind in K]: {
    readonly sequence: number;
    readonly at: Date;
    readonly kind: Kind;
    readonly subject: string;
    readonly operation: EntryOperation;
    readonly owner: string;
    readonly visibility: Visibility;
    /** The version that this entry ends. */
    readonly ends: number | null;
    readonly record: RecordOfKind[Kind] | null;
  };
}[K];

/**
 * Entries of the given kinds with `after < sequence <= upTo`, in order, in batches. A follower that never asks past
 * the watermark sees every one of them, each once.
 */
export async function* readChanges<K extends EntryKind>(
  db: Db,
  kinds: readonly K[],
  after: number,
  upTo: number,
  batchSize = 5_000,
): AsyncGenerator<LoggedChange<K>[]> {
  let position = after;
  while (position < upTo) {
    const entries = await logEntries(db)
      .find({ _id: { $gt: position, $lte: upTo }, kind: { $in: [...kinds] } })
      .sort({ _id: 1 })
      .limit(batchSize)
      .toArray();
    const last = entries.at(-1);
    if (last === undefined) return;
    const records = await recordsBetween(db, new Set(entries.map((entry) => entry.kind)), position, last._id);
    yield entries.map(
      ({ _id: sequence, at, kind, subject, operation, owner, visibility, ends }) =>
        ({ sequence, at, kind, subject, operation, owner, visibility, ends, record: records.get(sequence) ?? null }) as LoggedChange<K>,
    );
    position = last._id;
  }
}

async function recordsBetween(db: Db, kinds: ReadonlySet<EntryKind>, after: number, upTo: number): Promise<Map<number, unknown>> {
  const records = new Map<number, unknown>();
  for (const kind of kinds) {
    const versions = versionsOf(db, kind)
      .find({ _id: { $gt: after, $lte: upTo } })
      .project<{ _id: number; record: unknown }>({ record: 1 });
    for await (const version of versions) records.set(version._id, version.record);
  }
  return records;
}
