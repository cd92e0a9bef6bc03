import { COLLECTION_OF_KIND, type EntryKind } from "@actionline/schema/entry-kind";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import type { Collection, Db, IndexDescription } from "mongodb";
import type { LogEntry, LogState, Version } from "./log-entry";

export const logEntries = (db: Db): Collection<LogEntry> => db.collection<LogEntry>("log");
export const logState = (db: Db): Collection<LogState> => db.collection<LogState>("log_state");

/** Where the versions of a kind stand. */
export function versionsOf<K extends EntryKind>(db: Db, kind: K): Collection<Version<RecordOfKind[K]>> {
  return db.collection(COLLECTION_OF_KIND[kind]);
}

const OF_EVERY_KIND: readonly IndexDescription[] = [
  // The head of a subject, and any subject at any point. Unique, so that no subject ever has two open versions.
  { key: { subject: 1, to: -1 }, name: "subject_to", unique: true },
  // What held at a point, newest changes first.
  { key: { to: 1, from: 1 }, name: "to_from" },
];

const OF_ONE_KIND: Partial<Record<EntryKind, readonly IndexDescription[]>> = {
  // Words as they are: texts come in many languages, so no stemming and no stop words of one of them.
  ACTIVITY: [
    {
      key: { "record.title.text": "text", "record.description.text": "text" },
      name: "text",
      default_language: "none",
      language_override: "no_such_field",
    },
    { key: { "record.source": 1, to: 1 }, name: "source_to" },
  ],
  BUDGET: [
    { key: { "record.activity": 1, to: 1 }, name: "activity_to" },
    { key: { "record.source": 1, to: 1 }, name: "source_to" },
  ],
  SCOPE: [{ key: { "record.source": 1, to: 1 }, name: "source_to" }],
  OUTPUT: [{ key: { "record.source": 1, to: 1 }, name: "source_to" }],
  ORGANIZATION: [{ key: { owner: 1, to: 1 }, name: "owner_to" }],
  FACILITATOR: [{ key: { "record.actionLine": 1, to: 1 }, name: "line_to" }],
  PLAN_ITEM: [{ key: { "record.actionLine": 1, to: 1 }, name: "line_to" }],
  REVIEW: [{ key: { "record.activity": 1, to: 1 }, name: "activity_to" }],
  SOURCE: [{ key: { "record.agency": 1, to: 1 }, name: "agency_to" }],
  OVERLAP: [
    { key: { "record.one": 1, to: 1 }, name: "one_to" },
    { key: { "record.other": 1, to: 1 }, name: "other_to" },
  ],
  OVERLAP_DECISION: [
    { key: { "record.one": 1, to: 1 }, name: "one_to" },
    { key: { "record.other": 1, to: 1 }, name: "other_to" },
  ],
};

/** Makes every collection and index that the log needs; doing it again changes nothing. */
export async function prepareCollections(db: Db): Promise<void> {
  await logEntries(db).createIndexes([
    { key: { at: 1, _id: 1 }, name: "at_sequence" },
    // Few entries say what a record went into.
    { key: { into: 1 }, name: "into", sparse: true },
  ]);
  const kinds = Object.keys(COLLECTION_OF_KIND) as EntryKind[];
  await Promise.all(kinds.map((kind) => versionsOf(db, kind).createIndexes([...OF_EVERY_KIND, ...(OF_ONE_KIND[kind] ?? [])])));
}
