import { createHash } from "node:crypto";
import type { Principal } from "@actionline/kit/access";
import type { Collection, Db } from "mongodb";

interface StoredToken {
  /** SHA-256 of the token, hexadecimal: whoever reads the database can't sign in with what it holds. */
  readonly _id: string;
  readonly principal: Principal;
  readonly note: string;
}

/** Who a token stands for. Tokens aren't part of the log: they alter no answer. */
export class Tokens {
  readonly #tokens: Collection<StoredToken>;

  constructor(db: Db) {
    this.#tokens = db.collection<StoredToken>("tokens");
  }

  /** Lets the token in as this principal. */
  async admit(token: string, principal: Principal, note: string): Promise<void> {
    await this.#tokens.replaceOne({ _id: hashOf(token) }, { principal, note }, { upsert: true });
  }

  /** Ends every token of this note but those given. */
  async keepOnly(note: string, tokens: readonly string[]): Promise<void> {
    await this.#tokens.deleteMany({ note, _id: { $nin: tokens.map(hashOf) } });
  }

  /** The principal that holds the token; null for one that isn't known. */
  async principalOf(token: string): Promise<Principal | null> {
    const stored = await this.#tokens.findOne({ _id: hashOf(token) });
    return stored?.principal ?? null;
  }

  /** The principal of that id, as its tokens stand for it now; null where it has none any more. */
  async principalOfId(id: string): Promise<Principal | null> {
    const stored = await this.#tokens.findOne({ "principal.id": id });
    return stored?.principal ?? null;
  }
}

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");
