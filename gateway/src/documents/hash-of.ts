import { createHash } from "node:crypto";

/** SHA-256 of a document's text, hexadecimal: the name that clients and specifications give it. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
