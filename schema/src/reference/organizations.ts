import file from "../../reference/wsis/organizations.json";
import type { OrganizationRecord } from "../reference-records";
import type { StakeholderType } from "../stakeholder-type";

/** Bodies that the summit's follow-up names, with their identifiers elsewhere. */
export function organizations(): OrganizationRecord[] {
  return file.organizations.map((fact) => ({
    id: fact.id,
    name: fact.name,
    acronym: fact.acronym,
    type: typeOf(fact.type),
    kindOfBody: fact.type,
    role: fact.wsis_role,
    website: fact.website_domain.value === null ? null : `https://${fact.website_domain.value}`,
    identifiers: identifiersOf(fact),
    verified: fact.website_domain.verified,
    invented: false,
  }));
}

type OrganizationFact = (typeof file.organizations)[number];

function typeOf(kindOfBody: string): StakeholderType {
  if (kindOfBody === "civil society") return "CIVIL_SOCIETY";
  if (kindOfBody === "technical community") return "TECHNICAL_COMMUNITY";
  if (kindOfBody === "business") return "PRIVATE_SECTOR";
  return "INTERNATIONAL_ORGANIZATION";
}

/** CRS channel codes and IATI publisher ids are different things: neither is derived from the other. */
function identifiersOf(fact: OrganizationFact): OrganizationRecord["identifiers"] {
  const identifiers: { scheme: string; value: string }[] = [];
  if (fact.iati_publisher_id.value !== null) identifiers.push({ scheme: "iati", value: fact.iati_publisher_id.value });
  if (fact.ror.value !== null) identifiers.push({ scheme: "ror", value: fact.ror.value });
  for (const { code } of fact.crs_channel_codes) identifiers.push({ scheme: "crs-channel", value: code });
  return identifiers;
}
