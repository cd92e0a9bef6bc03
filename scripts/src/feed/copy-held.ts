import { countHeld } from "@actionline/agencies/feed/deletions";
import { harvestStateOf } from "@actionline/agencies/feed/harvest-state";
import { HARVESTED_KINDS } from "@actionline/agencies/feed/stored-record";
import { waitingDeletionsOf } from "@actionline/agencies/feed/waiting-deletions";
import { withheldOf } from "@actionline/agencies/feed/withheld";
import { logState, versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { EntryKind } from "@actionline/schema/entry-kind";
import type { SourceRecord } from "@actionline/schema/hub-records";
import type { Collection, Db, Document } from "mongodb";

/**
 * Copies what a harvest of a source compares with from a hub into a scratch database, which then says "changed",
 * "deleted" and "held" as the hub would. The copy is made within MongoDB; it grows with what the agency has there, and with the organizations known.
 *
 * @param ground kinds that are copied whole
 * @returns how many records the hub holds from the source
 */
export async function copyHeld(hub: Db, scratch: Db, source: SourceRecord, ground: readonly EntryKind[] = []): Promise<number> {
  // Every subject that a source of this agency may write begins so, and the head of a subject is indexed.
  const ofAgency = { subject: { $gte: `${source.agency}:`, $lt: `${source.agency};` }, to: OPEN };
  // Organizations whole: a run resolves what its records refer to by all that the hub knows.
  for (const kind of HARVESTED_KINDS) await copy(versionsOf(hub, kind), scratch, kind === "ORGANIZATION" ? { to: OPEN } : ofAgency);
  for (const kind of ["HARVEST", ...ground] as const) {
    await copy(versionsOf(hub, kind), scratch, ground.includes(kind) ? { to: OPEN } : { subject: source.id, to: OPEN });
  }
  await copy(waitingDeletionsOf(hub), scratch, { source: source.id });
  await copy(withheldOf(hub), scratch, { source: source.id });
  await copy(harvestStateOf(hub), scratch, { _id: source.id });
  await copyEndOfLog(hub, scratch);
  return Object.values(await countHeld(scratch, source)).reduce((sum, count) => sum + count, 0);
}

async function copy<T extends Document>(from: Collection<T>, to: Db, filter: Document): Promise<void> {
  await from.aggregate([{ $match: filter }, { $out: { db: to.databaseName, coll: from.collectionName } }]).toArray();
}

/** Read last: every version that was copied is at or before it. The scratch log is nobody's yet. */
async function copyEndOfLog(hub: Db, scratch: Db): Promise<void> {
  const state = await logState(hub).findOne({ _id: "log" });
  if (state !== null) await logState(scratch).insertOne({ ...state, holder: "", session: null, leaseUntil: new Date(0) });
}
