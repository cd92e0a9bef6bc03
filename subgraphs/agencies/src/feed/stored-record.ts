import type { Change } from "@actionline/log/log-entry";
import type { ActivityRecord, ContractRecord, OrganisationRecord } from "@actionline/schema/contract/records";
import type { EntryKind } from "@actionline/schema/entry-kind";
import { splitHubId } from "@actionline/schema/hub-id";
import type { SourceRecord, StoredActivity, SuggestedAssignment } from "@actionline/schema/hub-records";
import type { OrganizationRecord } from "@actionline/schema/reference-records";
import type { KnownOrganizations } from "./known-organizations";

/** The kinds of entries that a source's records become. */
export const HARVESTED_KINDS = ["ACTIVITY", "BUDGET", "SCOPE", "OUTPUT", "ORGANIZATION", "ENTITY"] as const satisfies readonly EntryKind[];
export type HarvestedKind = (typeof HARVESTED_KINDS)[number];

/** Whose an id is: the hub ids of records, and those of values that an agency keeps of its own fields. */
export function agencyOfId(id: string): string | null {
  return ENTITY_ID.exec(id)?.[1] ?? splitHubId(id)?.agency ?? null;
}

const ENTITY_ID = /^([a-z0-9][a-z0-9-]{0,62})\/[A-Za-z_]/;

/** Suggests items and lines for an activity, by rules whose version is told. */
export interface Suggesting {
  readonly rules: string;
  readonly suggest: (activity: ActivityRecord) => readonly SuggestedAssignment[];
}

/** The kind of entry that a record of the contract becomes. */
export function entryKindOf(kind: ContractRecord["kind"]): HarvestedKind {
  return kind === "ORGANISATION" ? "ORGANIZATION" : kind;
}

/**
 * A validated record → the change that the log takes in: as published, with who reported it and by which source, and
 * with the hub's ids of organizations that the agency names by an identifier alone.
 */
export function changeOf(published: ContractRecord, source: SourceRecord, suggesting: Suggesting, known: KnownOrganizations): Change {
  const record = known.named(published);
  const envelope = { subject: record.id, operation: "UPSERT", owner: source.agency } as const;
  const reported = { agency: source.agency, source: source.id };
  switch (record.kind) {
    case "ACTIVITY":
      return { ...envelope, kind: "ACTIVITY", record: storedActivity(record, source, suggesting) };
    case "ORGANISATION":
      return { ...envelope, kind: "ORGANIZATION", record: organizationOf(record) };
    case "ENTITY": {
      const { id, type, key, values } = record;
      return { ...envelope, kind: "ENTITY", record: { id, agency: agencyOfId(id) ?? source.agency, type, key, values } };
    }
    case "BUDGET":
      return { ...envelope, kind: "BUDGET", record: { ...record, ...reported } };
    case "SCOPE":
      return { ...envelope, kind: "SCOPE", record: { ...record, ...reported } };
    case "OUTPUT":
      return { ...envelope, kind: "OUTPUT", record: { ...record, ...reported } };
  }
}

function storedActivity(record: ActivityRecord, source: SourceRecord, { rules, suggest }: Suggesting): StoredActivity {
  return { ...record, source: source.id, suggestionRules: rules, suggestions: suggest(record) };
}

function organizationOf(record: OrganisationRecord): OrganizationRecord {
  const { id, name, type, acronym = null, website = null, identifiers = [] } = record;
  // An agency's own word about an organization is no verified fact of the hub.
  return { id, name, acronym, type, kindOfBody: null, role: null, website, identifiers, verified: false, invented: false };
}
