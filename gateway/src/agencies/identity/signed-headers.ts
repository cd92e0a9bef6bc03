import { createHash, randomBytes, sign } from "node:crypto";
import type { HubKey } from "./hub-key";

/** Who signs, and by which clock. */
export interface Signer {
  /** What the hub calls itself, such as its address: agencies find its keys there. */
  readonly hub: string;
  readonly key: HubKey;
  readonly now: () => Date;
}

/** Seconds for which a signature holds: as much as clocks may differ. */
const HOLDS = 300;
const COVERED = ["@method", "@target-uri", "content-digest", "content-type", "actionline-hub"] as const;

/**
 * What goes with a question so that an agency can refuse everybody else's: who asks, a digest of the body, and a signature
 * over both, the address and the time, by RFC 9421 (HTTP Message Signatures) with Ed25519.
 */
export function signedHeaders({ hub, key, now }: Signer, url: string, body: string): Readonly<Record<string, string>> {
  const digest = `sha-256=:${createHash("sha256").update(body).digest("base64")}:`;
  const created = Math.floor(now().getTime() / 1_000);
  const nonce = randomBytes(12).toString("base64url");
  const covered = COVERED.map((name) => `"${name}"`).join(" ");
  const parameters = `(${covered});created=${created};expires=${created + HOLDS};nonce="${nonce}";keyid="${key.id}";alg="ed25519"`;
  const values = ["POST", url, digest, "application/json", hub];
  const lines = COVERED.map((name, index) => `"${name}": ${values[index]}`);
  const base = [...lines, `"@signature-params": ${parameters}`].join("\n");
  return {
    "actionline-hub": hub,
    "content-digest": digest,
    "signature-input": `actionline=${parameters}`,
    signature: `actionline=:${sign(null, Buffer.from(base), key.secret).toString("base64")}:`,
  };
}
