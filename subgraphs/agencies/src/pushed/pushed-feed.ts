import { excerpt } from "@actionline/schema/validator/excerpt";
import { CONTRACT_FEED_RULES } from "../feed/contract/contract-rules";
import type { Feed, FeedItem } from "../feed/feed-item";

export type PushedFeed = Feed;

/** Changes that were sent, in their order. */
export function pushedFeed(changes: readonly unknown[], listsEverything: boolean): PushedFeed {
  return feedOf(() => changes.map((change, at) => published(change, `change ${at + 1}`)), listsEverything);
}

/** The contract's lines that were sent as one text. */
export function linesFeed(text: string, listsEverything: boolean): PushedFeed {
  const items = (): FeedItem[] =>
    text.split("\n").flatMap((line, at): FeedItem[] => {
      const place = `line ${at + 1}`;
      if (line.trim() === "") return [];
      try {
        return [published(JSON.parse(line), place)];
      } catch {
        const finding = {
          rule: "LINE_NOT_JSON",
          severity: CONTRACT_FEED_RULES.LINE_NOT_JSON.severity,
          pointer: "",
          value: excerpt(line),
          place,
        };
        return [{ type: "UNREADABLE", place, id: null, finding, excerpt: line.slice(0, 2_000) }];
      }
    });
  return feedOf(items, listsEverything);
}

/** The last word on a record stands, but within a whole list, which has each record once. */
function feedOf(items: () => readonly FeedItem[], listsEverything: boolean): PushedFeed {
  return {
    fingerprint: null,
    totalBytes: null,
    ordered: !listsEverything,
    canBeReadTwice: true,
    async *read() {
      yield items();
      yield [{ type: "END", listsEverything, error: null }];
    },
  };
}

function published(change: unknown, place: string): FeedItem {
  return { type: "PUBLISHED", place, changes: [{ place, change }], findings: [] };
}
