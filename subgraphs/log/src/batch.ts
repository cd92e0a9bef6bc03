import type { EntryKind, Space, Visibility } from "@actionline/schema/entry-kind";
import { type Change, type LogEntry, OPEN, type Version } from "./log-entry";

/** The open version of a subject, as a batch needs it. */
export interface Head {
  readonly sequence: number;
  readonly hash: string;
  readonly owner: string;
  readonly visibility: Visibility;
}

/** A change and the hash of its content, null for a DELETE. */
export interface HashedChange {
  readonly change: Change;
  readonly hash: string | null;
}

/** What stands in the log where a batch begins. */
export interface BatchStart {
  readonly watermark: number;
  readonly at: Date;
  readonly space: Space;
}

/** Versions to end and to begin, of one kind. */
export interface VersionWrites {
  readonly ends: { readonly sequence: number; readonly to: number }[];
  readonly begins: Version<unknown>[];
}

/** The writes of one batch, worked out before any is made. */
export interface Batch {
  readonly entries: LogEntry[];
  readonly writes: Map<EntryKind, VersionWrites>;
  readonly counts: { added: number; changed: number; deleted: number; unchanged: number };
}

export const keyOf = ({ kind, subject }: { readonly kind: EntryKind; readonly subject: string }): string => `${kind} ${subject}`;

/** Fails on a batch that a log can't hold; a fault of the caller's, never of a record's publisher. */
export function assertWritable(changes: readonly Change[]): void {
  const subjects = new Set<string>();
  for (const change of changes) {
    const key = keyOf(change);
    if (subjects.has(key)) throw new Error(`The batch holds ${key} twice; which of the two comes first would be chance.`);
    subjects.add(key);
    if (change.subject === "") throw new Error(`The batch holds a ${change.kind} without a subject.`);
    if ((change.operation === "DELETE") !== (change.record === null)) {
      throw new Error(`The ${change.operation} of ${key} ${change.record === null ? "has no record" : "has a record"}.`);
    }
  }
}

/** Works out entries, versions and counts of a batch from what the log holds; it reads and writes nothing. */
export function planBatch(changes: readonly HashedChange[], heads: ReadonlyMap<string, Head>, start: BatchStart): Batch {
  const batch: Batch = { entries: [], writes: new Map(), counts: { added: 0, changed: 0, deleted: 0, unchanged: 0 } };
  for (const hashed of changes) {
    const head = heads.get(keyOf(hashed.change)) ?? null;
    if (holdsAlready(head, hashed)) batch.counts.unchanged += 1;
    else addEntry(batch, hashed, head, start);
  }
  return batch;
}

/** Who may see it and who answers for it alter an answer too, so they are compared like the content. */
function holdsAlready(head: Head | null, { change, hash }: HashedChange): boolean {
  if (head === null) return change.operation === "DELETE";
  return head.hash === hash && head.owner === change.owner && head.visibility === (change.visibility ?? "PUBLIC");
}

function addEntry(batch: Batch, { change, hash }: HashedChange, head: Head | null, { watermark, at, space }: BatchStart): void {
  const { kind, subject, operation, owner, origin = [], into = [] } = change;
  const sequence = watermark + batch.entries.length + 1;
  // The end of a private record is private too, whoever ends it.
  const visibility = change.visibility ?? (operation === "DELETE" && head !== null ? head.visibility : "PUBLIC");
  batch.entries.push({
    _id: sequence,
    kind,
    subject,
    operation,
    owner,
    origin,
    space,
    visibility,
    hash,
    at,
    ends: head?.sequence ?? null,
    ...(into.length > 0 && { into }),
  });
  const writes = batch.writes.get(kind) ?? { ends: [], begins: [] };
  batch.writes.set(kind, writes);
  if (head !== null) writes.ends.push({ sequence: head.sequence, to: sequence });
  if (hash !== null) {
    writes.begins.push({ _id: sequence, subject, owner, visibility, hash, from: sequence, to: OPEN, record: change.record });
  }
  batch.counts[countOf(change, head)] += 1;
}

function countOf({ operation }: Change, head: Head | null): "added" | "changed" | "deleted" {
  if (operation === "DELETE") return "deleted";
  return head === null ? "added" : "changed";
}
