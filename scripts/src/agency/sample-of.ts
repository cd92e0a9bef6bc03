import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createGunzip, gunzipSync } from "node:zlib";
import type { Sample } from "@actionline/agencies/feed/mapped/propose-mapping";
import { parse } from "csv-parse";

const ROWS = 200;

/** Columns of a CSV or JSON file, and what stands in them in its first rows. */
export function sampleOf(file: string, format: "csv" | "json"): Promise<Sample> {
  return format === "csv" ? sampleOfCsv(file) : sampleOfJson(file);
}

async function sampleOfCsv(file: string): Promise<Sample> {
  const bytes = createReadStream(file);
  const text = file.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes;
  const rows: string[][] = [];
  const parser = text.pipe(parse({ bom: true, relax_column_count: true, skip_empty_lines: true, to: ROWS }));
  for await (const row of parser as AsyncIterable<string[]>) rows.push(row);
  const [columns = [], ...values] = rows;
  return {
    columns,
    values: (column) => values.map((row) => row[columns.indexOf(column)] ?? "").filter((value) => value !== ""),
  };
}

async function sampleOfJson(file: string): Promise<Sample> {
  const bytes = await readFile(file);
  const value: unknown = JSON.parse((file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8"));
  const { way, list } = listIn(value);
  const records = list.slice(0, ROWS).filter(isRecord);
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const values = (column: string): string[] => records.flatMap((record) => textOf(record[column]));
  return { columns, values, ...(way !== null && { records: way }) };
}

/** The file itself, or the first list within it. */
function listIn(value: unknown): { readonly way: string | null; readonly list: readonly unknown[] } {
  if (Array.isArray(value)) return { way: null, list: value };
  for (const [way, list] of Object.entries((value ?? {}) as object)) if (Array.isArray(list)) return { way, list };
  throw new Error("The JSON file holds no list of records: give one that is a list, or has a list in its first level.");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function textOf(value: unknown): string[] {
  return typeof value === "string" ? [value] : typeof value === "number" ? [String(value)] : [];
}
