import { randomBytes } from "node:crypto";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Principal } from "@actionline/kit/access";
import type { Tokens } from "./tokens";

/** A token to try the hub with, and what it is for. */
export interface DemonstrationToken {
  readonly token: string;
  readonly principal: Principal;
  readonly meaning: string;
}

/** Where a data folder keeps them. */
export const TOKEN_FILE = "demonstration-tokens.json";
const NOTE = "demonstration";

/** Made once for a data folder and kept there, readable by its owner alone, so that a second start prints the same. */
export async function demonstrationTokens(folder: string, agency: string, organization: string): Promise<DemonstrationToken[]> {
  const secrets = (await read(folder)) ?? (await make(folder));
  return principals(agency, organization).map((principal, index) => ({
    token: `demonstration-${principal.roles[0]?.name.toLowerCase()}-${secrets[index]}`,
    principal,
    meaning: principal.name,
  }));
}

/** Lets each of them in, and nobody with an earlier one: removing the file and starting again ends what it held. */
export async function admitDemonstrationTokens(tokens: Tokens, given: readonly DemonstrationToken[]): Promise<void> {
  await tokens.keepOnly(
    NOTE,
    given.map(({ token }) => token),
  );
  for (const { token, principal } of given) await tokens.admit(token, principal, NOTE);
}

function principals(agency: string, organization: string): Principal[] {
  return [
    { id: "demonstration:secretariat", name: "the secretariat", roles: [{ name: "SECRETARIAT", of: null }] },
    { id: "demonstration:publisher", name: `a publisher of ${agency}`, roles: [{ name: "PUBLISHER", of: agency }] },
    {
      id: "demonstration:representative",
      name: `a representative of ${organization}`,
      roles: [{ name: "REPRESENTATIVE", of: organization }],
    },
  ];
}

async function read(folder: string): Promise<string[] | null> {
  const text = await readFile(join(folder, TOKEN_FILE), "utf8").catch(() => null);
  if (text === null) return null;
  const secrets: unknown = JSON.parse(text);
  if (Array.isArray(secrets) && secrets.length === 3 && secrets.every((secret) => typeof secret === "string")) return secrets;
  throw new Error(`${join(folder, TOKEN_FILE)} isn't what the hub wrote; remove it and start again: new tokens are made.`);
}

async function make(folder: string): Promise<string[]> {
  const secrets = [0, 1, 2].map(() => randomBytes(18).toString("base64url"));
  const file = join(folder, TOKEN_FILE);
  await writeFile(file, `${JSON.stringify(secrets)}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
  return secrets;
}
