import type { SourceRecord } from "@actionline/schema/hub-records";
import { contractFeed, recordsFeed } from "./contract/contract-feed";
import type { Feed } from "./feed-item";
import { iatiFeed } from "./iati/iati-feed";

/** Where a harvest reads from: a file in the source's format, or records of the contract that are in memory. */
export type FeedInput =
  | { readonly file: string }
  | {
      readonly records: Iterable<unknown> | AsyncIterable<unknown>;
      /** Whether these are all that the source has, so that what is missing is gone. */
      readonly complete: boolean;
    };

/** The feed of an input: the adapter is chosen by the source's format. */
export async function openFeed(source: SourceRecord, input: FeedInput): Promise<Feed> {
  if ("records" in input) return recordsFeed(input.records, input.complete);
  return source.format === "IATI_2_03" ? iatiFeed(input.file, source.agency) : contractFeed(input.file);
}
