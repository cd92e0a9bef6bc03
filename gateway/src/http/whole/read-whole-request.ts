import type { IncomingHttpHeaders } from "node:http";
import type { RequestHead } from "../check-head";

/** A POST to the graph that came in one piece, with nothing before or behind it. */
export interface WholeRequest extends RequestHead {
  readonly body: Buffer;
}

const START = "POST /graphql HTTP/1.1\r\n";
const END = Buffer.from("\r\n\r\n");
/** Well below what Node's parser reads, so that it alone says what is too much. */
const MOST_HEAD = 8_192;
const MOST_FIELDS = 64;

/** A field on one line: a token, a colon, at most one space, and printable ASCII that neither begins nor ends with a space. */
const FIELD = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+: ?[\x21-\x7e]+(?: +[\x21-\x7e]+)*\r\n/y;
const LENGTH = /^[1-9]\d{0,8}$/;

/** Fields that change how a message is framed, or what the connection is used for. */
const NOT_PLAIN = ["transfer-encoding", "expect", "upgrade", "te", "trailer", "http2-settings", "proxy-connection", "content-encoding"];

/**
 * Reads a request that leaves nothing open to doubt: the graph's address to the letter, each field once, one length that is
 * that of the bytes which are there, nothing about framing or the connection. Null for any other, which may well be a request.
 */
export function readWholeRequest(bytes: Buffer): WholeRequest | null {
  const end = bytes.indexOf(END);
  if (end === -1 || end > MOST_HEAD) return null;
  const head = bytes.toString("latin1", 0, end + 2);
  if (!head.startsWith(START)) return null;
  const rawHeaders = fieldsOf(head);
  const headers = rawHeaders === null ? null : namedOnce(rawHeaders);
  if (rawHeaders === null || headers === null || !isPlain(headers)) return null;
  const body = bytes.subarray(end + END.length);
  const { "content-length": length = "" } = headers;
  if (!LENGTH.test(length) || Number(length) !== body.length) return null;
  return { method: "POST", url: "/graphql", httpVersion: "1.1", headers, rawHeaders, body };
}

/** Names and values in turn; null where some line isn't a field. */
function fieldsOf(head: string): string[] | null {
  const fields: string[] = [];
  for (let at = START.length; at < head.length; at = FIELD.lastIndex) {
    FIELD.lastIndex = at;
    if (!FIELD.test(head) || fields.length >= 2 * MOST_FIELDS) return null;
    const colon = head.indexOf(":", at);
    fields.push(head.slice(at, colon), head.slice(colon + (head.startsWith(" ", colon + 1) ? 2 : 1), FIELD.lastIndex - 2));
  }
  return fields;
}

/** Values by names in small letters; null where a name comes twice. */
function namedOnce(fields: readonly string[]): IncomingHttpHeaders | null {
  const headers: IncomingHttpHeaders = Object.create(null);
  for (let at = 0; at < fields.length; at += 2) {
    const name = smallLetters(fields[at] ?? "");
    if (headers[name] !== undefined) return null;
    headers[name] = fields[at + 1];
  }
  return headers;
}

/** Names as most programs write them, and in small letters. */
const SMALL = new Map(
  ["Host", "Connection", "Content-Type", "Content-Length", "Accept", "Accept-Encoding", "Authorization", "User-Agent"].flatMap((name) =>
    [name, name.toLowerCase()].map((written) => [written, name.toLowerCase()]),
  ),
);

function smallLetters(name: string): string {
  return SMALL.get(name) ?? name.toLowerCase();
}

function isPlain(headers: IncomingHttpHeaders): boolean {
  if (headers.host === undefined || NOT_PLAIN.some((name) => headers[name] !== undefined)) return false;
  return headers.connection === undefined || headers.connection.toLowerCase() === "keep-alive";
}
