import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openFeed } from "@actionline/agencies/feed/feed-input";
import { type FileSource, readFileSources } from "@actionline/agencies/feed/file-sources";
import { knownCodes } from "@actionline/agencies/feed/harvest-file";
import { KnownOrganizations } from "@actionline/agencies/feed/known-organizations";
import type { BudgetRecord } from "@actionline/schema/contract/records";
import { loadReference } from "@actionline/schema/reference/load-reference";
import { createValidator, type Validator } from "@actionline/schema/validator/validator";
import type { Db } from "mongodb";
import type { LabelledPair } from "../../demonstration/pair-bench/labelled-pair";
import { repositoryRoot } from "../../repository-root";
import { asStored, type PairRecord, type PairSet } from "./pair-record";

/** Where the files lie that the labels are about; they are no part of the project. */
export const REAL_FILES = join(repositoryRoot(), "../shared/data/iati-un-activities/full");
const LABELS = join(repositoryRoot(), "test/pairs/real-pairs.jsonl");

/** The pairs that were judged one by one by reading both records, a line each. */
export async function readRealPairs(): Promise<LabelledPair[]> {
  const lines = (await readFile(LABELS, "utf8")).split("\n").filter((line) => line !== "");
  return lines.map((line): LabelledPair => JSON.parse(line));
}

/** Null where the files aren't there: then only the generated pairs can be scored. */
export async function openRealPairs(db: Db): Promise<PairSet | null> {
  if (!existsSync(REAL_FILES)) return null;
  const pairs = await readRealPairs();
  const sources = await readFileSources(REAL_FILES, { organizations: loadReference().organizations });
  const known = await KnownOrganizations.read(db);
  const validator = createValidator(knownCodes());
  const records: PairRecord[] = [];
  for (const source of sources) records.push(...(await readRecords(source, validator, known)));
  return { name: "real", pairs, records };
}

/** The file's records as a harvest would take them in. */
async function readRecords({ source, input }: FileSource, validator: Validator, known: KnownOrganizations): Promise<PairRecord[]> {
  const feed = await openFeed(source, input);
  const records: PairRecord[] = [];
  for await (const items of feed.read()) {
    for (const item of items) {
      const accepted = item.type === "PUBLISHED" ? item.changes.map(({ change }) => validator.check(change).record) : [];
      const named = accepted.flatMap((record) => (record === null ? [] : [known.named(record)]));
      const budgets = named.filter((record): record is BudgetRecord => record.kind === "BUDGET");
      const activity = named.find((record) => record.kind === "ACTIVITY");
      if (activity?.kind === "ACTIVITY") records.push(asStored({ activity, source: source.id, budgets }));
    }
  }
  return records;
}
