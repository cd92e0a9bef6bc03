import { versionsOf } from "@actionline/log/collections";
import { type Change, OPEN } from "@actionline/log/log-entry";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import type { Db } from "mongodb";

/** What an unfinished or failed run leaves standing from those before it. */
export type CarriedOver = Pick<HarvestRecord, "lastGoodAt" | "withheld">;

/** The part of a source's last report that holds on until a run says otherwise. */
export async function carriedOver(db: Db, source: string): Promise<CarriedOver> {
  const last = await versionsOf(db, "HARVEST").findOne({ subject: source, to: OPEN });
  const withheld = last?.record.withheld;
  return { lastGoodAt: last?.record.lastGoodAt ?? null, ...(withheld !== undefined && { withheld }) };
}

/** The change that puts a run's report into the log. */
export function reportEntry(record: HarvestRecord): Change<"HARVEST"> {
  return { kind: "HARVEST", subject: record.source, operation: "UPSERT", owner: "hub:harvest", record };
}

/** Where a run read, as its report tells it. */
export const readAt = ({ host }: { readonly host?: string | undefined }): Pick<HarvestRecord, "host"> =>
  host === undefined ? {} : { host };
