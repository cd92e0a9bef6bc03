import { LRUCache } from "lru-cache";
import type { StreamFormat } from "./stream-formats";

export const JSON_TYPE = "application/json; charset=utf-8";
export const GRAPHQL_TYPE = "application/graphql-response+json; charset=utf-8";

/** The two ways of writing an answer in parts: what Apollo Client speaks, and the draft of the specification. */
export type PartsFormat = "deferSpec=20220824" | "incrementalSpec=v0.2";

/** What whoever asks can take, of what the hub can give. */
export interface Accepted {
  /** For an answer in one piece; null where it takes neither. */
  readonly whole: typeof JSON_TYPE | typeof GRAPHQL_TYPE | null;
  /** It named `application/json`: programs that do may read no answer whose status isn't 200. */
  readonly plainJson: boolean;
  readonly parts: PartsFormat | null;
  readonly stream: StreamFormat | null;
  /** It is a browser that would rather have a page. */
  readonly page: boolean;
}

interface Range {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly quality: number;
}

const KNOWN = new LRUCache<string, Accepted>({ max: 200 });
const LONGEST_KEPT = 300;

/** Reads an `Accept` header; one that isn't there takes anything. */
export function accepted(header = "*/*"): Accepted {
  const known = KNOWN.get(header);
  if (known !== undefined) return known;
  const read = acceptedBy(header.split(",", 50).flatMap(rangeOf));
  if (header.length <= LONGEST_KEPT) KNOWN.set(header, read);
  return read;
}

function acceptedBy(ranges: readonly Range[]): Accepted {
  const json = qualityOf("application/json", ranges);
  const graphql = qualityOf("application/graphql-response+json", ranges);
  const html = qualityOf("text/html", ranges);
  const whole = json.quality === 0 && graphql.quality === 0 ? null : before(graphql, json) ? GRAPHQL_TYPE : JSON_TYPE;
  return {
    whole,
    plainJson: whole === JSON_TYPE && json.named,
    parts: bestOf(ranges.flatMap(partsFormatOf)),
    stream: bestOf(ranges.flatMap(streamFormatOf)),
    page: html.named && before(html, json),
  };
}

/** How much a type is wanted: its quality, whether it is named, and its place in the header. */
interface Wanted {
  readonly quality: number;
  readonly named: boolean;
  readonly place: number;
}

function qualityOf(type: string, ranges: readonly Range[]): Wanted {
  const [family] = type.split("/");
  for (const name of [type, `${family}/*`, "*/*"]) {
    const place = ranges.findIndex((range) => range.type === name && utf8(range));
    const range = ranges[place];
    if (range !== undefined) return { quality: range.quality, named: name === type, place };
  }
  return { quality: 0, named: false, place: ranges.length };
}

function utf8({ parameters }: Range): boolean {
  return /^utf-?8$/.test(parameters.get("charset") ?? "utf-8");
}

/** Of two that are wanted alike, the one named, and named first. */
function before(one: Wanted, other: Wanted): boolean {
  if (one.quality !== other.quality) return one.quality > other.quality;
  return one.named && (!other.named || one.place < other.place);
}

/** A format that a range asks for, and how much. */
interface Offered<Format> {
  readonly format: Format;
  readonly quality: number;
}

/** The first of those that are wanted most. */
function bestOf<Format>(offered: readonly Offered<Format>[]): Format | null {
  const [best] = offered.filter(({ quality }) => quality > 0).sort((one, other) => other.quality - one.quality);
  return best?.format ?? null;
}

function streamFormatOf({ type, parameters, quality }: Range): Offered<StreamFormat>[] {
  if (type === "text/event-stream") return [{ format: type, quality }];
  const multipart = type === "multipart/mixed" && parameters.get("subscriptionspec") === "1.0";
  return multipart ? [{ format: "subscriptionSpec=1.0", quality }] : [];
}

function partsFormatOf({ type, parameters, quality }: Range): Offered<PartsFormat>[] {
  if (type !== "multipart/mixed") return [];
  if (parameters.get("deferspec") === "20220824") return [{ format: "deferSpec=20220824", quality }];
  return parameters.get("incrementalspec") === "v0.2" ? [{ format: "incrementalSpec=v0.2", quality }] : [];
}

function rangeOf(text: string): Range[] {
  const [type = "", ...rest] = text.split(";").map((part) => part.trim().toLowerCase());
  if (!type.includes("/")) return [];
  const parameters = new Map(rest.map((part) => [part.split("=")[0]?.trim() ?? "", parameterOf(part)]));
  const quality = Number(parameters.get("q") ?? 1);
  return [{ type, parameters, quality: quality >= 0 && quality <= 1 ? quality : 0 }];
}

function parameterOf(parameter: string): string {
  return parameter
    .slice(parameter.indexOf("=") + 1)
    .trim()
    .replace(/^"(.*)"$/, "$1");
}
