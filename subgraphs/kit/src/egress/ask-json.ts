import { isUtf8 } from "node:buffer";
import { OutsideFault, type OutsideLimits, type OutsideRequest, requestOutside, statusFault } from "./outside-request";

const JSON_TYPE = /^application\/(?:json|graphql-response\+json)\b/i;
const GRAPHQL_JSON = /^application\/graphql-response\+json\b/i;
const [BAD_REQUEST, GONE] = [400, 410];
const DEEPEST = 60;

/**
 * Posts JSON to a server that may be anybody's and reads JSON from it, within the limits and no deeper than can be walked.
 * A refusal that says why as GraphQL does, by a list of errors, is an answer too.
 *
 * @throws OutsideFault
 */
export async function askJson(url: URL, body: string, headers: Readonly<Record<string, string>>, limits: OutsideLimits): Promise<unknown> {
  const asking = { ...headers, "content-type": "application/json", accept: "application/graphql-response+json, application/json" };
  const answer = await requestOutside({ url, method: "POST", headers: asking, body, saysWhy }, limits);
  const chunks: Buffer[] = [];
  for await (const chunk of answer.body) chunks.push(chunk);
  if (!JSON_TYPE.test(answer.headers["content-type"] ?? ""))
    throw new OutsideFault("SOURCE_CONTENT_TYPE", "It answered with something else than JSON.");
  const bytes = Buffer.concat(chunks);
  return answer.status < BAD_REQUEST ? parsed(bytes) : refusalIn(bytes, answer.status);
}

/** By GraphQL over HTTP, whatever the status; by 400 also where a server knows only the older type. */
const saysWhy: OutsideRequest["saysWhy"] = (status, { "content-type": type = "", "content-encoding": encoding = "identity" }) => {
  if (status < BAD_REQUEST || status === GONE || encoding.toLowerCase() !== "identity") return false;
  return GRAPHQL_JSON.test(type) || (status === BAD_REQUEST && JSON_TYPE.test(type));
};

/** What isn't a list of errors is a status and no more. */
function refusalIn(bytes: Buffer, status: number): unknown {
  try {
    const answer = parsed(bytes) as { readonly errors?: unknown } | null;
    if (Array.isArray(answer?.errors) && answer.errors.length > 0) return answer;
  } catch (error) {
    if (!(error instanceof OutsideFault)) throw error;
  }
  throw statusFault(status);
}

function parsed(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new OutsideFault("SOURCE_INVALID_JSON", "Its answer isn't UTF-8.");
  if (depthOf(bytes) > DEEPEST) throw new OutsideFault("SOURCE_TOO_DEEP", `Its answer is nested more than ${DEEPEST} levels deep.`);
  try {
    return JSON.parse(bytes.toString("utf8")) as unknown;
  } catch {
    throw new OutsideFault("SOURCE_INVALID_JSON", "Its answer isn't JSON.");
  }
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** How deep JSON is nested, found before it is parsed: a parser's own stack would be the limit otherwise. */
function depthOf(bytes: Buffer): number {
  let [depth, deepest] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) at = endOfText(bytes, at);
    else if (OPENING.has(byte)) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (CLOSING.has(byte)) depth -= 1;
  }
  return deepest;
}

function endOfText(bytes: Buffer, from: number): number {
  let at = from + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}
