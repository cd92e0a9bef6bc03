import { isUtf8 } from "node:buffer";
import type { Mapping } from "@actionline/schema/mapping";
import type { Feed, FeedError, FeedItem } from "../feed-item";
import { fileFault, fileFingerprint, readBytes } from "../open-file";
import { mapRow } from "./map-row";
import { fingerprintOf } from "./mapping-file";
import type { Lookup } from "./row";

/** A JSON file is read whole. */
const LARGEST_FILE = 128 * 1024 * 1024;
const HANDFUL = 100;

/** A JSON file with a list of records in it, by a mapping. */
export async function jsonFeed(path: string, agency: string, mapping: Mapping): Promise<Feed> {
  const { fingerprint, bytes } = await fileFingerprint(path, `json ${agency} ${fingerprintOf(mapping)}`);
  return { fingerprint, totalBytes: bytes, canBeReadTwice: true, read: (onBytes) => readRecords(path, agency, mapping, onBytes) };
}

async function* readRecords(
  path: string,
  agency: string,
  mapping: Mapping,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<readonly FeedItem[]> {
  const listed = await recordsIn(path, mapping, onBytes).catch((error: unknown) => fileFault(path, error));
  if (!Array.isArray(listed)) {
    yield [{ type: "END", listsEverything: false, error: listed as FeedError }];
    return;
  }
  for (let from = 0; from < listed.length; from += HANDFUL) {
    const some: readonly unknown[] = listed.slice(from, from + HANDFUL);
    yield some.map((record, index) => mapRow(mapping, agency, lookupIn(record), `record ${from + index + 1}`));
  }
  yield [{ type: "END", listsEverything: mapping.complete, error: null }];
}

async function recordsIn(path: string, { records = "" }: Mapping, onBytes: (bytes: number) => void): Promise<unknown[] | FeedError> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of readBytes(path, onBytes)) {
    size += chunk.length;
    if (size > LARGEST_FILE)
      return fault("JSON_TOO_LARGE", "The file holds more than 128 MB; give it as JSON Lines or as CSV, which are read row by row.");
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (!isUtf8(bytes)) return fault("JSON_NOT_UTF8", "The file isn't UTF-8; write JSON in UTF-8.");
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8").replace(/^\ufeff/, ""));
  } catch {
    return fault("JSON_UNREADABLE", "The file isn't JSON, or was cut off; fetch it again.");
  }
  const found = within(value, records);
  if (Array.isArray(found)) return found;
  return fault("JSON_NO_LIST", `The mapping's way to the records, "${records}", leads to no list; correct \`records\` in the mapping.`);
}

const fault = (code: string, message: string): FeedError => ({ code, message });

/** Values at the end of a way through a record; a list on the way is gone through whole. */
function lookupIn(record: unknown): Lookup {
  return (from) => textsOf(within(record, from));
}

function within(value: unknown, way: string): unknown {
  return way
    .split("/")
    .filter((step) => step !== "")
    .reduce<unknown>((reached, step) => {
      if (Array.isArray(reached)) return reached.map((item) => own(item, step));
      return own(reached, step);
    }, value);
}

function own(value: unknown, step: string): unknown {
  if (value === null || typeof value !== "object" || !Object.hasOwn(value, step)) return undefined;
  return (value as Record<string, unknown>)[step];
}

function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return typeof value === "string" ? [value] : typeof value === "number" || typeof value === "boolean" ? [String(value)] : [];
}
