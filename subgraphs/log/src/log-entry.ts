import type { EntryKind, EntryOperation, Space, Visibility } from "@actionline/schema/entry-kind";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import type { Binary } from "mongodb";

/** `to` of a version that nothing has replaced yet. */
export const OPEN = Number.MAX_SAFE_INTEGER;

/** What a writer asks the log to take in. */
export interface Change<K extends EntryKind = EntryKind> {
  readonly kind: K;
  /** What the entry is about: unique within its kind, such as an activity's hub id. */
  readonly subject: string;
  readonly operation: EntryOperation;
  /** Who answers for the content: an agency, or a part of the hub such as `hub:reference`. */
  readonly owner: string;
  /** Hubs the entry came through, the first one first; empty when it was made here. Echoes are dropped by it. */
  readonly origin?: readonly string[];
  readonly visibility?: Visibility;
  /** Of a DELETE: what the subject went into, where it was merged into one or split into several. */
  readonly into?: readonly string[];
  /** The content; null for a DELETE. */
  readonly record: RecordOfKind[K] | null;
  /** The record's content hash where the writer has worked it out already; the appender works it out otherwise. */
  readonly hash?: string;
}

/** The envelope: it never changes and never holds content, only the content's hash. */
export interface LogEntry {
  /** The hub-wide sequence. */
  readonly _id: number;
  readonly kind: EntryKind;
  readonly subject: string;
  readonly operation: EntryOperation;
  readonly owner: string;
  readonly origin: readonly string[];
  readonly space: Space;
  readonly visibility: Visibility;
  /** SHA-256 of the canonical payload, hexadecimal; null for a DELETE. */
  readonly hash: string | null;
  /** Instant of the batch by the hub's clock; later than that of every earlier batch and than every instant settled before. */
  readonly at: Date;
  /** Sequence of the version that this entry ends; null where there was none. */
  readonly ends: number | null;
  /** Of a DELETE: the subjects that this one went into, so that references to it lead on; missing where there are none. */
  readonly into?: readonly string[];
}

/** One version of one record, in its kind's collection: valid for every point `from <= sequence < to`. */
export interface Version<T> {
  readonly _id: number;
  readonly subject: string;
  readonly owner: string;
  readonly visibility: Visibility;
  readonly hash: string;
  readonly from: number;
  readonly to: number;
  readonly record: T;
}

/** The log's own state: one document. Batch and watermark are written in one transaction, under the token. */
export interface LogState {
  readonly _id: "log";
  readonly space: Space;
  readonly watermark: number;
  /** Up to this instant the log is settled: later batches are stamped later than it. */
  readonly at: Date;
  /** Grows by one with each new appender; a commit under an older one is refused. */
  readonly token: number;
  readonly holder: string;
  /** The session that the holder writes in; its transaction is ended when another takes over. */
  readonly session: Binary | null;
  readonly leaseUntil: Date;
}
