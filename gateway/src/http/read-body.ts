import { isUtf8 } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";
import { hubError } from "@actionline/kit/hub-error";
import { GraphQLError } from "graphql";
import { tooLarge } from "./check-head";
import { repeatsKey } from "./repeated-keys";

const BYTE_ORDER_MARK = "\uFEFF";

/** Reads a body; stops at the limit, and lets a client that asked first send it only now. */
export function readBody(request: IncomingMessage, response: ServerResponse, most: number): Promise<Buffer> {
  if (request.headers.expect !== undefined) response.writeContinue();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes <= most) return;
      request.removeAllListeners("data").pause();
      reject(tooLarge(most));
    });
    request.once("end", () => resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)));
    request.once("error", () => reject(hubError("BAD_REQUEST", "The body ended before its time.")));
  });
}

/** A body as JSON; refuses what readers take differently. */
export function parseJson(bytes: Buffer): unknown {
  try {
    if (!isUtf8(bytes)) throw notJson();
    const text = bytes.toString("utf8");
    const json = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
    const body: unknown = JSON.parse(json);
    if (repeatsKey(json)) throw hubError("BAD_REQUEST", "The body names a key twice in one object; name each once.");
    return body;
  } catch (error) {
    throw error instanceof GraphQLError ? error : notJson();
  }
}

function notJson(): GraphQLError {
  return hubError("BAD_REQUEST", 'The body isn\'t JSON in UTF-8; send {"query": "…", "variables": {…}}.');
}
