import { hubError } from "@actionline/kit/hub-error";
import type { AsOfPoint } from "@actionline/kit/request-context";
import type { Db } from "mongodb";
import { logEntries, logState, versionsOf } from "./collections";
import { OPEN } from "./log-entry";

/** `asOf` as a user gives it: exactly one of the three. */
export interface AsOfInput {
  readonly sequence?: number | null;
  readonly at?: Date | null;
  readonly snapshot?: string | null;
}

/** The log's watermark: every entry up to it is committed and visible; 0 for a log with none. */
export async function readWatermark(db: Db): Promise<number> {
  const state = await logState(db).findOne({ _id: "log" }, { projection: { watermark: 1 } });
  return state?.watermark ?? 0;
}

/**
 * The one point that a request reads at.
 *
 * @param input what the user asked for; null for the watermark of this moment
 * @param now judged as the instant of a request that names no point
 */
export async function resolveAsOf(db: Db, input: AsOfInput | null, now: Date): Promise<AsOfPoint> {
  const watermark = await readWatermark(db);
  if (input === null) return { sequence: watermark, instant: now, latest: true };
  const { sequence, at, snapshot } = exactlyOne(input);
  if (snapshot !== null) return atSnapshot(db, snapshot);
  if (at !== null) return { sequence: await sequenceAt(db, at, now), instant: at, latest: false };
  // GraphQL gives the sequence as a Float: it may be 1.5, and then no entry has it.
  if (!Number.isSafeInteger(sequence) || sequence === null || sequence < 0 || sequence > watermark) {
    throw hubError("AS_OF_UNKNOWN", `asOf.sequence is a whole number from 0 to ${watermark}, where the log ends now.`, { watermark });
  }
  return { sequence, instant: await instantOf(db, sequence, now), latest: false };
}

function exactlyOne(input: AsOfInput): { sequence: number | null; at: Date | null; snapshot: string | null } {
  const { sequence = null, at = null, snapshot = null } = input;
  if ([sequence, at, snapshot].filter((given) => given !== null).length !== 1) {
    throw hubError("AS_OF_ONE", "asOf takes exactly one of sequence, at and snapshot.");
  }
  return { sequence, at, snapshot };
}

async function atSnapshot(db: Db, name: string): Promise<AsOfPoint> {
  const found = await versionsOf(db, "SNAPSHOT").findOne({ subject: name, to: OPEN });
  if (found === null) throw hubError("AS_OF_UNKNOWN", `There is no snapshot "${name.slice(0, 100)}"; the query "snapshots" lists them.`);
  return { sequence: found.record.sequence, instant: new Date(found.record.at), latest: false };
}

async function sequenceAt(db: Db, at: Date, now: Date): Promise<number> {
  // Not `at > now`: an invalid date is on neither side of now.
  if (!(at.getTime() <= now.getTime())) throw hubError("AS_OF_UNKNOWN", "asOf.at lies in the future; give an instant that has passed.");
  const last = await logEntries(db)
    .find({ at: { $lte: at } })
    .sort({ at: -1, _id: -1 })
    .limit(1)
    .project<{ _id: number }>({ _id: 1 })
    .next();
  // An instant between a batch's commit and the reader's majority point must not reach past the watermark.
  return last === null ? 0 : Math.min(last._id, await readWatermark(db));
}

async function instantOf(db: Db, sequence: number, now: Date): Promise<Date> {
  // Before the first entry nothing was known, and that too needs an instant that stays the same.
  const entry = await logEntries(db).findOne({ _id: Math.max(sequence, 1) }, { projection: { at: 1 } });
  return entry?.at ?? now;
}
