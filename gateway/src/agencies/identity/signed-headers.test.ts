import { createHash, createPublicKey, verify } from "node:crypto";
import { newHubKey } from "./hub-key";
import { type Signer, signedHeaders } from "./signed-headers";

const NOW = new Date("2026-03-01T12:00:00Z");
const URL_PUBLISHED = "https://data.meridian.example/graphql";
const BODY = JSON.stringify({ query: "{ agency { id } }", variables: {} });
const key = newHubKey();
const signer: Signer = { hub: "https://hub.example.org", key, now: () => NOW };

type Headers = Readonly<Record<string, string>>;
const asked = (): Headers => ({ ...signedHeaders(signer, URL_PUBLISHED, BODY), "content-type": "application/json" });

/** What the contract's README tells an agency to do, line by line; says what it would refuse by, or null. */
function refusalOf(headers: Headers, body: string, url: string, now: Date, seen: Set<string>): string | null {
  const parameters = (headers["signature-input"] ?? "").replace(/^actionline=/, "");
  const names = (/^\(([^)]*)\)/.exec(parameters)?.[1] ?? "").split(" ").map((name) => name.slice(1, -1));
  const values: Headers = { ...headers, "@method": "POST", "@target-uri": url };
  const base = [...names.map((name) => `"${name}": ${values[name] ?? ""}`), `"@signature-params": ${parameters}`].join("\n");
  const parameter = (name: string): string => new RegExp(`;${name}="?([^";]*)"?`).exec(parameters)?.[1] ?? "";
  if (headers["content-digest"] !== `sha-256=:${createHash("sha256").update(body).digest("base64")}:`) return "digest";
  if (!["@method", "@target-uri", "content-digest", "content-type", "actionline-hub"].every((name) => names.includes(name))) return "names";
  const seconds = now.getTime() / 1_000;
  if (!(Number(parameter("created")) - 300 <= seconds && seconds < Number(parameter("expires")))) return "time";
  if (seen.has(parameter("nonce"))) return "nonce";
  seen.add(parameter("nonce"));
  if (parameter("keyid") !== key.public.kid) return "key";
  const { kty, crv, x } = key.public;
  const signature = Buffer.from((headers.signature ?? "").replace(/^actionline=:/, "").replace(/:$/, ""), "base64");
  const publicKey = createPublicKey({ key: { kty, crv, x }, format: "jwk" });
  return verify(null, Buffer.from(base), publicKey, signature) ? null : "signature";
}

const refusal = (headers: Headers, { body = BODY, url = URL_PUBLISHED, now = NOW, seen = new Set<string>() } = {}): string | null =>
  refusalOf(headers, body, url, now, seen);

test("an agency that does what the contract says takes the hub's questions", () => {
  expect(refusal(asked())).toBeNull();
  expect(refusal(asked(), { now: new Date(NOW.getTime() + 299_000) })).toBeNull();
});

test("and refuses another's: an altered body, address or hub, a late one, and one that comes again", () => {
  const headers = asked();
  const seen = new Set<string>();
  expect(refusal(headers, { seen })).toBeNull();
  expect(refusal(headers, { seen })).toBe("nonce");
  expect(refusal(headers, { body: `${BODY} ` })).toBe("digest");
  expect(refusal(headers, { url: "https://data.other.example/graphql" })).toBe("signature");
  expect(refusal({ ...headers, "actionline-hub": "https://hub.other.org" })).toBe("signature");
  expect(refusal(headers, { now: new Date(NOW.getTime() + 300_000) })).toBe("time");
  expect(refusal({ ...headers, "signature-input": (headers["signature-input"] ?? "").replace(' "@target-uri"', "") })).toBe("names");
  expect(refusal(signedHeaders({ ...signer, key: newHubKey() }, URL_PUBLISHED, BODY))).toBe("key");
});
