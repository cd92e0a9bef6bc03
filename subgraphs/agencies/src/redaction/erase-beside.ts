import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { EraseBeside, ErasingOrder } from "@actionline/log/redaction/redact";
import { entityReads } from "@actionline/mirror/known-things";
import type { ClientSession, Collection, Db, UpdateOptions } from "mongodb";
import { quarantineOf } from "../feed/quarantine";
import { remarksOf } from "../feed/remarks";
import { withheldOf } from "../feed/withheld";

const ERASED = "[redacted]";

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
    { $set: { "record.issues.$[].examples.$[example].value": ERASED } } as never,
    { session, arrayFilters: [{ "example.record": subject }] },
  );
};

/** When an agency was last asked about a thing tells that there was one. */
export const eraseOfMirrors: EraseBeside = async (db, { kind, subject, pointer }, session) => {
  if (kind === "ENTITY" && pointer === null) await entityReads(db).deleteOne({ _id: subject }, { session });
};

/**
 * What the matcher said of pairs quotes titles, addresses and places of both, and their amounts; findings about the pairs say it
 * again. What holds it says anew, of what is left.
 */
export const eraseOfOverlaps: EraseBeside = async (db, order, session) => {
  const activities = await activitiesOf(db, order, session);
  if (activities.length === 0) return;
  const [name, sentence] = order.kind === "BUDGET" ? ["AMOUNT_NEAR", /^AMOUNT_NEAR: /] : [{ $exists: true }, /^[A-Z_]+: /];
  const pairs = { $or: [{ "record.one": { $in: activities } }, { "record.other": { $in: activities } }], "record.assertions.name": name };
  const details = { session, arrayFilters: [{ "said.name": name }] };
  await erase(versionsOf(db, "OVERLAP"), pairs, { "record.assertions.$[said].detail": ERASED }, details);
  const findings = { "record.overlap": { $ne: null }, "record.activities": { $in: activities }, "record.evidence.text": sentence };
  const texts = { session, arrayFilters: [{ "said.text": { $regex: sentence } }] };
  await erase(versionsOf(db, "FINDING"), findings, { "record.evidence.$[said].text": ERASED }, texts);
};

async function activitiesOf(db: Db, { kind, subject }: ErasingOrder, session: ClientSession): Promise<readonly string[]> {
  if (kind === "ACTIVITY") return [subject];
  if (kind !== "BUDGET") return [];
  const named = await versionsOf(db, "BUDGET").distinct("record.activity" as never, { subject }, { session });
  return (named as readonly (string | null)[]).flatMap((activity) => activity ?? []);
}

async function erase<T extends object>(versions: Collection<T>, filter: object, blank: object, options: Erasing): Promise<void> {
  const { session } = options;
  const open = await versions.distinct("_id", { ...filter, to: OPEN } as never, { session });
  await versions.updateMany(filter as never, { $set: blank } as never, options);
  // Else the same words would count as unchanged, and stay erased.
  await versions.updateMany({ _id: { $in: open } } as never, { $set: { hash: "" } } as never, { session });
}

interface Erasing extends UpdateOptions {
  readonly session: ClientSession;
}

export const BESIDE: readonly EraseBeside[] = [eraseOfFeed, eraseOfReports, eraseOfMirrors, eraseOfOverlaps];
