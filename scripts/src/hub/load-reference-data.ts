import type { Appended, Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import { type Change, OPEN } from "@actionline/log/log-entry";
import type { EntryKind, Space } from "@actionline/schema/entry-kind";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import { loadReference } from "@actionline/schema/reference/load-reference";
import type { Db } from "mongodb";

/** Who answers for the reference data. */
export const REFERENCE_OWNER = "hub:reference";

const BATCH = 1_000;

/**
 * Brings the log's reference data to what the repository holds: what is new or changed is written, what is gone is
 * deleted, what is the same makes no entry. Real facilitators stay out of the demonstration, where invented agencies
 * hold the lines.
 */
export async function loadReferenceData(db: Db, appender: Appender): Promise<Omit<Appended, "at">> {
  const wanted = referenceChanges(appender.space);
  const gone = await vanished(db, wanted);
  const total = { sequence: appender.watermark, added: 0, changed: 0, deleted: 0, unchanged: 0 };
  const changes = [...wanted, ...gone];
  for (let start = 0; start < changes.length; start += BATCH) {
    const appended = await appender.append(changes.slice(start, start + BATCH));
    total.sequence = appended.sequence;
    for (const count of ["added", "changed", "deleted", "unchanged"] as const) total[count] += appended[count];
  }
  return total;
}

function referenceChanges(space: Space): Change[] {
  const reference = loadReference();
  const facilitators = space === "DEMONSTRATION" ? [] : reference.facilitators;
  return [
    ...upserts("INSTRUMENT", reference.instruments),
    ...upserts("ACTION_LINE", reference.actionLines),
    ...upserts("PLAN_ITEM", reference.planItems),
    ...upserts("THEME", reference.themes),
    ...upserts("PLACE", reference.places),
    ...upserts("PLACE_GROUP", reference.placeGroups),
    ...upserts("ORGANIZATION", reference.organizations),
    ...upserts("FACILITATOR", facilitators),
  ];
}

function upserts<K extends EntryKind>(kind: K, records: readonly (RecordOfKind[K] & { readonly id: string })[]): Change[] {
  return records.map((record) => ({ kind, subject: record.id, operation: "UPSERT", owner: REFERENCE_OWNER, record }));
}

const REFERENCE_KINDS = [
  "INSTRUMENT",
  "ACTION_LINE",
  "PLAN_ITEM",
  "THEME",
  "PLACE",
  "PLACE_GROUP",
  "ORGANIZATION",
  "FACILITATOR",
] as const satisfies readonly EntryKind[];

/** Only what we wrote ourselves is ours to delete: agencies introduce organizations, and the demonstration facilitators. */
async function vanished(db: Db, wanted: readonly Change[]): Promise<Change[]> {
  const kept = new Set(wanted.map(({ kind, subject }) => `${kind} ${subject}`));
  const deletions: Change[] = [];
  for (const kind of REFERENCE_KINDS) {
    const held = versionsOf(db, kind).find({ owner: REFERENCE_OWNER, to: OPEN }).project<{ subject: string }>({ subject: 1 });
    for await (const { subject } of held) {
      if (kept.has(`${kind} ${subject}`)) continue;
      deletions.push({ kind, subject, operation: "DELETE", owner: REFERENCE_OWNER, record: null });
    }
  }
  return deletions;
}
