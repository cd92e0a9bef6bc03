import type { IncomingMessage } from "node:http";
import { hubError } from "@actionline/kit/hub-error";
import type { RequestHandler } from "express";
import { GraphQLError } from "graphql";
import { repeatsKey } from "./repeated-keys";
import type { GatewaySettings } from "./settings";

/** A body of a kind, or in a charset, that the hub doesn't read: 415. */
export class UnsupportedMedia extends Error {}

/**
 * Reads a POST's JSON. Express's own reader takes in the whole of a body that is too large before it refuses; this one
 * stops at the limit, and refuses by the headers alone what they already give away.
 */
export function jsonBody({ bodyBytes }: GatewaySettings): RequestHandler {
  return async (request, _, next) => {
    request.body = undefined;
    if (request.method === "POST") {
      checkHeaders(request, bodyBytes);
      request.body = parseBody(await readBody(request, bodyBytes));
    }
    next();
  };
}

function checkHeaders({ headers }: IncomingMessage, most: number): void {
  if (Number(headers["content-length"] ?? 0) > most) throw tooLarge(most);
  const [kind = "", ...parameters] = (headers["content-type"] ?? "").toLowerCase().split(";");
  if (kind.trim() !== "application/json") {
    throw hubError("BAD_REQUEST", 'Send the question as JSON, with the header "Content-Type: application/json".');
  }
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith("charset="));
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset)) throw new UnsupportedMedia("Send the body in UTF-8.");
  if ((headers["content-encoding"] ?? "identity").toLowerCase() !== "identity") {
    throw new UnsupportedMedia("Send the body as it is, without a content-encoding.");
  }
}

function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
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
    request.once("end", () => resolve(Buffer.concat(chunks)));
    request.once("error", () => reject(hubError("BAD_REQUEST", "The body ended before its time.")));
  });
}

function parseBody(bytes: Buffer): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const body: unknown = JSON.parse(text);
    if (repeatsKey(text)) throw hubError("BAD_REQUEST", "The body names a key twice in one object; name each once.");
    return body;
  } catch (error) {
    if (error instanceof GraphQLError) throw error;
    throw hubError("BAD_REQUEST", 'The body isn\'t JSON in UTF-8; send {"query": "…", "variables": {…}}.');
  }
}

function tooLarge(most: number): GraphQLError {
  return hubError("BODY_TOO_LARGE", `The request's body is larger than ${most} bytes; ask in several requests.`, { most });
}
