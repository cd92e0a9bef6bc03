import type { IncomingMessage, ServerResponse } from "node:http";
import { hubError } from "@actionline/kit/hub-error";
import { httpRefusal } from "../http-refusal";
import type { GatewaySettings } from "../settings";
import { checkGet, checkPost } from "./check-head";
import { readJson } from "./read-body";
import { questionOfBody, questionOfSearch, type SentQuestion } from "./sent-question";

export const METHODS = "GET, HEAD, POST, OPTIONS";

/** The question that a request asks, or the several of a batch; refuses what isn't GraphQL over HTTP. */
export async function incoming(
  request: IncomingMessage,
  response: ServerResponse,
  { bodyBytes, batch }: GatewaySettings,
): Promise<SentQuestion | readonly SentQuestion[]> {
  if (request.method === "GET" || request.method === "HEAD") {
    checkGet(request);
    return questionOfSearch(searchOf(request));
  }
  if (request.method !== "POST") throw httpRefusal(405, "Ask by POST, or by GET.", { allow: METHODS });
  checkPost(request, bodyBytes);
  const body = await readJson(request, response, bodyBytes);
  return Array.isArray(body) ? questionsOf(body, batch) : questionOfBody(body);
}

/** With its question mark. */
export function searchOf({ url = "" }: IncomingMessage): string {
  const at = url.indexOf("?");
  return at === -1 ? "" : url.slice(at);
}

/** The token sent; an empty one, which nobody holds, where the header is of another kind. */
export function bearerOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  return /^Bearer +(\S+) *$/i.exec(header)?.[1] ?? "";
}

function questionsOf(bodies: readonly unknown[], most: number): readonly SentQuestion[] {
  if (most === 0) throw hubError("BAD_REQUEST", "Send one question at a time: an object, not a list.");
  if (bodies.length === 0 || bodies.length > most) {
    throw hubError("BAD_REQUEST", `A list of questions holds 1 to ${most}; this one has ${bodies.length}.`, { most });
  }
  return bodies.map(questionOfBody);
}
