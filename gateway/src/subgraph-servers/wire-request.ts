import { createHmac, timingSafeEqual } from "node:crypto";
import type { Principal } from "@actionline/kit/access";
import type { Citation } from "@actionline/kit/citation";
import type { RequestContext } from "@actionline/kit/request-context";

/** What a hub subgraph that runs elsewhere is handed with each question, beside the question. */
export interface WireRequest {
  readonly principal: Principal;
  readonly asOf: { readonly sequence: number; readonly instant: string; readonly latest: boolean; readonly name: string | null };
  /** How the whole answer is cited, where the question asks that: only the gateway knows all of it. */
  readonly citation: Citation | null;
}

/** The name under `extensions` of a question and of its answer. */
export const EXTENSION = "actionline";
/** Says that a body is the gateway's own: HMAC-SHA-256 of its bytes, hexadecimal. */
export const SIGNATURE_HEADER = "actionline-signature";

export function wireRequestOf({ principal, asOf }: RequestContext, citation: Citation | null): WireRequest {
  const { sequence, instant, latest, name } = asOf;
  return { principal, asOf: { sequence, instant: instant.toISOString(), latest, name: name ?? null }, citation };
}

/** A body with what the subgraph is handed put beside the question. */
export function withWireRequest(body: string, request: WireRequest): string {
  return `${body.slice(0, -1)},"extensions":${JSON.stringify({ [EXTENSION]: request })}}`;
}

export function signatureOf(body: string | Buffer, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

export function isSigned(body: Buffer, signature: string | undefined, secret: string): boolean {
  const right = Buffer.from(signatureOf(body, secret));
  const given = Buffer.from(signature ?? "");
  return right.length === given.length && timingSafeEqual(right, given);
}
