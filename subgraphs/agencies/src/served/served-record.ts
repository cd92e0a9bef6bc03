import type { ContractRecord, OrganisationRecord } from "@actionline/schema/contract/records";
import type { EntityRecord } from "@actionline/schema/federation-records";
import type { StoredActivity } from "@actionline/schema/hub-records";
import type { RecordOfKind, Reported } from "@actionline/schema/record-of-kind";
import type { OrganizationRecord } from "@actionline/schema/reference-records";

/** Kinds of entries that a hub hands on. */
export const SERVED_KINDS = ["ACTIVITY", "BUDGET", "SCOPE", "OUTPUT", "ORGANIZATION", "ENTITY"] as const;
export type ServedKind = (typeof SERVED_KINDS)[number];

/** How the contract calls a kind. */
export function contractKindOf(kind: ServedKind): ContractRecord["kind"] | "ENTITY" {
  return kind === "ORGANIZATION" ? "ORGANISATION" : kind;
}

/** A record as its agency published it: without what this hub worked out, which the other hub works out by itself. */
export function servedRecord<K extends ServedKind>(kind: K, record: RecordOfKind[K]): Readonly<Record<string, unknown>> {
  switch (kind) {
    case "ACTIVITY":
      return withoutHubs(record as StoredActivity, ["source", "suggestionRules", "suggestions"]);
    case "ORGANIZATION":
      return { ...organisation(record as OrganizationRecord) };
    case "ENTITY":
      return { kind: "ENTITY", ...(record as EntityRecord) };
    default:
      return withoutHubs(record as Reported<RecordOfKind["SCOPE"]>, ["agency", "source"]);
  }
}

function withoutHubs(record: object, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

function organisation({ id, name, type, acronym, website, identifiers }: OrganizationRecord): OrganisationRecord {
  return {
    kind: "ORGANISATION",
    id,
    name,
    type,
    ...(acronym !== null && { acronym }),
    ...(website !== null && { website }),
    ...(identifiers.length > 0 && { identifiers: identifiers.map(({ scheme, value }) => ({ scheme, value })) }),
  };
}
