import { logEntries, versionsOf } from "@actionline/log/collections";
import { type LoggedChange, readChanges } from "@actionline/log/follow";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import type { EntryKind } from "@actionline/schema/entry-kind";
import type { ReviewRecord } from "@actionline/schema/hub-records";
import type { Db } from "mongodb";
import { isTouching, TOUCHING_KINDS, Touched, type TouchedVersion } from "./touched";

/** Kinds so few and so central that any change of them can alter any cell. */
const WIDE_KINDS = ["ACTION_LINE", "PLAN_ITEM", "PLACE", "ORGANIZATION", "AGENCY", "SOURCE", "DEFINITION"] as const;
const BATCH = 1_000;

/** A new version of a finding, and the one before it. */
export interface FindingChange {
  readonly sequence: number;
  readonly now: FindingRecord;
  readonly before: FindingRecord | null;
}

/** What the entries of a round come to. */
export interface Gathered {
  readonly touched: Touched;
  /** Pairs of which an overlap or a decision changed. */
  readonly overlaps: ReadonlySet<string>;
  readonly findings: readonly FindingChange[];
}

/** Reads the entries after `from` up to `to`; without any watch only those that go to parties matter. */
export async function gather(db: Db, from: number, to: number, watching: boolean): Promise<Gathered> {
  const touched = new Touched();
  const overlaps = new Set<string>();
  const findings: FindingChange[] = [];
  if (watching && (await hasWide(db, from, to))) touched.touchEverything();
  for await (const changes of readChanges(db, kindsToRead(watching, touched.isEverything), from, to, BATCH)) {
    const ended = await endedVersions(db, changes);
    const accepted = touched.isEverything ? NOTHING_ACCEPTED : await acceptedFor(db, changes, from);
    for (const change of changes) {
      if (change.kind === "FINDING") findings.push(...findingChange(change, ended));
      else if (change.kind === "OVERLAP" || change.kind === "OVERLAP_DECISION") overlaps.add(change.subject);
      else if (isTouching(change)) touch(touched, change, ended, accepted);
    }
  }
  return { touched, overlaps, findings };
}

function kindsToRead(watching: boolean, everything: boolean): EntryKind[] {
  if (!watching) return ["FINDING"];
  return ["FINDING", "OVERLAP", "OVERLAP_DECISION", ...(everything ? [] : TOUCHING_KINDS)];
}

async function hasWide(db: Db, from: number, to: number): Promise<boolean> {
  return (
    (await logEntries(db).findOne({ _id: { $gt: from, $lte: to }, kind: { $in: [...WIDE_KINDS] } }, { projection: { _id: 1 } })) !== null
  );
}

type Ended = ReadonlyMap<number, unknown>;

/** What was said before: work that moved away from a cell alters it too. */
async function endedVersions(db: Db, changes: readonly LoggedChange[]): Promise<Ended> {
  const byKind = new Map<EntryKind, number[]>();
  for (const { kind, ends } of changes) {
    if (ends !== null && kind !== "OVERLAP" && kind !== "OVERLAP_DECISION") byKind.set(kind, [...(byKind.get(kind) ?? []), ends]);
  }
  const ended = new Map<number, unknown>();
  for (const [kind, sequences] of byKind) {
    const found = versionsOf(db, kind).find({ _id: { $in: sequences } }, { projection: { record: 1 } });
    for await (const { _id, record } of found) ended.set(_id, record);
  }
  return ended;
}

function findingChange({ sequence, record, ends }: LoggedChange<"FINDING">, ended: Ended): FindingChange[] {
  if (record === null) return [];
  const before = ends === null ? null : ((ended.get(ends) ?? null) as FindingRecord | null);
  return [{ sequence, now: record, before }];
}

type Accepted = ReadonlyMap<string, readonly ReviewRecord[]>;

const NOTHING_ACCEPTED: Accepted = new Map();

/** What reviewers accepted activities for at any time of the round: it counts when the record itself no longer names it. */
async function acceptedFor(db: Db, changes: readonly LoggedChange[], from: number): Promise<Accepted> {
  const activities = changes.flatMap(({ kind, subject }) => (kind === "ACTIVITY" ? [subject] : []));
  const accepted = new Map<string, ReviewRecord[]>();
  if (activities.length === 0) return accepted;
  const meant = { "record.activity": { $in: activities }, "record.decision": "ACCEPTED", to: { $gt: from } };
  for await (const { record } of versionsOf(db, "REVIEW").find(meant as never, { projection: { record: 1 } })) {
    accepted.set(record.activity, [...(accepted.get(record.activity) ?? []), record]);
  }
  return accepted;
}

function touch(touched: Touched, { kind, subject, operation, record, ends }: LoggedChange, ended: Ended, accepted: Accepted): void {
  const records = [...(operation === "UPSERT" ? [record] : []), ...(ends !== null ? [ended.get(ends) ?? null] : [])];
  for (const each of records) touched.add({ kind, subject, record: each } as TouchedVersion, accepted.get(subject));
}
