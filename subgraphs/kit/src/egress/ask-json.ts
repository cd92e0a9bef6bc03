import { isUtf8 } from "node:buffer";
import { OutsideFault, type OutsideLimits, requestOutside } from "./outside-request";

const JSON_TYPE = /^application\/(?:json|graphql-response\+json)\b/i;
const DEEPEST = 60;

/**
 * Posts JSON to a server that may be anybody's and reads JSON from it, within the limits and no deeper than can be walked.
 *
 * @throws OutsideFault
 */
export async function askJson(url: URL, body: string, headers: Readonly<Record<string, string>>, limits: OutsideLimits): Promise<unknown> {
  const asking = { ...headers, "content-type": "application/json", accept: "application/graphql-response+json, application/json" };
  const answer = await requestOutside({ url, method: "POST", headers: asking, body }, limits);
  const chunks: Buffer[] = [];
  for await (const chunk of answer.body) chunks.push(chunk);
  if (!JSON_TYPE.test(answer.headers["content-type"] ?? ""))
    throw new OutsideFault("SOURCE_CONTENT_TYPE", "It answered with something else than JSON.");
  return parsed(Buffer.concat(chunks));
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
