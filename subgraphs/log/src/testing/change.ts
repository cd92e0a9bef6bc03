import type { EntryKind, Visibility } from "@actionline/schema/entry-kind";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import type { Change } from "../log-entry";

/** A change of any kind: the tests' way into the log. */
export function change<K extends EntryKind>(
  kind: K,
  subject: string,
  record: RecordOfKind[K] | null,
  visibility: Visibility = "PUBLIC",
): Change<K> {
  return { kind, subject, operation: record === null ? "DELETE" : "UPSERT", owner: "hub:test", visibility, record };
}
