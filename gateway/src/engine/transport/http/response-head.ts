import type { HttpLimits } from "./http-limits";

/** Headers by their names in small letters; one that was repeated is a list. */
export type ResponseHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** How a body ends: there is none, after so many bytes, with its last chunk, or with the connection. */
export type Framing = { readonly kind: "NONE" | "CHUNKED" | "UNTIL_CLOSED" } | { readonly kind: "LENGTH"; readonly length: number };

/** The head of an answer, as it came. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** Headers as they came, repeated ones included. */
  readonly count: number;
  readonly framing: Framing;
  /** Whether another question may follow over the same connection. */
  readonly persistent: boolean;
}

const STATUS_LINE = /HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?\r\n/y;
/** A line that goes on from the one before it has no name, and a control character is no part of a value. */
const FIELD = /[!#$%&'*+\-.^_`|~\dA-Za-z]+:[\t\x20-\x7e\x80-\xff]*\r\n/y;
const LENGTH = /^\d{1,15}$/;

/**
 * Reads a head, its empty line included. What leaves it open where an answer ends, or that another reader could take to end
 * elsewhere, is no answer: it throws.
 */
export function readHead(text: string, limits: HttpLimits): ResponseHead {
  STATUS_LINE.lastIndex = 0;
  const [, minor = "", digits = ""] = STATUS_LINE.exec(text) ?? refuse("it doesn't begin with a status line");
  const { headers, count } = readFields(text, STATUS_LINE.lastIndex, limits);
  const status = Number(digits);
  const framing = framingOf(status, headers, minor);
  return { status, headers, count, framing, persistent: framing.kind !== "UNTIL_CLOSED" && minor === "1" && !closes(headers) };
}

/** Fields to the empty line that ends them. */
export function readFields(text: string, from: number, limits: HttpLimits): { readonly headers: ResponseHeaders; readonly count: number } {
  const headers: Record<string, string | string[]> = Object.create(null);
  const end = text.length - 2;
  let count = 0;
  for (let at = from; at < end; at = FIELD.lastIndex) {
    FIELD.lastIndex = at;
    if (!FIELD.test(text)) refuse("a header isn't one");
    count++;
    if (count > limits.headers) refuse("it has too many headers");
    const colon = text.indexOf(":", at);
    keep(headers, smallLetters(text.slice(at, colon)), valueBetween(text, colon + 1, FIELD.lastIndex - 2));
  }
  return { headers, count };
}

/** Names as servers write them, and in small letters: the same few come with every answer. */
const SMALL = new Map(
  ["Content-Type", "Content-Length", "Connection", "Keep-Alive", "Date", "Transfer-Encoding", "Cache-Control", "Content-Encoding"].flatMap(
    (name) => [name, name.toLowerCase()].map((written) => [written, name.toLowerCase()]),
  ),
);

function smallLetters(name: string): string {
  return SMALL.get(name) ?? name.toLowerCase();
}

/** Without the spaces and tabs around it; no other sign is left out, since another reader might keep it. */
function valueBetween(text: string, from: number, to: number): string {
  let [start, end] = [from, to];
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (start < end && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

function keep(headers: Record<string, string | string[]>, name: string, value: string): void {
  const known = headers[name];
  if (known === undefined) headers[name] = value;
  else if (typeof known === "string") headers[name] = [known, value];
  else known.push(value);
}

function framingOf(status: number, headers: ResponseHeaders, minor: string): Framing {
  const length = headers["content-length"];
  const coding = headers["transfer-encoding"];
  if (length !== undefined && (typeof length !== "string" || !LENGTH.test(length))) refuse("its length isn't one");
  if (coding !== undefined && (length !== undefined || minor === "0")) refuse("it says in two ways where it ends");
  if (status < 200 || status === 204 || status === 304) return { kind: "NONE" };
  if (coding !== undefined) return isChunked(headers) ? { kind: "CHUNKED" } : { kind: "UNTIL_CLOSED" };
  return length === undefined ? { kind: "UNTIL_CLOSED" } : { kind: "LENGTH", length: Number(length) };
}

/** Whether the body comes in chunks and isn't changed in any other way. */
export function isChunked(headers: ResponseHeaders): boolean {
  const coding = headers["transfer-encoding"];
  return typeof coding === "string" && coding.toLowerCase() === "chunked";
}

function closes(headers: ResponseHeaders): boolean {
  const { connection } = headers;
  if (connection === undefined || connection === "keep-alive") return false;
  const options = typeof connection === "string" ? connection : connection.join(",");
  return options.split(",").some((option) => option.trim().toLowerCase() === "close");
}

/** Ends the reading of an answer that isn't strict HTTP/1.1. */
export function refuse(why: string): never {
  throw new Error(`not strict HTTP/1.1: ${why}`);
}

/** Milliseconds for which the other side keeps a connection that isn't used, less a second for the way; null where it doesn't say. */
export function keepAliveOf({ headers }: ResponseHead): number | null {
  const told = headers["keep-alive"];
  if (told === undefined) return null;
  const seconds = /(?:^|[,;\s])timeout=(\d{1,9})/i.exec(String(told))?.[1];
  return seconds === undefined ? null : Number(seconds) * 1_000 - 1_000;
}
