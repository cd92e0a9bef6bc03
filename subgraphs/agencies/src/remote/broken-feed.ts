import type { Feed, FeedError } from "../feed/feed-item";
import type { Reached } from "../feed/harvest-state";

/** Tells of a server that gave nothing: the report is public like any other. */
export function brokenFeed(error: FeedError, reached?: Reached): Feed {
  return {
    fingerprint: null,
    totalBytes: null,
    ordered: true,
    async *read() {
      yield [{ type: "END", listsEverything: false, error, ...(reached !== undefined && { reached }) }];
    },
  };
}
