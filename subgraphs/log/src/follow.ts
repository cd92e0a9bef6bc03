import type { EntryKind, EntryOperation, Visibility } from "@actionline/schema/entry-kind";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import type { Db } from "mongodb";
import { logEntries, versionsOf } from "./collections";
import type { LogEntry } from "./log-entry";

const ENTRY_FIELDS = ["_id", "at", "kind", "subject", "operation", "owner", "visibility", "ends", "into"] as const;
/** A batch in as few answers of the database as it allows. */
const MOST_AT_ONCE = 10_000;

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
    /** What the subject went into; missing where it wasn't merged or split. */
    readonly into?: readonly string[];
    readonly record: RecordOfKind[Kind] | null;
  };
}[K];

/**
 * By kind the fields of its records that a follower keeps, dotted where they lie deeper; whole records where not given.
 * Most of what is read of a large log are texts that an index in memory never looks at.
 */
export type KeptFields<K extends EntryKind = EntryKind> = { readonly [Kind in K]?: readonly string[] };

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
  kept: KeptFields<K> = {},
): AsyncGenerator<LoggedChange<K>[]> {
  let position = after;
  while (position < upTo) {
    const entries = await logEntries(db)
      .find({ _id: { $gt: position, $lte: upTo }, kind: { $in: [...kinds] } })
      .project<Pick<LogEntry, (typeof ENTRY_FIELDS)[number]>>(Object.fromEntries(ENTRY_FIELDS.map((field) => [field, 1])))
      .sort({ _id: 1 })
      .limit(batchSize)
      .batchSize(batchSize)
      .toArray();
    const last = entries.at(-1);
    if (last === undefined) return;
    const records = await recordsBetween(db, new Set(entries.map((entry) => entry.kind)), position, last._id, kept);
    yield entries.map(({ _id: sequence, ...entry }) => ({ sequence, ...entry, record: records.get(sequence) ?? null }) as LoggedChange<K>);
    position = last._id;
  }
}

async function recordsBetween(
  db: Db,
  kinds: ReadonlySet<EntryKind>,
  after: number,
  upTo: number,
  kept: KeptFields,
): Promise<Map<number, unknown>> {
  const records = new Map<number, unknown>();
  for (const kind of kinds) {
    const fields = kept[kind]?.map((field) => [`record.${field}`, 1] as const) ?? [["record", 1] as const];
    const versions = await versionsOf(db, kind)
      .find({ _id: { $gt: after, $lte: upTo } }, { batchSize: MOST_AT_ONCE })
      .project<{ _id: number; record: unknown }>(Object.fromEntries(fields))
      .toArray();
    for (const { _id, record } of versions) records.set(_id, record);
  }
  return records;
}
