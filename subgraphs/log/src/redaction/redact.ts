import { hubError } from "@actionline/kit/hub-error";
import type { EntryKind } from "@actionline/schema/entry-kind";
import type { RedactionRecord } from "@actionline/schema/federation-records";
import type { ClientSession, Db } from "mongodb";
import type { Appended, Appender } from "../appender";
import { versionsOf } from "../collections";
import { type Change, OPEN, type Version } from "../log-entry";
import { valueAt, without } from "./pointer";
import { erasedHash } from "./redactions";

/** What is to be erased, by whose order and why. */
export interface RedactionOrder {
  readonly kind: EntryKind;
  readonly subject: string;
  /** JSON pointer into the record as it stands now; null for the whole record. */
  readonly pointer: string | null;
  readonly reason: string;
  readonly orderedBy: string;
  readonly at: Date;
}

/** What an erasing goes by. */
export type ErasingOrder = Pick<RedactionOrder, "kind" | "subject" | "pointer">;

/** Erases the same from what is kept beside the log, in the same transaction. */
export type EraseBeside = (db: Db, order: ErasingOrder, session: ClientSession) => Promise<void>;

/**
 * Erases a value, or a whole record, from every version that the log holds. The record as it stands goes on without the
 * value; its earlier versions are erased whole, since the value may have stood elsewhere in them. The envelopes stay, with
 * their hashes, and an entry that says what was erased, by whose order and why.
 *
 * @param beside what else keeps content of records
 */
export async function redact(appender: Appender, order: RedactionOrder, beside: readonly EraseBeside[] = []): Promise<Appended> {
  const { kind, subject } = order;
  const versions = versionsOf(appender.db, kind);
  const head = await versions.findOne({ subject, to: OPEN } as never);
  if (head === null && (await versions.findOne({ subject } as never)) === null) {
    throw hubError("NOT_FOUND", `The hub holds no ${kind} of the id ${subject}.`);
  }
  const record = recordOf(order, head as Version<unknown> | null);
  const redaction: Change = { kind: "REDACTION", subject: record.id, operation: "UPSERT", owner: "hub:redactions", record };
  const goesOn = head === null ? [] : [headWithout(order, head as Version<unknown>)];
  return erased(appender, order, [...goesOn, redaction], beside);
}

/** Enters the changes that an order comes to, and erases in their transaction every version but the one that goes on. */
export function erased(
  appender: Appender,
  order: ErasingOrder,
  changes: readonly Change[],
  beside: readonly EraseBeside[],
): Promise<Appended> {
  const { kind, subject } = order;
  // The head first: whoever follows then finds every version ended but the one that goes on.
  return appender.append(changes, async (session) => {
    // While the versions still say what the record belonged to.
    for (const erase of beside) await erase(appender.db, order, session);
    const ended = { subject, to: { $ne: OPEN } };
    await versionsOf(appender.db, kind).updateMany(ended as never, { $set: { record: null } } as never, { session });
  });
}

function recordOf({ kind, subject, pointer, reason, orderedBy, at }: RedactionOrder, head: Version<unknown> | null): RedactionRecord {
  const envelope = { kind, subject, reason, orderedBy, at: at.toISOString() };
  if (pointer === null) return { ...envelope, id: `${kind}/${subject}`, pointer, erased: null };
  const value = head === null ? undefined : valueAt(head.record, pointer);
  if (value === undefined)
    throw hubError("BAD_INPUT", `The record has nothing at ${pointer}: give a JSON pointer such as /description/0/text.`);
  return { ...envelope, id: `${kind}/${subject}#${pointer}`, pointer, erased: erasedHash(subject, value) };
}

function headWithout({ kind, subject, pointer }: RedactionOrder, { owner, visibility, record }: Version<unknown>): Change {
  const envelope = { kind, subject, owner, visibility };
  if (pointer === null) return { ...envelope, operation: "DELETE", record: null };
  return { ...envelope, operation: "UPSERT", record: without(record, pointer) as Change["record"] };
}
