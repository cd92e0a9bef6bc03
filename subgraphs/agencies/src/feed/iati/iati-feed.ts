import { makeHubId } from "@actionline/schema/hub-id";
import type { EndItem, Feed, FeedError, FeedItem } from "../feed-item";
import { fileFault, fileFingerprint, readBytes } from "../open-file";
import { ActivityReader, type Read } from "./activity-reader";
import { decodingOf, ENCODING_HEAD } from "./encoding";
import { IATI_RULES } from "./iati-rules";
import { mapActivity } from "./map-activity";
import { READING_LIMITS, type ReadingLimits } from "./reading-limits";
import type { TextDecoding, TextPiece } from "./utf8-text";
import { XmlElement } from "./xml-element";

/** Grows when the mapping changes what it makes of the same file. */
export const IATI_MAPPING_VERSION = "1.0.0";

/** An IATI 2.03 file, `.xml` or `.xml.gz`, as a feed. A file lists all that its publisher has: what it lacks is gone. */
export async function iatiFeed(path: string, agency: string, limits: ReadingLimits = READING_LIMITS): Promise<Feed> {
  const { fingerprint, bytes } = await fileFingerprint(path, `iati ${IATI_MAPPING_VERSION} ${agency}`);
  return { fingerprint, totalBytes: bytes, canBeReadTwice: true, read: (onBytes) => readIati(path, agency, limits, onBytes) };
}

async function* readIati(
  path: string,
  agency: string,
  limits: ReadingLimits,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<readonly FeedItem[]> {
  const reading = new IatiReading(agency, limits);
  try {
    for await (const chunk of readBytes(path, onBytes)) {
      yield reading.take(chunk);
      if (reading.error !== null) break;
    }
    yield reading.finish();
  } catch (error) {
    yield [...reading.finish(fileFault(path, error))];
  }
}

/** One file's reading: bytes in, items out. */
class IatiReading {
  error: FeedError | null = null;
  readonly #agency: string;
  readonly #limits: ReadingLimits;
  readonly #reader: ActivityReader;
  #decoding: TextDecoding | null = null;
  #head = Buffer.alloc(0);
  #bytes = 0;

  constructor(agency: string, limits: ReadingLimits) {
    this.#agency = agency;
    this.#limits = limits;
    this.#reader = new ActivityReader(limits);
  }

  take(chunk: Buffer): FeedItem[] {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#limits.file) {
      this.error = { code: "FILE_TOO_LARGE", message: `The file is larger than the hub reads (${this.#limits.file} bytes unpacked).` };
      return [];
    }
    if (this.#decoding !== null) return this.#write(this.#decoding.pieces(chunk));
    this.#head = Buffer.concat([this.#head, chunk]);
    return this.#head.length < ENCODING_HEAD ? [] : this.#begin();
  }

  finish(fault: FeedError | null = null): FeedItem[] {
    this.error ??= fault;
    const items = this.#decoding === null && this.error === null ? this.#begin() : [];
    if (this.#decoding !== null && this.error === null) items.push(...this.#write(this.#decoding.end()));
    if (this.error === null) items.push(...this.#items(this.#reader.end()));
    this.error ??= this.#reader.broken;
    const end: EndItem = { type: "END", listsEverything: this.error === null, error: this.error };
    return [...items, end];
  }

  #begin(): FeedItem[] {
    const decoding = decodingOf(this.#head);
    if ("code" in decoding) {
      this.error = decoding;
      return [];
    }
    this.#decoding = decoding;
    const head = this.#head;
    this.#head = Buffer.alloc(0);
    return this.#write(decoding.pieces(head));
  }

  #write(pieces: readonly TextPiece[]): FeedItem[] {
    const items: FeedItem[] = [];
    for (const { text, broken } of pieces) {
      if (broken && !this.#reader.refuseForEncoding()) items.push(this.#brokenBytes());
      items.push(...this.#items(this.#reader.write(text)));
      if (this.#reader.broken !== null) break;
    }
    this.error ??= this.#reader.broken;
    return items;
  }

  #brokenBytes(): FeedItem {
    const { place } = this.#reader;
    const { severity } = IATI_RULES.IATI_ENCODING_BROKEN;
    return { type: "NOTE", finding: { rule: "IATI_ENCODING_BROKEN", severity, pointer: "", value: "a byte that is no text", place } };
  }

  #items(read: readonly Read[]): FeedItem[] {
    return read.map((one) => {
      if (one instanceof XmlElement) return mapActivity(one, this.#agency);
      return { ...one, id: one.id === null ? null : makeHubId(this.#agency, one.id) };
    });
  }
}
