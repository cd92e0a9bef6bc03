import type { SourceRecord } from "@actionline/schema/hub-records";
import type { FeedInput } from "../feed/feed-input";

/** A source of an agency, with a period that it declares. */
export const aSource = (agency: string, facts: Partial<SourceRecord> = {}): SourceRecord => ({
  id: `${agency}/records`,
  agency,
  name: "Records",
  format: "CONTRACT",
  mode: "MIRRORED",
  frequencyDays: 30,
  licence: "CC BY 4.0",
  caveat: null,
  ...facts,
});

/** An activity as an agency publishes it. */
export const record = (id: string, facts: object = {}): object => ({
  kind: "ACTIVITY",
  id,
  title: [{ language: "en", text: "Training of nurses" }],
  activityKind: "TRAINING",
  status: "IMPLEMENTING",
  period: { start: "2024-01-01" },
  reporter: { name: "The reporter" },
  ...facts,
});

/** So many activities of an agency, numbered from 100. */
export const many = (agency: string, count: number): object[] =>
  Array.from({ length: count }, (_, number) => record(`${agency}:${100 + number}`));

/** All that a source has. */
export const list = (records: readonly unknown[]): FeedInput => ({ records, complete: true });

/** What has changed in a source. */
export const changes = (records: readonly unknown[]): FeedInput => ({ records, complete: false });
