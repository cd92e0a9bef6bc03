import type { IncomingMessage } from "node:http";
import { hubError } from "@actionline/kit/hub-error";
import { httpRefusal } from "../http-refusal";

/** The head of a request, whoever read it. */
export type RequestHead = Pick<IncomingMessage, "method" | "url" | "httpVersion" | "headers" | "rawHeaders">;

/** Headers of one request; Node leaves out those beyond, and says nothing. */
export const MOST_HEADERS = 100;

/** Types that a page of another site may send without asking the browser first. */
const SENT_UNASKED = new Set(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]);
/** Headers that make a browser ask first; clients set one where a request has no body to be asked about. */
const ASKS_FIRST = ["apollo-require-preflight", "x-apollo-operation-name", "graphql-require-preflight"];

/** Two Host headers, or an address with a host of its own, let a proxy and the hub disagree about who is asked. */
export function checkAddress({ rawHeaders, httpVersion, url = "" }: Pick<RequestHead, "rawHeaders" | "httpVersion" | "url">): void {
  if (rawHeaders.length > 2 * MOST_HEADERS) throw httpRefusal(431, `The request has more than ${MOST_HEADERS} headers.`);
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === "host") hosts += 1;
  }
  if (hosts > 1) throw hubError("BAD_REQUEST", "The request has more than one Host header; send one.");
  if (hosts === 0 && httpVersion === "1.1") throw hubError("BAD_REQUEST", "The request has no Host header; send one.");
  if (!url.startsWith("/")) throw hubError("BAD_REQUEST", 'Ask for a path, such as "/graphql".');
}

/** Refuses by its headers alone a POST that can't be read. */
export function checkPost({ headers }: Pick<RequestHead, "headers">, mostBytes: number): void {
  if (Number(headers["content-length"] ?? 0) > mostBytes) throw tooLarge(mostBytes);
  const [type = "", ...parameters] = (headers["content-type"] ?? "").split(";");
  if (type !== "application/json") checkType(type.trim().toLowerCase());
  if (parameters.length > 0) checkCharset(parameters);
  if ((headers["content-encoding"] ?? "identity").toLowerCase() !== "identity") {
    throw httpRefusal(415, "Send the body as it is, without a content-encoding.", { "accept-encoding": "identity" });
  }
}

/** Refuses a GET that a page of another site could have sent in the name of whoever looks at it. */
export function checkGet({ headers }: Pick<RequestHead, "headers">): void {
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== undefined && type !== "application/json") throw unsupported();
  if (type === undefined && !ASKS_FIRST.some((name) => (headers[name] ?? "") !== "")) {
    throw hubError("BAD_REQUEST", `A question by GET has to carry the header "${ASKS_FIRST[0]}: true"; or send it by POST.`);
  }
}

export function tooLarge(most: number): Error {
  return hubError("BODY_TOO_LARGE", `The request's body is larger than ${most} bytes; ask in several requests.`, { most });
}

function checkType(type: string): void {
  if (type === "application/json") return;
  if (!SENT_UNASKED.has(type)) throw unsupported();
  throw hubError("BAD_REQUEST", 'Send the question as JSON, with the header "Content-Type: application/json".');
}

function unsupported(): Error {
  return httpRefusal(415, 'Send the question as JSON, with the header "Content-Type: application/json".', { accept: "application/json" });
}

function checkCharset(parameters: readonly string[]): void {
  const charset = parameters.map((parameter) => parameter.trim().toLowerCase()).find((parameter) => parameter.startsWith("charset="));
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset)) throw httpRefusal(415, "Send the body in UTF-8.");
}
