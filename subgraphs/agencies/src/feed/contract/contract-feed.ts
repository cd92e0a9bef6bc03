import { isUtf8 } from "node:buffer";
import { excerpt } from "@actionline/schema/validator/excerpt";
import type { Feed, FeedError, FeedItem } from "../feed-item";
import { fileFault, fileFingerprint, readBytes } from "../open-file";
import { CONTRACT_FEED_RULES, type ContractFeedRule } from "./contract-rules";
import { idOfHead } from "./id-of-head";
import { type Line, Lines } from "./lines";

const LONGEST_LINE = 1_000_000;
const EXCERPT = 2_000;

/**
 * A file of the contract's records, one JSON object a line: a change (`operation` with `record` or `id`) or a bare
 * record. A first line `{ "feed": { "complete": true, "count": 120 } }` says that the file lists everything, and how
 * much that is; without it the file tells changes, and what it doesn't name stays.
 */
export async function contractFeed(path: string): Promise<Feed> {
  const { fingerprint, bytes } = await fileFingerprint(path, "contract");
  return { fingerprint, totalBytes: bytes, canBeReadTwice: true, read: (onBytes) => readLines(path, onBytes) };
}

/** Records that are already in memory, such as those of a generator. */
export function recordsFeed(records: Iterable<unknown> | AsyncIterable<unknown>, listsEverything: boolean): Feed {
  return { fingerprint: null, totalBytes: null, canBeReadTwice: Array.isArray(records), read: () => readRecords(records, listsEverything) };
}

async function* readRecords(
  records: Iterable<unknown> | AsyncIterable<unknown>,
  listsEverything: boolean,
): AsyncGenerator<readonly FeedItem[]> {
  let number = 0;
  for await (const change of records) {
    number += 1;
    yield [published(change, `record ${number}`)];
  }
  yield [{ type: "END", listsEverything, error: null }];
}

async function* readLines(path: string, onBytes: (bytes: number) => void = () => undefined): AsyncGenerator<readonly FeedItem[]> {
  const reading = new ContractReading();
  const lines = new Lines(LONGEST_LINE);
  try {
    for await (const chunk of readBytes(path, onBytes)) {
      yield lines.take(chunk).flatMap((line) => reading.item(line));
      if (reading.error !== null) break;
    }
    if (reading.error === null) yield lines.end().flatMap((line) => reading.item(line));
    yield [reading.end(null)];
  } catch (error) {
    yield [reading.end(fileFault(path, error))];
  }
}

class ContractReading {
  error: FeedError | null = null;
  #listsEverything = false;
  #announced: number | null = null;
  #records = 0;

  item({ number, bytes, length }: Line): FeedItem[] {
    const place = `line ${number}`;
    if (this.error !== null) return [];
    if (number === 1 && isUtf16(bytes)) {
      this.error = { code: "ENCODING_UNKNOWN", message: "The file is UTF-16; write JSON Lines in UTF-8." };
      return [];
    }
    if (length > bytes.length) return [this.#unreadable("LINE_TOO_LONG", place, bytes, `${length} bytes`)];
    if (!isUtf8(bytes)) return [this.#unreadable("LINE_NOT_UTF8", place, bytes, bytes.toString("latin1", 0, 100))];
    const text = bytes.toString("utf8").replace(/^\ufeff/, "");
    if (text.trim() === "") return [];
    return this.#change(text, place, bytes);
  }

  end(fault: FeedError | null): FeedItem {
    this.error ??= fault ?? this.#tooFew();
    return { type: "END", listsEverything: this.#listsEverything && this.error === null, error: this.error };
  }

  #change(text: string, place: string, bytes: Buffer): FeedItem[] {
    let change: unknown;
    try {
      change = JSON.parse(text);
    } catch {
      return [this.#unreadable("LINE_NOT_JSON", place, bytes, text)];
    }
    if (this.#records === 0 && this.#isHeader(change)) return [];
    this.#records += 1;
    return [published(change, place)];
  }

  #unreadable(rule: ContractFeedRule, place: string, bytes: Buffer, value: string): FeedItem {
    this.#records += 1;
    const { severity } = CONTRACT_FEED_RULES[rule];
    const finding = { rule, severity, pointer: "", value: excerpt(value), place };
    const head = bytes.toString("utf8", 0, EXCERPT);
    return { type: "UNREADABLE", place, id: idOfHead(head), finding, excerpt: head };
  }

  #isHeader(value: unknown): boolean {
    if (typeof value !== "object" || value === null || !("feed" in value)) return false;
    const { feed } = value;
    if (typeof feed !== "object" || feed === null) return false;
    this.#listsEverything = "complete" in feed && feed.complete === true;
    this.#announced = "count" in feed && typeof feed.count === "number" ? feed.count : null;
    return true;
  }

  /** A list that is shorter than it said was cut off on the way. */
  #tooFew(): FeedError | null {
    if (this.#announced === null || this.#records >= this.#announced) return null;
    const message = `The file announces ${this.#announced} records and holds ${this.#records}; fetch it again.`;
    return { code: "FEED_INCOMPLETE", message };
  }
}

function published(change: unknown, place: string): FeedItem {
  return { type: "PUBLISHED", place, changes: [{ place, change }], findings: [] };
}

function isUtf16(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}
