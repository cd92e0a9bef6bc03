import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { EraseBeside } from "@actionline/log/redaction/redact";
import { entityReads } from "@actionline/mirror/known-things";
import { quarantineOf } from "../feed/quarantine";
import { remarksOf } from "../feed/remarks";
import { withheldOf } from "../feed/withheld";

/** Refused forms of a record, and what was noticed about it: they quote it. */
export const eraseOfFeed: EraseBeside = async (db, { subject }, session) => {
  await quarantineOf(db).deleteMany({ record: subject }, { session });
  await remarksOf(db).deleteMany({ record: subject }, { session });
  await withheldOf(db).deleteMany({ record: subject }, { session });
};

/** Harvest reports quote three examples of each mistake. */
export const eraseOfReports: EraseBeside = async (db, { subject }, session) => {
  await versionsOf(db, "HARVEST").updateMany(
    { "record.issues.examples.record": subject } as never,
    { $set: { "record.issues.$[].examples.$[example].value": "[redacted]" } } as never,
    { session, arrayFilters: [{ "example.record": subject }] },
  );
};

/** When an agency was last asked about a thing tells that there was one. */
export const eraseOfMirrors: EraseBeside = async (db, { kind, subject, pointer }, session) => {
  if (kind === "ENTITY" && pointer === null) await entityReads(db).deleteOne({ _id: subject }, { session });
};

/** What the matcher said of pairs quotes titles, addresses and places of both. What holds it says anew, of what is left. */
export const eraseOfOverlaps: EraseBeside = async (db, { kind, subject }, session) => {
  if (kind !== "ACTIVITY") return;
  const pairs = { $or: [{ "record.one": subject }, { "record.other": subject }] };
  const overlaps = versionsOf(db, "OVERLAP");
  await overlaps.updateMany(pairs as never, { $set: { "record.assertions.$[].detail": "[redacted]" } } as never, { session });
  // Else the same words would count as unchanged, and stay erased.
  await overlaps.updateMany({ ...pairs, to: OPEN } as never, { $set: { hash: "" } }, { session });
};

export const BESIDE: readonly EraseBeside[] = [eraseOfFeed, eraseOfReports, eraseOfMirrors, eraseOfOverlaps];
