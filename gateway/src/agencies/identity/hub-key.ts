import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** The key that a hub signs its questions with: agencies tell by it who asks. */
export interface HubKey {
  /** The thumbprint of its public half, by RFC 7638. */
  readonly id: string;
  readonly secret: KeyObject;
  readonly public: PublicHubKey;
}

/** A public key as JSON Web Keys are written. */
export interface PublicHubKey {
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  readonly x: string;
  readonly kid: string;
  readonly alg: "EdDSA";
  readonly use: "sig";
}

/** A key of this process alone, for a hub that keeps none. */
export function newHubKey(): HubKey {
  return keyOf(generateKeyPairSync("ed25519").privateKey);
}

/** The hub's key from its file; made where there is none, so that every gateway of a hub signs with the same. */
export async function openHubKey(file: string): Promise<HubKey> {
  const kept = await readKept(file);
  if (kept !== null) return kept;
  const made = newHubKey();
  await mkdir(dirname(file), { recursive: true });
  const aside = `${file}.${process.pid}.${made.id}`;
  await writeFile(aside, made.secret.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  // Whoever comes first decides: a link doesn't write over what is there.
  const first = await link(aside, file).then(
    () => true,
    () => false,
  );
  await rm(aside);
  const settled = first ? made : await readKept(file);
  if (settled === null) throw new Error(`the hub's key can't be kept in ${file}: make its folder writable.`);
  return settled;
}

async function readKept(file: string): Promise<HubKey | null> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  return text === null ? null : keyOf(createPrivateKey(text));
}

function keyOf(secret: KeyObject): HubKey {
  const { x, crv } = createPublicKey(secret).export({ format: "jwk" });
  if (secret.asymmetricKeyType !== "ed25519" || x === undefined || crv !== "Ed25519") throw new Error("the hub's key isn't an Ed25519 key");
  const id = createHash("sha256")
    .update(JSON.stringify({ crv, kty: "OKP", x }))
    .digest("base64url");
  return { id, secret, public: { kty: "OKP", crv, x, kid: id, alg: "EdDSA", use: "sig" } };
}
