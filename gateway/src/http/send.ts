import type { GraphQLFormattedError } from "graphql";
import { bytesOf, textOf, type WholeReply } from "../answering/reply";
import { type Accepted, GRAPHQL_TYPE, JSON_TYPE } from "./accept";
import type { HeaderList, Outlet } from "./outlet";
import { PLAIN_HEADERS } from "./plain-headers";

const NOT_FOR_CACHES: HeaderList = ["Cache-Control", "private, no-cache, must-revalidate"];
const PLAIN: HeaderList = Object.entries(PLAIN_HEADERS).flat();

/** Bytes up to which head and body leave as one text; a longer one leaves as bytes, and isn't copied again. */
const SHORT = 16_384;

/** Sends an answer in one piece, with the status that its media type wants. */
export function sendReply(outlet: Outlet, reply: WholeReply, accepted: Accepted): void {
  const headers = ["Content-Type", accepted.whole ?? JSON_TYPE];
  for (const [name, value] of reply.headers) headers.push(name, value);
  if (reply.data === undefined) headers.push(...NOT_FOR_CACHES);
  const long = (reply.data?.length ?? 0) > SHORT;
  send(outlet, statusFor(reply, accepted), headers, long ? bytesOf(reply) : textOf(reply));
}

/**
 * Who names `application/json` is told of a mistake in the document or the variables by an answer of 200, since such a
 * program may take another status for a proxy's; a refusal that isn't about the question keeps its status. Under the
 * newer type an answer without data is never 200.
 */
export function statusFor({ data, status }: Pick<WholeReply, "data" | "status">, accepted: Accepted): number {
  if (data !== undefined) return status;
  if (accepted.plainJson && status === 400) return 200;
  return accepted.whole === GRAPHQL_TYPE && status < 400 ? 400 : status;
}

/** Sends errors that stand for the whole answer. */
export function sendErrors(
  outlet: Outlet,
  errors: readonly GraphQLFormattedError[],
  status: number,
  headers: Readonly<Record<string, string>> = {},
): void {
  const list = Object.entries({ "Content-Type": JSON_TYPE, ...headers }).flat();
  sendText(outlet, status, list, JSON.stringify({ errors }));
}

/** Sends a text whole, and ends. */
export function sendText(outlet: Outlet, status: number, headers: HeaderList, text: string): void {
  send(outlet, status, headers, text.length <= SHORT ? text : Buffer.from(text));
}

function send(outlet: Outlet, status: number, headers: HeaderList, body: string | Buffer): void {
  outlet.send(status, [...PLAIN, ...headers, "Content-Length", String(Buffer.byteLength(body))], body);
}
