import { hubError } from "@actionline/kit/hub-error";
import type { Db } from "mongodb";
import { eventsOf, type StoredEvent, type StoredWatch, watchesOf } from "../store";

const ENTRIES = { default: 50, most: 200 } as const;

/** One page of a watch's public events, the latest first. */
export interface FeedPage {
  readonly watch: StoredWatch;
  readonly events: readonly StoredEvent[];
  /** What to ask the next page by; null on the last. */
  readonly before: number | null;
}

/**
 * Reads a page of a feed; null where there is none: an id that nobody gave, a watch that was removed and one whose owner
 * wants no feed are the same to whoever asks.
 */
export async function readFeedPage(db: Db, watch: string, query: URLSearchParams): Promise<FeedPage | null> {
  const found = await watchesOf(db).findOne({ _id: watch, removed: false, feed: true });
  if (found === null) return null;
  const first = numberOf(query, "first", ENTRIES.most) ?? ENTRIES.default;
  const before = numberOf(query, "before", Number.MAX_SAFE_INTEGER);
  const events = await eventsOf(db)
    .find({ watch, visibility: "PUBLIC", ...(before === null ? {} : { position: { $lt: before } }) })
    .sort({ position: -1 })
    .limit(first + 1)
    .toArray();
  const page = events.slice(0, first);
  return { watch: found, events: page, before: events.length > first ? (page.at(-1)?.position ?? null) : null };
}

function numberOf(query: URLSearchParams, name: string, most: number): number | null {
  const text = query.get(name);
  if (text === null) return null;
  const number = Number(text);
  if (/^\d{1,16}$/.test(text) && number >= 1 && number <= most) return number;
  throw hubError("BAD_INPUT", `${name} takes a whole number from 1 to ${most}.`);
}
