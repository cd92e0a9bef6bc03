import { createPublicKey, verify } from "node:crypto";
import { hubError } from "@actionline/kit/hub-error";
import { canonicalText } from "@actionline/log/canonical";
import type { Collection, Db } from "mongodb";
import { hashOf } from "../prepare";
import type { Problem } from "../problem";
import type { PublishInput, PublishSignature } from "./publish-input";

interface StoredKey {
  readonly _id: string;
  readonly agency: string;
  /** SPKI in PEM. */
  readonly publicKey: string;
  readonly revokedAt: Date | null;
}

/** What a signature is over, as canonical JSON. `sdlHash` is the SHA-256 of the text as it is sent. */
export interface SignedFacts {
  readonly agency: string;
  readonly sequence: number;
  readonly base: string | null;
  readonly sdlHash: string;
  readonly url: string | null;
  readonly expires: string;
}

const LONGEST_MS = 24 * 3_600_000;
/** As much as clocks may differ. */
const SKEW_MS = 300_000;

export const signedText = (facts: SignedFacts): string => canonicalText(facts);

/** The keys that agencies sign their publishes by; who registered one publishes by it alone. */
export class Signatures {
  readonly #keys: Collection<StoredKey>;
  #refused = 0;

  constructor(db: Db) {
    this.#keys = db.collection("registry_keys");
  }

  /** Signatures that weren't good, since the process began. */
  get refused(): number {
    return this.#refused;
  }

  async register(agency: string, keyId: string, publicKey: string): Promise<void> {
    if (!isEd25519(publicKey)) throw hubError("BAD_INPUT", "Give an Ed25519 public key as PEM (SPKI), as openssl pkey -pubout writes it.");
    const { upsertedCount } = await this.#keys.updateOne(
      { _id: idOf(agency, keyId) },
      { $setOnInsert: { agency, publicKey, revokedAt: null } },
      { upsert: true },
    );
    if (upsertedCount === 0) throw hubError("BAD_INPUT", "A key of that id was registered before; give the new one another id.");
  }

  async revoke(agency: string, keyId: string, at: Date): Promise<void> {
    await this.#keys.updateOne({ _id: idOf(agency, keyId), revokedAt: null }, { $set: { revokedAt: at } });
  }

  /** What is wrong with a publish's signature; null where nothing is, or where none is needed. */
  async problemOf(input: PublishInput, now: Date): Promise<Problem | null> {
    const needed = (await this.#keys.countDocuments({ agency: input.agency }, { limit: 1 })) > 0;
    if (!needed && !input.signature) return null;
    const wrong = await this.#wrong(input, now);
    if (wrong === null) return null;
    this.#refused += 1;
    const howToFix = "Sign the canonical JSON of agency, sequence, base, sdlHash, url and expires with a registered Ed25519 key.";
    return { code: "SIGNATURE_INVALID", message: wrong, subgraph: null, line: null, column: null, howToFix };
  }

  async #wrong({ agency, sdl, url, base = null, sequence, signature }: PublishInput, now: Date): Promise<string | null> {
    if (!signature) return `${agency} signs its publishes, and this one isn't signed.`;
    if (typeof sequence !== "number") return "A signed publish tells its sequence.";
    const expired = expiryProblem(signature, now);
    if (expired !== null) return expired;
    const key = await this.#keys.findOne({ _id: idOf(agency, signature.keyId) });
    if (key === null || key.revokedAt !== null) return "The key isn't one that the agency signs by.";
    const text = signedText({ agency, sequence, base, sdlHash: hashOf(sdl), url, expires: signature.expires });
    const good = verify(null, Buffer.from(text), createPublicKey(key.publicKey), Buffer.from(signature.value, "base64"));
    return good ? null : "The signature isn't of this publish.";
  }
}

function expiryProblem({ expires }: PublishSignature, now: Date): string | null {
  const at = Date.parse(expires);
  if (Number.isNaN(at)) return "The signature's expiry isn't an instant.";
  if (at + SKEW_MS < now.getTime()) return "The signature has expired.";
  return at > now.getTime() + LONGEST_MS + SKEW_MS ? "The signature is good for more than a day." : null;
}

function isEd25519(publicKey: string): boolean {
  try {
    return createPublicKey(publicKey).asymmetricKeyType === "ed25519";
  } catch {
    return false;
  }
}

const idOf = (agency: string, keyId: string): string => JSON.stringify([agency, keyId]);
