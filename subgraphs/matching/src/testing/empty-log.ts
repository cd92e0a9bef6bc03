import { logEntries, versionsOf } from "@actionline/log/collections";
import type { EntryKind } from "@actionline/schema/entry-kind";
import type { Db } from "mongodb";

const KINDS: readonly EntryKind[] = ["ACTIVITY", "BUDGET", "REVIEW", "OVERLAP", "OVERLAP_DECISION"];

/** Forgets every activity and what hangs on it, and how far the matcher came; places and items stay. Cheaper than a new database. */
export async function emptyLog(db: Db): Promise<void> {
  await Promise.all([
    logEntries(db).deleteMany({ kind: { $in: [...KINDS] } }),
    db.collection("matcher").deleteMany({}),
    ...KINDS.map((kind) => versionsOf(db, kind).deleteMany({})),
  ]);
}
