import type { Mapping } from "@actionline/schema/mapping";
import { excerpt } from "@actionline/schema/validator/excerpt";
import { type CsvError, type Parser, parse } from "csv-parse";
import type { Feed, FeedError, FeedItem } from "../feed-item";
import { fileFault, fileFingerprint, readBytes } from "../open-file";
import { mapRow } from "./map-row";
import { MAPPED_RULES } from "./mapped-rules";
import { fingerprintOf } from "./mapping-file";
import { Utf8Only } from "./utf8-only";

/** Bytes that one row may take. */
const LONGEST_ROW = 1_000_000;
const HANDFUL = 100;

interface CsvRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number; readonly error?: CsvError };
}

/** A CSV file in UTF-8 whose first row names the columns (RFC 4180), by a mapping. */
export async function csvFeed(path: string, agency: string, mapping: Mapping): Promise<Feed> {
  const { fingerprint, bytes } = await fileFingerprint(path, `csv ${agency} ${fingerprintOf(mapping)}`);
  return { fingerprint, totalBytes: bytes, canBeReadTwice: true, read: (onBytes) => readRows(path, agency, mapping, onBytes) };
}

async function* readRows(
  path: string,
  agency: string,
  mapping: Mapping,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<readonly FeedItem[]> {
  const reading = new CsvReading(agency, mapping);
  let handful: FeedItem[] = [];
  try {
    for await (const row of rowsOf(path, mapping, onBytes)) {
      handful.push(...reading.items(row));
      if (reading.error !== null) break;
      if (handful.length < HANDFUL) continue;
      yield handful;
      handful = [];
    }
    yield [...handful, reading.end(null)];
  } catch (error) {
    yield [...handful, reading.end(faultOf(path, error))];
  }
}

async function* rowsOf(path: string, { separator = "," }: Mapping, onBytes: (bytes: number) => void): AsyncGenerator<CsvRow> {
  const parser: Parser = parse({
    bom: true,
    delimiter: separator,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
  });
  const utf8 = new Utf8Only();
  const feeding = (async () => {
    for await (const chunk of readBytes(path, onBytes)) {
      utf8.check(chunk);
      if (!parser.write(chunk)) await new Promise<void>((resolve) => parser.once("drain", resolve));
    }
    utf8.end();
    parser.end();
  })().catch((error: unknown) => void parser.destroy(error instanceof Error ? error : new Error(String(error))));
  try {
    for await (const row of parser as AsyncIterable<CsvRow>) yield row;
    await feeding;
  } finally {
    parser.destroy();
  }
}

/** One file's reading: the columns of its first row, then a record a row. */
class CsvReading {
  error: FeedError | null = null;
  readonly #agency: string;
  readonly #mapping: Mapping;
  #columns: ReadonlyMap<string, number> | null = null;

  constructor(agency: string, mapping: Mapping) {
    this.#agency = agency;
    this.#mapping = mapping;
  }

  items({ record, info }: CsvRow): readonly FeedItem[] {
    const columns = this.#columns;
    if (columns === null) {
      this.#columns = new Map(record.map((name, index) => [name.trim(), index]));
      this.#refuseMissing(this.#columns);
      return [];
    }
    const place = `line ${info.lines}`;
    if (record.length !== columns.size) return [uneven(record, columns.size, place)];
    const lookup = (from: string): readonly string[] => {
      const cell = record[columns.get(from) ?? -1];
      return cell === undefined || cell === "" ? [] : [cell];
    };
    return [mapRow(this.#mapping, this.#agency, lookup, place)];
  }

  end(fault: FeedError | null): FeedItem {
    const nothing = { code: "CSV_EMPTY", message: "The file has no row that names its columns; check what the source publishes." };
    this.error ??= fault ?? (this.#columns === null ? nothing : null);
    return { type: "END", listsEverything: this.#mapping.complete && this.error === null, error: this.error };
  }

  /** A column that was renamed would otherwise empty a field of every record without a word. */
  #refuseMissing(columns: ReadonlyMap<string, number>): void {
    const missing = columnsOf(this.#mapping).filter((name) => !columns.has(name));
    if (missing.length === 0) return;
    const message = `The file has no column ${missing.map((name) => `"${excerpt(name)}"`).join(", ")}, which the mapping names; correct the mapping, or the file's first row.`;
    this.error = { code: "CSV_COLUMN_MISSING", message };
  }
}

/** Every column that a mapping names. */
function columnsOf(value: unknown): readonly string[] {
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap(columnsOf);
  return Object.entries(value).flatMap(([name, inner]) => (name === "from" && typeof inner === "string" ? [inner] : columnsOf(inner)));
}

function uneven(record: readonly string[], columns: number, place: string): FeedItem {
  const { severity } = MAPPED_RULES.CSV_ROW_UNEVEN;
  const value = `${record.length} columns, not ${columns}`;
  const finding = { rule: "CSV_ROW_UNEVEN", severity, pointer: "", value, place };
  return { type: "UNREADABLE", place, id: null, finding, excerpt: record.join(" | ").slice(0, 2_000) };
}

const CSV_FAULTS: Readonly<Record<string, string>> = {
  CSV_MAX_RECORD_SIZE: "A row is longer than a million bytes; a quote may have been opened and not closed before it.",
  CSV_QUOTE_NOT_CLOSED: "The file ends within quotes: it was cut off, or a quote was opened and not closed.",
  CSV_INVALID_CLOSING_QUOTE: "A quote stands in the middle of a value; double the quotes within a quoted value.",
  CSV_NOT_UTF8: "The file isn't UTF-8; save it as CSV in UTF-8.",
};

function faultOf(path: string, error: unknown): FeedError {
  const { code = "", lines } = (error ?? {}) as { readonly code?: string; readonly lines?: number };
  const message = CSV_FAULTS[code] ?? (code.startsWith("CSV_") ? "The file isn't CSV from here on." : undefined);
  if (message === undefined) return fileFault(path, error);
  return { code, message: lines === undefined ? message : `Line ${lines}: ${message}` };
}
