import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { ConsentRecord, SubgraphRecord } from "@actionline/schema/federation-records";
import type { Db } from "mongodb";

/** One publish of an agency, as the log holds it. */
export interface PublishVersion {
  readonly record: SubgraphRecord;
  /** The sequence that it holds from, and the one that ended it. */
  readonly from: number;
  readonly to: number | null;
}

/** Every publish of an agency, the latest first; the last one of them may be taken back. */
export async function publishesOf(db: Db, agency: string, most = 200): Promise<PublishVersion[]> {
  const versions = await versionsOf(db, "SUBGRAPH").find({ subject: agency }).sort({ from: -1 }).limit(most).toArray();
  return versions.map(({ record, from, to }) => ({ record, from, to: to === OPEN ? null : to }));
}

/** What each agency has published and not taken back. */
export async function openRecords(db: Db): Promise<Map<string, SubgraphRecord>> {
  const versions = await versionsOf(db, "SUBGRAPH").find({ to: OPEN }).toArray();
  return new Map(versions.map(({ record }) => [record.agency, record]));
}

export async function openConsents(db: Db): Promise<ConsentRecord[]> {
  const versions = await versionsOf(db, "CONSENT").find({ to: OPEN }).sort({ subject: 1 }).toArray();
  return versions.map(({ record }) => record);
}

/** The ids of all agencies that the hub knows. */
export async function knownAgencies(db: Db): Promise<string[]> {
  const [reported, published] = await Promise.all([
    versionsOf(db, "AGENCY").distinct("subject", { to: OPEN }),
    versionsOf(db, "SUBGRAPH").distinct("subject"),
  ]);
  return [...new Set([...reported, ...published])].sort();
}
