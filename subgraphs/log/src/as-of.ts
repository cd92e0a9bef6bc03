import { hubError } from "@actionline/kit/hub-error";
import { type Point, pointOfName, readsLikeAPoint } from "@actionline/kit/point";
import type { AsOfPoint } from "@actionline/kit/request-context";
import type { Db } from "mongodb";
import { logEntries, logState, versionsOf } from "./collections";
import { type LogState, OPEN } from "./log-entry";

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
 * The one point that a request reads at. It only reads: an instant later than the log's last may still come to mean
 * more than it does now, while a batch is on its way; `settleAsOf` sees to that.
 *
 * @param input what the user asked for; null for the watermark of this moment
 * @param now judged as the instant of a request that names no point
 */
export async function resolveAsOf(db: Db, input: AsOfInput | null, now: Date): Promise<AsOfPoint> {
  const end = await readEnd(db);
  // Where clocks differ the log may be ahead of ours by a little, and nothing is judged before it was entered.
  const present = end.at > now ? end.at : now;
  if (input === null) return { sequence: end.watermark, instant: present, latest: true };
  const { sequence, at, snapshot } = exactlyOne(input);
  if (snapshot !== null && readsLikeAPoint(snapshot)) return atPoint(db, snapshot, { sequence: end.watermark, instant: present });
  if (snapshot !== null) return atSnapshot(db, snapshot);
  if (at !== null) return { sequence: await sequenceAt(db, at, now), instant: at, latest: false };
  // GraphQL gives the sequence as a Float: it may be 1.5, and then no entry has it.
  if (!Number.isSafeInteger(sequence) || sequence === null || sequence < 0 || sequence > end.watermark) {
    throw hubError("AS_OF_UNKNOWN", `asOf.sequence is a whole number from 0 to ${end.watermark}, where the log ends now.`, {
      watermark: end.watermark,
    });
  }
  return { sequence, instant: (await instantOf(db, sequence)) ?? now, latest: false };
}

/**
 * The same, once the instant that the input gives is settled: a batch that is being committed is waited for, and every
 * later one is stamped later, so that the same instant leads to the same sequence for ever. It may raise the instant of
 * the log's state, and so is for those that may write.
 */
export async function settleAsOf(db: Db, input: AsOfInput | null, now: Date): Promise<AsOfPoint> {
  const at = input?.at ?? null;
  if (at !== null && at.getTime() <= now.getTime() && at > (await readEnd(db)).at) {
    // An open transaction holds the state document: this waits for its end.
    await logState(db).updateOne({ _id: "log" }, { $max: { at } });
  }
  return resolveAsOf(db, input, now);
}

async function readEnd(db: Db): Promise<Pick<LogState, "watermark" | "at">> {
  const state = await logState(db).findOne({ _id: "log" }, { projection: { watermark: 1, at: 1 } });
  return state ?? { watermark: 0, at: new Date(0) };
}

function exactlyOne(input: AsOfInput): { sequence: number | null; at: Date | null; snapshot: string | null } {
  const { sequence = null, at = null, snapshot = null } = input;
  if ([sequence, at, snapshot].filter((given) => given !== null).length !== 1) {
    throw hubError("AS_OF_ONE", "asOf takes exactly one of sequence, at and snapshot.");
  }
  return { sequence, at, snapshot };
}

/** The point that an answer's own name tells, if there is or has been such a point. */
async function atPoint(db: Db, name: string, end: Point): Promise<AsOfPoint> {
  const point = pointOfName(name);
  if (point === null) {
    throw hubError("AS_OF_UNKNOWN", "A point is named by its sequence and its instant in UTC with milliseconds; copy it from asOf.name.");
  }
  if (point.sequence > end.sequence || point.instant > end.instant) {
    throw hubError("AS_OF_UNKNOWN", `"${name}" lies ahead of where the log ends now, at ${end.sequence}; copy a point from an answer.`, {
      watermark: end.sequence,
    });
  }
  const enteredAt = point.sequence === 0 ? null : await instantOf(db, point.sequence);
  if (enteredAt !== null && point.instant < enteredAt) {
    throw hubError(
      "AS_OF_UNKNOWN",
      `At the instant of "${name}" sequence ${point.sequence} wasn't entered yet; copy a point from an answer, or give asOf: { sequence: ${point.sequence} }.`,
    );
  }
  return { ...point, latest: false };
}

async function atSnapshot(db: Db, name: string): Promise<AsOfPoint> {
  const found = await versionsOf(db, "SNAPSHOT").findOne({ subject: name, to: OPEN });
  if (found === null) throw hubError("AS_OF_UNKNOWN", `There is no snapshot "${name.slice(0, 100)}"; the query "snapshots" lists them.`);
  return { sequence: found.record.sequence, instant: new Date(found.record.at), latest: false, name: found.record.name };
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

/** The instant of an entry, or null while the log is empty. */
async function instantOf(db: Db, sequence: number): Promise<Date | null> {
  // Before the first entry nothing was known, and that too needs an instant that stays the same.
  const entry = await logEntries(db).findOne({ _id: Math.max(sequence, 1) }, { projection: { at: 1 } });
  return entry?.at ?? null;
}
