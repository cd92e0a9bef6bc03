import { randomBytes } from "node:crypto";
import { type HubIdentity, USUAL_IDENTITY } from "@actionline/agencies/served/hub-identity";
import type { Db } from "mongodb";

interface IdentityNote {
  readonly _id: "identity";
  readonly id: string;
}

/**
 * Who this hub is to others that mirror it. Its id is made once for a database and stays, since others drop echoes by it;
 * one that an operator gives goes before it.
 */
export async function identityOfHub(db: Db, given: Partial<HubIdentity> = {}, observe = false): Promise<HubIdentity> {
  return { ...USUAL_IDENTITY, ...given, id: given.id ?? (observe ? USUAL_IDENTITY.id : await keptId(db)) };
}

async function keptId(db: Db): Promise<string> {
  const $setOnInsert = { id: `hub-${randomBytes(4).toString("hex")}` };
  const note = await db
    .collection<IdentityNote>("hub_notes")
    .findOneAndUpdate({ _id: "identity" }, { $setOnInsert }, { upsert: true, returnDocument: "after" });
  return note?.id ?? $setOnInsert.id;
}
