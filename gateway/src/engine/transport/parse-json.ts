import { isAscii, isUtf8 } from "node:buffer";

/** Bytes as JSON; throws where they are none, or not UTF-8. */
export function parseJson(bytes: Buffer): unknown {
  const text = textOf(bytes);
  if (text === null) throw new Error("the bytes aren't UTF-8");
  return JSON.parse(text);
}

/** Bytes as text; null where they aren't UTF-8. */
export function textOf(bytes: Buffer): string | null {
  // One byte a character: half the room, and quicker to parse.
  if (isAscii(bytes)) return bytes.toString("latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : null;
}
