import { versionsOf } from "@actionline/log/collections";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import type { Db } from "mongodb";
import type { Round } from "./round";

/** So many failures in a row are told to whoever answers for the source: one may be chance, and nobody needs a fourth word. */
const TOLD_AT = 3;

/** Tells agencies of their sources whose harvest failed for the third time in a row. */
export async function findFailingNews({ db, from, to, drafts }: Pick<Round, "db" | "from" | "to" | "drafts">): Promise<void> {
  const failed = versionsOf(db, "HARVEST").find({
    _id: { $gt: from, $lte: to },
    "record.outcome": { $in: ["FAILED", "PARTIAL"] },
  } as never);
  for await (const { _id: sequence, subject, record } of failed) {
    if (!isFailure(record) || !(await isTheThird(db, subject, sequence))) continue;
    const agency = subject.slice(0, subject.indexOf("/"));
    drafts.tellOwner(`agency:${agency}`, subject, sequence, record.error?.message ?? "");
  }
}

async function isTheThird(db: Db, source: string, sequence: number): Promise<boolean> {
  const last = await versionsOf(db, "HARVEST")
    .find({ subject: source, _id: { $lte: sequence }, "record.outcome": { $ne: "RUNNING" } } as never)
    .sort({ _id: -1 })
    .limit(TOLD_AT + 1)
    .toArray();
  const failures = last.map(({ record }) => isFailure(record));
  return failures.length >= TOLD_AT && failures.slice(0, TOLD_AT).every(Boolean) && failures[TOLD_AT] !== true;
}

/** One that its budget ended has only more to read. */
function isFailure({ outcome, error }: HarvestRecord): boolean {
  return (outcome === "FAILED" || outcome === "PARTIAL") && error?.code !== "READING_BUDGET";
}
