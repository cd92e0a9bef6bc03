import type { Db } from "mongodb";
import { versionsOf } from "../collections";

/** Whether anything that the log held at a sequence was erased by order after it. */
export async function redactedSince(db: Db, sequence: number): Promise<boolean> {
  return (await versionsOf(db, "REDACTION").countDocuments({ from: { $gt: sequence } }, { limit: 1 })) > 0;
}
