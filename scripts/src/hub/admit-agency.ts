import { randomBytes } from "node:crypto";
import { hubError } from "@actionline/kit/hub-error";
import type { Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { NewAgency } from "@actionline/registry/admin/admit-agencies";
import type { AgencyRecord } from "@actionline/schema/hub-records";
import type { Tokens } from "./tokens";

const NOTE = "publisher";

/** Takes a body in as an agency; its publisher's token is told this once, and kept as a hash alone. */
export async function admitAgency(appender: Appender, tokens: Tokens, agency: NewAgency): Promise<string> {
  const known = await versionsOf(appender.db, "AGENCY").findOne({ subject: agency.id, to: OPEN });
  if (known === null) await register(appender, agency);
  const token = `publisher-${agency.id}-${randomBytes(24).toString("base64url")}`;
  const principal = {
    id: `publisher:${agency.id}`,
    name: `a publisher of ${agency.id}`,
    roles: [{ name: "PUBLISHER", of: agency.id }],
  } as const;
  await tokens.admit(token, principal, NOTE);
  return token;
}

async function register(appender: Appender, { id, name, organization, licence, contactDesk }: NewAgency): Promise<void> {
  const held = await versionsOf(appender.db, "ORGANIZATION").findOne({ subject: organization, to: OPEN });
  if (held === null) {
    throw hubError(
      "NOT_FOUND",
      `The hub holds no organization "${organization}"; organizations lists them, and a record of it may come first.`,
    );
  }
  const record: AgencyRecord = {
    id,
    name,
    organization,
    licence,
    contactDesk,
    deletionPolicy: "NONE",
    contractVersion: "1.0",
    invented: false,
  };
  await appender.append([{ kind: "AGENCY", subject: id, operation: "UPSERT", owner: "hub:agencies", record }]);
}
