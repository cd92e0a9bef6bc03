import { versionsOf } from "@actionline/log/collections";
import { type Change, OPEN } from "@actionline/log/log-entry";
import type { AgencyRecord, SourceRecord } from "@actionline/schema/hub-records";
import type { Db } from "mongodb";
import type { HarvestTask } from "../feed/harvest";
import type { AskContract } from "../remote/contract-client";
import type { AgencyDescription } from "../remote/contract-page";
import { describeAgency } from "../remote/harvest-remote";

export const hostedSourceId = (agency: string): string => `${agency}/hosted`;

/**
 * The source that an agency's own server is; taken into the log at its first sight, as the server describes itself. What the
 * secretariat wrote down of it before stays as it is.
 */
export async function hostedSource(
  agency: string,
  ask: AskContract,
  { db, appender }: Pick<HarvestTask, "db" | "appender">,
): Promise<SourceRecord> {
  const known = await openRecord(db, agency);
  if (known !== null) return known;
  const description = await describeAgency(agency, ask);
  const source = sourceOf(description);
  const owner = "hub:sources";
  const isKnown = (await versionsOf(db, "AGENCY").findOne({ subject: agency, to: OPEN })) !== null;
  const changes: Change[] = [{ kind: "SOURCE", subject: source.id, operation: "UPSERT", owner, record: source }];
  if (!isKnown) changes.unshift({ kind: "AGENCY", subject: agency, operation: "UPSERT", owner, record: agencyOf(description) });
  await appender.append(changes);
  return source;
}

async function openRecord(db: Db, agency: string): Promise<SourceRecord | null> {
  return (await versionsOf(db, "SOURCE").findOne({ subject: hostedSourceId(agency), to: OPEN }))?.record ?? null;
}

function sourceOf({ id, name, licence, frequencyDays }: AgencyDescription): SourceRecord {
  const facts = { format: "CONTRACT", mode: "HOSTED", caveat: null } as const;
  return { id: hostedSourceId(id), agency: id, name: `${name}: its own server`, frequencyDays, licence, ...facts };
}

function agencyOf({ id, name, licence, contactDesk, deletionPolicy, contractVersion }: AgencyDescription): AgencyRecord {
  return { id, name, organization: id, licence, contactDesk, deletionPolicy, contractVersion, invented: false };
}
