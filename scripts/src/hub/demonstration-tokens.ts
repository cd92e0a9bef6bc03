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

/** Whom the tokens speak for: an agency and its organization, the other party of a story, and a team. */
export interface TokenCast {
  readonly agency: string;
  readonly organization: string;
  readonly other: { readonly agency: string; readonly organization: string } | null;
  readonly team: string;
}

/** Made once for a data folder and kept there, readable by its owner alone, so that a second start prints the same. */
export async function demonstrationTokens(folder: string, cast: TokenCast): Promise<DemonstrationToken[]> {
  const principals = principalsOf(cast);
  const secrets = await secretsFor(folder, principals.length);
  return principals.map((principal, index) => ({
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

function principalsOf({ agency, organization, other, team }: TokenCast): Principal[] {
  const publisher = (of: string): Principal => ({
    id: `demonstration:publisher:${of}`,
    name: `a publisher of ${of}`,
    roles: [{ name: "PUBLISHER", of }],
  });
  const representative = (of: string): Principal => ({
    id: `demonstration:representative:${of}`,
    name: `a representative of ${of}`,
    roles: [{ name: "REPRESENTATIVE", of }],
  });
  return [
    { id: "demonstration:secretariat", name: "the secretariat", roles: [{ name: "SECRETARIAT", of: null }] },
    publisher(agency),
    representative(organization),
    { id: "demonstration:moderator", name: `the moderator of ${team}`, roles: [{ name: "MODERATOR", of: team }] },
    ...(other === null ? [] : [publisher(other.agency), representative(other.organization)]),
  ];
}

/** As many secrets as are needed: those of earlier starts, and new ones where there are more tokens than then. */
async function secretsFor(folder: string, count: number): Promise<string[]> {
  const known = (await read(folder)) ?? [];
  if (known.length >= count) return known;
  const secrets = [...known, ...Array.from({ length: count - known.length }, () => randomBytes(18).toString("base64url"))];
  const file = join(folder, TOKEN_FILE);
  await writeFile(file, `${JSON.stringify(secrets)}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
  return secrets;
}

async function read(folder: string): Promise<string[] | null> {
  const text = await readFile(join(folder, TOKEN_FILE), "utf8").catch(() => null);
  if (text === null) return null;
  const secrets: unknown = JSON.parse(text);
  if (Array.isArray(secrets) && secrets.every((secret) => typeof secret === "string" && secret !== "")) return secrets;
  throw new Error(`${join(folder, TOKEN_FILE)} isn't what the hub wrote; remove it and start again: new tokens are made.`);
}
