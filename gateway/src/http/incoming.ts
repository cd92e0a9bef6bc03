import type { IncomingMessage, ServerResponse } from "node:http";
import { hubError } from "@actionline/kit/hub-error";
import { httpRefusal } from "../http-refusal";
import type { GatewaySettings } from "../settings";
import { checkGet, checkPost, type RequestHead } from "./check-head";
import { parseJson, readBody } from "./read-body";
import { questionOfBody, questionOfSearch, type SentQuestion } from "./sent-question";

export const METHODS = "GET, HEAD, POST, OPTIONS";

/** Refuses by its head alone what isn't GraphQL over HTTP. */
export function checkIncoming(request: IncomingMessage, { bodyBytes }: GatewaySettings): void {
  if (isGet(request)) checkGet(request);
  else if (request.method === "POST") checkPost(request, bodyBytes);
  else throw httpRefusal(405, "Ask by POST, or by GET.", { allow: METHODS });
}

/**
 * The question that a request asks whose head was let pass, or the several of a batch.
 * @param onRead is told once nothing of the request is left to read
 */
export async function incoming(
  request: IncomingMessage,
  response: ServerResponse,
  settings: GatewaySettings,
  onRead: () => void,
): Promise<SentQuestion | readonly SentQuestion[]> {
  if (isGet(request)) {
    onRead();
    return questionOfSearch(searchOf(request));
  }
  const body = await readBody(request, response, settings.bodyBytes);
  onRead();
  return posted(body, settings);
}

function isGet({ method }: IncomingMessage): boolean {
  return method === "GET" || method === "HEAD";
}

/** The question, or the several of a batch, that a body holds. */
export function posted(bytes: Buffer, { batch }: GatewaySettings): SentQuestion | readonly SentQuestion[] {
  const body = parseJson(bytes);
  return Array.isArray(body) ? questionsOf(body, batch) : questionOfBody(body);
}

/** With its question mark. */
export function searchOf({ url = "" }: Pick<RequestHead, "url">): string {
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
