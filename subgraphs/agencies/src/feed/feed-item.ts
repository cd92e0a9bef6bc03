import type { Finding } from "@actionline/schema/validator/finding";
import type { Reached } from "./harvest-state";

/** One change as an adapter read it: what the contract's validator is to judge, and where it stands in the source. */
export interface PlacedChange {
  readonly place: string;
  readonly change: unknown;
  /** Hubs that it came through, where the source is one. */
  readonly origin?: readonly string[];
}

/** Something the source published: a record with the records that stand in it, such as an activity and its budgets. */
export interface PublishedItem {
  readonly type: "PUBLISHED";
  readonly place: string;
  /** The first is the item itself; those after it are parts of it and stand or fall with it. */
  readonly changes: readonly PlacedChange[];
  /** What the adapter noticed while it turned the source's words into the contract's. */
  readonly findings: readonly Finding[];
}

/** Something the source published that could not be read: it is refused with its place, and the rest goes on. */
export interface UnreadableItem {
  readonly type: "UNREADABLE";
  readonly place: string;
  /** The hub id, where it was read before the trouble: what the hub holds under it then stays. */
  readonly id: string | null;
  readonly finding: Finding;
  readonly excerpt: string;
}

/** Something to report that is no record. */
export interface NoteItem {
  readonly type: "NOTE";
  readonly finding: Finding;
}

/** How far a source that is followed by a cursor has come: what stands before it is written before it. */
export interface ProgressItem {
  readonly type: "PROGRESS";
  readonly reached: Reached;
}

/** Always the last item, and always there, however the reading ended. */
export interface EndItem {
  readonly type: "END";
  /** Whether the source lists all it has, so that what it no longer lists is gone. False after any break. */
  readonly listsEverything: boolean;
  /** What broke the reading off; null where the end was reached. */
  readonly error: FeedError | null;
  /** How many records the source says that it has; null or missing where it doesn't say. */
  readonly total?: number | null;
  /** Why nothing that it says may come in before a person has looked. */
  readonly held?: FeedError;
  /** Where the next run goes on. */
  reached?: Reached;
}

export interface FeedError {
  readonly code: string;
  readonly message: string;
}

export type FeedItem = PublishedItem | UnreadableItem | NoteItem | ProgressItem | EndItem;

/** A source as a harvest reads it, whatever its format. */
export interface Feed {
  /** The same for the same content read by the same rules, so that a harvest cut short can go on; null where unknown. */
  readonly fingerprint: string | null;
  readonly totalBytes: number | null;
  /** Its changes came in the order in which they happened, so that the last word on a record holds. */
  readonly ordered?: boolean;
  /** It begins at the beginning, whatever was read of it before. */
  readonly fromStart?: boolean;
  /** Reading it a second time gives the same. */
  readonly canBeReadTwice?: boolean;
  /** Items in the source's order, a handful at a time; the last is the END. It never throws at what a source holds. */
  read(onBytes?: (bytes: number) => void): AsyncIterable<readonly FeedItem[]>;
}
