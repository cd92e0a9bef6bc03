import type { RedactionRecord } from "@actionline/schema/federation-records";
import type { Appender } from "../appender";
import { versionsOf } from "../collections";
import { type Change, OPEN, type Version } from "../log-entry";
import { placesIn, without } from "./pointer";
import { type EraseBeside, erased } from "./redact";
import { erasedHash } from "./redactions";

/**
 * Erases again what an order had erased, in a database that is older than the order. A record that holds the value goes on
 * without it. One that doesn't is a form from before, in which the value may stand in other words: it ends, erased whole, and
 * comes back with what its source publishes next.
 *
 * @returns whether the database didn't know the order
 */
export async function redactAgain(appender: Appender, record: RedactionRecord, beside: readonly EraseBeside[]): Promise<boolean> {
  const { db } = appender;
  if ((await versionsOf(db, "REDACTION").findOne({ subject: record.id, to: OPEN })) !== null) return false;
  const head = await versionsOf(db, record.kind).findOne({ subject: record.subject, to: OPEN } as never);
  const redaction: Change = { kind: "REDACTION", subject: record.id, operation: "UPSERT", owner: "hub:redactions", record };
  const goesOn = head === null ? [] : [headAgain(record, head as Version<unknown>)];
  await erased(appender, record, [...goesOn, redaction], beside);
  return true;
}

function headAgain({ kind, subject, pointer, erased: value }: RedactionRecord, { owner, visibility, record }: Version<unknown>): Change {
  const envelope = { kind, subject, owner, visibility };
  const places = pointer === null ? [] : [...placesIn(record)].filter(([, found]) => erasedHash(subject, found) === value);
  if (places.length === 0) return { ...envelope, operation: "DELETE", record: null };
  // The last of a list first: taking out one moves those behind it.
  const rest = places.reverse().reduce<unknown>((left, [place]) => without(left, place), record);
  return { ...envelope, operation: "UPSERT", record: rest as Change["record"] };
}
