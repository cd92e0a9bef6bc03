import type { SourceRecord } from "@actionline/schema/hub-records";
import { contractFeed, recordsFeed } from "./contract/contract-feed";
import type { Feed } from "./feed-item";
import { iatiFeed } from "./iati/iati-feed";
import { csvFeed } from "./mapped/csv-feed";
import { jsonFeed } from "./mapped/json-feed";
import { checkedMapping } from "./mapped/mapping-file";

/** Where a harvest reads from: a file in the source's format, or records of the contract that are in memory. */
export type FeedInput =
  | { readonly file: string }
  /** Read by whoever knows how, such as from an agency's server. */
  | { readonly feed: Feed }
  | {
      readonly records: Iterable<unknown> | AsyncIterable<unknown>;
      /** Whether these are all that the source has, so that what is missing is gone. */
      readonly complete: boolean;
    };

/** The feed of an input: the adapter is chosen by the source's format. */
export async function openFeed(source: SourceRecord, input: FeedInput): Promise<Feed> {
  if ("feed" in input) return input.feed;
  if ("records" in input) return recordsFeed(input.records, input.complete);
  const { format, agency, id } = source;
  if (format === "IATI_2_03") return iatiFeed(input.file, agency);
  if (format === "CONTRACT") return contractFeed(input.file);
  const mapping = checkedMapping(source.mapping, `the mapping of ${id}`);
  return format === "CSV" ? csvFeed(input.file, agency, mapping) : jsonFeed(input.file, agency, mapping);
}
