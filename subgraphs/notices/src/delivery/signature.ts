import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Names of the headers that a webhook comes with. */
export const WEBHOOK_HEADERS = {
  event: "Actionline-Event",
  timestamp: "Actionline-Timestamp",
  signature: "Actionline-Signature",
} as const;

/** How far a receiver lets the timestamp be from its own clock. */
export const TOLERANCE_SECONDS = 300;

/** A new key, told to its owner once. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString("base64url")}`;

/** The signature of a body sent at a second: HMAC-SHA256 under the secret over "<timestamp>.<body>", hexadecimal. */
export function signatureOf(secret: string, timestamp: number, body: string): string {
  return `v1=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`;
}

/** What a receiver does, as the README tells it; the tests check by it what the hub sends. */
export function isSigned(secret: string, timestamp: number, body: string, signature: string, now: Date): boolean {
  if (Math.abs(now.getTime() / 1000 - timestamp) > TOLERANCE_SECONDS) return false;
  const [given, expected] = [Buffer.from(signature), Buffer.from(signatureOf(secret, timestamp, body))];
  return given.length === expected.length && timingSafeEqual(given, expected);
}
