import { openFeed } from "@actionline/agencies/feed/feed-input";
import type { PublishedItem } from "@actionline/agencies/feed/feed-item";
import type { FileSource } from "@actionline/agencies/feed/file-sources";
import { knownCodes } from "@actionline/agencies/feed/harvest-file";
import { readBytes } from "@actionline/agencies/feed/open-file";
import { RunTally } from "@actionline/agencies/feed/run-tally";
import { createValidator, type Validator } from "@actionline/schema/validator/validator";

export const STAGES = ["raw", "records", "leftovers", "report"] as const;
export type Stage = (typeof STAGES)[number];

/** A source's file at one stage of its way into the hub, in lines; nothing is written anywhere. */
export function showFeed(source: FileSource, stage: Stage): AsyncGenerator<string> {
  if (stage === "raw") return raw(source);
  return stage === "report" ? report(source) : changes(source, stage);
}

async function* raw({ input }: FileSource): AsyncGenerator<string> {
  if (!("file" in input)) return;
  const decoder = new TextDecoder();
  for await (const bytes of readBytes(input.file)) yield decoder.decode(bytes, { stream: true });
}

async function* changes({ source, input }: FileSource, stage: "records" | "leftovers"): AsyncGenerator<string> {
  const validator = createValidator(knownCodes());
  const feed = await openFeed(source, input);
  for await (const items of feed.read()) {
    for (const item of items) {
      if (item.type === "PUBLISHED") yield* stage === "records" ? recordsOf(item, validator) : leftoversOf(item, validator);
      else if (stage === "leftovers" && item.type === "UNREADABLE")
        yield line({ place: item.place, ...item.finding, excerpt: item.excerpt });
      else if (stage === "leftovers" && item.type === "NOTE") yield line(item.finding);
      else if (item.type === "END" && item.error !== null) yield line(item.error);
    }
  }
}

/** What may go in, as the validator leaves it. */
function* recordsOf({ changes: placed }: PublishedItem, validator: Validator): Generator<string> {
  for (const { change } of placed) {
    const { record } = validator.check(change);
    if (record !== null) yield line(record);
  }
}

/** What the source said and the hub doesn't take: refused records, values set aside, words without a meaning here. */
function* leftoversOf({ changes: placed, findings, place }: PublishedItem, validator: Validator): Generator<string> {
  for (const finding of findings) yield line({ place, ...finding });
  for (const { place: ofPart, change } of placed) {
    const { id, findings: found } = validator.check(change);
    for (const finding of found) yield line({ record: id, place: ofPart, ...finding });
  }
}

async function* report({ source, input }: FileSource): AsyncGenerator<string> {
  const validator = createValidator(knownCodes());
  const tally = new RunTally();
  const feed = await openFeed(source, input);
  for await (const items of feed.read()) {
    for (const item of items) {
      if (item.type === "PUBLISHED") count(item, validator, tally);
      else if (item.type === "UNREADABLE") {
        tally.count("UNREADABLE", "refused");
        tally.add([item.finding], item.place, item.id);
      } else if (item.type === "NOTE") tally.add([item.finding], "", null);
      else if (item.error !== null) yield `${item.error.code}: ${item.error.message}\n`;
    }
  }
  const { read, accepted, refused } = tally;
  yield `${source.id}: ${read} read, ${accepted} accepted, ${refused} refused.\n`;
  for (const { kind, ...counts } of tally.byKind())
    yield `  ${kind}: ${counts.read} read, ${counts.accepted} accepted, ${counts.refused} refused\n`;
  for (const { rule, severity, pointer, count: times, examples, howToFix } of tally.issues()) {
    yield `${severity} ${rule} at ${pointer || "/"}: ${times}\n`;
    for (const { record, place, value } of examples) yield `    ${record} ${place}: ${value}\n`;
    yield `    How to fix: ${howToFix}\n`;
  }
}

function count({ changes: placed, findings, place }: PublishedItem, validator: Validator, tally: RunTally): void {
  tally.add(findings, place, null);
  for (const { place: ofPart, change } of placed) {
    const { accepted, kind, id, findings: found } = validator.check(change);
    tally.count(kind ?? "UNREADABLE", accepted ? "accepted" : "refused");
    tally.add(found, ofPart, id);
  }
}

const line = (value: object): string => `${JSON.stringify(value)}\n`;
