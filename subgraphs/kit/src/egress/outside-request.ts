import * as http from "node:http";
import * as https from "node:https";
import type { ErrorCode } from "@actionline/schema/error-code";
import { onlyTo } from "./only-to";
import type { EgressSettings } from "./outside-url";
import { type Resolve, resolvePublic } from "./resolve-public";

/** Why an outside server gave nothing that can be used: a code, and never a word or an address of that server's. */
export class OutsideFault extends Error {
  readonly code: ErrorCode;
  /** The status that it answered with, where that was the trouble. */
  readonly status: number | null;

  constructor(code: ErrorCode, message: string, status: number | null = null) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export interface OutsideRequest {
  readonly url: URL;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether a refusing answer's body is wanted too; none is where absent. */
  readonly saysWhy?: ((status: number, headers: http.IncomingHttpHeaders) => boolean) | undefined;
}

export interface OutsideLimits extends EgressSettings {
  readonly resolve: Resolve;
  /** Milliseconds for all of it, the body included. */
  readonly timeoutMs: number;
  readonly mostBytes: number;
  /** Breaks it off before its time. */
  readonly stopped?: AbortSignal | undefined;
}

/** An answer whose status is 2xx or 304, or one that says why it refuses; its body has to be read to its end, within the limits. */
export interface OutsideAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Buffer>;
}

/**
 * Asks a server that may be anybody's, at addresses that were looked up and judged at this moment: no redirect, no proxy, no
 * second lookup, no packed answer, no more bytes and no more time than were set.
 *
 * @throws OutsideFault
 */
export async function requestOutside(request: OutsideRequest, limits: OutsideLimits): Promise<OutsideAnswer> {
  const inTime = AbortSignal.timeout(limits.timeoutMs);
  const signal = limits.stopped === undefined ? inTime : AbortSignal.any([inTime, limits.stopped]);
  const addresses = await Promise.race([resolvePublic(request.url, limits.resolve, limits), over(signal)]);
  if (addresses === null) throw new OutsideFault("SOURCE_ADDRESS_BLOCKED", "Its host doesn't lead to a public address at the moment.");
  const response = await send(request, addresses, signal);
  const refusal = refusalOf(response, limits.mostBytes, request.saysWhy);
  if (refusal !== null) {
    response.destroy();
    throw refusal;
  }
  const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
  return { status: response.statusCode ?? 0, headers, body: limited(response, limits.mostBytes, signal) };
}

function over(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(tooSlow()), { once: true }));
}

const tooSlow = (): OutsideFault => new OutsideFault("SOURCE_TIMEOUT", "It didn't answer in time.");
const tooLarge = (most: number): OutsideFault => new OutsideFault("SOURCE_TOO_LARGE", `It answered with more than ${most} bytes.`);

function send({ url, method, headers, body }: OutsideRequest, addresses: readonly string[], signal: AbortSignal) {
  return new Promise<http.IncomingMessage>((resolve, reject) => {
    const { request } = url.protocol === "https:" ? https : http;
    const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
    const asked = request(url, {
      method,
      // An agent of its own takes no proxy from the environment and shares no connection.
      agent: false,
      lookup: onlyTo(addresses),
      headers: { ...headers, ...length, "accept-encoding": "identity" },
      signal,
    });
    asked.on("response", resolve);
    asked.on("error", (error: NodeJS.ErrnoException) => reject(faultOf(error, signal)));
    asked.end(body);
  });
}

function refusalOf(
  { statusCode = 0, headers }: http.IncomingMessage,
  mostBytes: number,
  saysWhy: OutsideRequest["saysWhy"] = () => false,
): OutsideFault | null {
  if (statusCode === 304) return null;
  if (statusCode >= 300 && statusCode < 400) {
    return new OutsideFault("SOURCE_REDIRECT", `It answered with a redirect (${statusCode}), which the hub doesn't follow.`, statusCode);
  }
  if ((statusCode < 200 || statusCode >= 300) && !saysWhy(statusCode, headers)) return statusFault(statusCode);
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding.toLowerCase() !== "identity") return new OutsideFault("SOURCE_ENCODING", "It packed its answer, which wasn't asked for.");
  return Number(headers["content-length"] ?? 0) > mostBytes ? tooLarge(mostBytes) : null;
}

/** It answered with a status that leaves nothing to read. */
export function statusFault(status: number): OutsideFault {
  return new OutsideFault("SOURCE_STATUS", `It answered with status ${status}.`, status);
}

async function* limited(response: http.IncomingMessage, mostBytes: number, signal: AbortSignal): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw tooLarge(mostBytes);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof OutsideFault ? error : faultOf(error as NodeJS.ErrnoException, signal);
  } finally {
    response.destroy();
  }
}

/** Node's own messages name addresses and ports. */
function faultOf({ code = "" }: NodeJS.ErrnoException, signal: AbortSignal): OutsideFault {
  if (signal.aborted || code === "ABORT_ERR") return tooSlow();
  if (/CERT|TLS|SSL|SIGNATURE|ISSUER/.test(code)) return new OutsideFault("SOURCE_UNAVAILABLE", "Its certificate isn't good for its name.");
  return new OutsideFault("SOURCE_UNAVAILABLE", "The connection failed.");
}
