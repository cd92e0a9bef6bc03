import { randomUUID } from "node:crypto";
import type { OutsideLimits } from "@actionline/kit/egress/outside-request";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import { type HarvestTask, harvest } from "../feed/harvest";
import { readAt, reportEntry } from "../feed/last-report";
import { brokenFeed } from "../remote/broken-feed";
import { type FileVersion, fetchFile } from "../remote/fetched-file";
import { toldFault } from "../remote/told-fault";

export interface AddressHarvest {
  readonly record: HarvestRecord;
  /** What the file was, where it went in whole: fetched again only once it is another. */
  readonly version: FileVersion | null;
}

/** Fetches a source's file and harvests it; one that hasn't changed since it was read well costs nothing but the question. */
export async function harvestAddress(
  task: Omit<HarvestTask, "input">,
  { url, known, limits }: { readonly url: URL; readonly known: FileVersion | null; readonly limits: OutsideLimits },
): Promise<AddressHarvest> {
  const fetched = await fetchFile(url, known, limits).catch((error: unknown) => toldFault(error));
  if (fetched === null) return { record: await stillGood(task), version: known };
  if ("code" in fetched) return { record: await harvest({ ...task, input: { feed: brokenFeed(fetched) } }), version: null };
  try {
    const record = await harvest({ ...task, input: { file: fetched.path } });
    return { record, version: record.outcome === "SUCCEEDED" ? fetched.version : null };
  } finally {
    await fetched.release();
  }
}

/** Reports that what was read well the last time still stands at the address. */
async function stillGood({ db, source, host, appender, clock, fence }: Omit<HarvestTask, "input">): Promise<HarvestRecord> {
  const last = await versionsOf(db, "HARVEST").findOne({ subject: source.id, to: OPEN });
  const now = clock().toISOString();
  const none = { read: 0, accepted: 0, refused: 0, added: 0, changed: 0, unchanged: 0, deleted: 0, held: 0 };
  const record: HarvestRecord = {
    source: source.id,
    run: randomUUID(),
    startedAt: now,
    finishedAt: now,
    ...readAt({ host }),
    outcome: "SUCCEEDED",
    error: null,
    counts: none,
    issues: last?.record.issues ?? [],
    lastGoodAt: now,
    ...(last?.record.withheld !== undefined && { withheld: last.record.withheld }),
  };
  await appender.append([reportEntry(record)], async (session) => fence?.(session));
  return record;
}
