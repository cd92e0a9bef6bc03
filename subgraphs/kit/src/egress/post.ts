import * as http from "node:http";
import * as https from "node:https";
import { onlyTo } from "./only-to";
import type { EgressSettings } from "./outside-url";
import { type Resolve, resolvePublic } from "./resolve-public";

export interface Posting {
  readonly url: URL;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface PostOptions extends EgressSettings {
  readonly resolve: Resolve;
  /** Milliseconds for all of it: looking up, connecting, sending, and the answer's head. */
  readonly timeoutMs: number;
  /** Breaks it off before its time. */
  readonly stopped?: AbortSignal;
}

/** How a post ended. What its owner is told names no address: not where a name leads, and not who is near. */
export type PostOutcome = { readonly delivered: true } | { readonly delivered: false; readonly reason: string };

/** Of an answer the status counts; more of its body than this isn't even read. */
const MOST_BODY_BYTES = 16_384;
const NOT_PUBLIC = "Its host doesn't lead to a public address at the moment.";

/** Posts to an address that may have been anybody's choice: no redirect, no proxy, no second lookup, no waiting without end. */
export function post(posting: Posting, options: PostOptions): Promise<PostOutcome> {
  const inTime = AbortSignal.timeout(options.timeoutMs);
  const over = options.stopped === undefined ? inTime : AbortSignal.any([inTime, options.stopped]);
  return Promise.race([attempt(posting, options, over), ended(over)]);
}

async function attempt(posting: Posting, options: PostOptions, signal: AbortSignal): Promise<PostOutcome> {
  const addresses = await resolvePublic(posting.url, options.resolve, options);
  if (addresses === null) return { delivered: false, reason: NOT_PUBLIC };
  if (signal.aborted) return { delivered: false, reason: TOO_SLOW };
  return send(posting, addresses, signal);
}

const TOO_SLOW = "It didn't answer in time.";

function ended(signal: AbortSignal): Promise<PostOutcome> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve({ delivered: false, reason: TOO_SLOW }), { once: true });
  });
}

function send({ url, body, headers }: Posting, addresses: readonly string[], signal: AbortSignal): Promise<PostOutcome> {
  return new Promise((resolve) => {
    const { request } = url.protocol === "https:" ? https : http;
    const asked = request(url, {
      method: "POST",
      // An agent of its own takes no proxy from the environment and shares no connection.
      agent: false,
      lookup: onlyTo(addresses),
      headers: { ...headers, "Content-Length": Buffer.byteLength(body) },
      signal,
      timeout: 0,
    });
    asked.on("response", (response) => {
      resolve(outcomeOf(response.statusCode ?? 0));
      drain(response);
    });
    asked.on("error", (error: NodeJS.ErrnoException) => resolve({ delivered: false, reason: reasonOf(error) }));
    asked.end(body);
  });
}

function outcomeOf(status: number): PostOutcome {
  if (status >= 200 && status < 300) return { delivered: true };
  if (status >= 300 && status < 400)
    return { delivered: false, reason: `It answered with a redirect (${status}), which the hub doesn't follow.` };
  return { delivered: false, reason: `It answered with status ${status}.` };
}

function drain(response: http.IncomingMessage): void {
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) response.destroy();
  });
  response.on("error", () => undefined);
}

/** Node's own messages name addresses and ports. */
function reasonOf({ code = "" }: NodeJS.ErrnoException): string {
  if (code === "ABORT_ERR") return TOO_SLOW;
  if (/CERT|TLS|SSL|SIGNATURE|ISSUER/.test(code)) return "Its certificate isn't good for its name.";
  return "The connection failed.";
}
