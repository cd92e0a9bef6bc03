import { randomUUID } from "node:crypto";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import type { HarvestTask } from "./harvest";
import { type HarvestState, harvestStateOf, writeHarvestState } from "./harvest-state";
import { carriedOver, reportEntry } from "./last-report";

/** The code of a run that the hub's own fault ended. */
export const HUB_FAILED = "HUB_FAILED";

const MESSAGE =
  "The hub itself failed while it read this source: that is no fault of the agency's. " +
  "What came in before stays, and the next run reads all of it anew; the hub's own output tells why.";

/**
 * Ends a run that threw, so that its source stands as failed and the others can go on. It throws where the log can't
 * take even this: then nothing else can go on either.
 */
export async function endThrownRun({
  db,
  source,
  appender,
  clock,
}: Pick<HarvestTask, "db" | "source" | "appender" | "clock">): Promise<HarvestRecord> {
  const last = await harvestStateOf(db).findOne({ _id: source.id });
  const open = last?.phase === "DONE" ? null : last;
  const now = clock();
  const record: HarvestRecord = {
    source: source.id,
    run: open?.run ?? randomUUID(),
    startedAt: (open?.startedAt ?? now).toISOString(),
    finishedAt: now.toISOString(),
    ...broughtBy(open),
    error: { code: HUB_FAILED, message: MESSAGE },
    issues: [],
    ...(await carriedOver(db, source.id)),
  };
  await appender.append([reportEntry(record)], async (session) => {
    if (open !== null) await writeHarvestState(db, { ...open, phase: "DONE" }, session);
  });
  return record;
}

/** What is known of it: the batches that came in. How many records were refused between them was lost with the run. */
function broughtBy(open: HarvestState | null): Pick<HarvestRecord, "outcome" | "counts"> {
  const { added, changed, unchanged, deleted } = open?.counts ?? { added: 0, changed: 0, unchanged: 0, deleted: 0 };
  const taken = added + changed + unchanged;
  return {
    outcome: taken + deleted > 0 ? "PARTIAL" : "FAILED",
    counts: { read: taken, accepted: taken, refused: 0, added, changed, unchanged, deleted, held: 0 },
  };
}
