export const STAKEHOLDER_TYPES = [
  "GOVERNMENT",
  "INTERNATIONAL_ORGANIZATION",
  "PRIVATE_SECTOR",
  "CIVIL_SOCIETY",
  "TECHNICAL_COMMUNITY",
  "ACADEMIA",
  "OTHER",
] as const;

export type StakeholderType = (typeof STAKEHOLDER_TYPES)[number];

/** What the types are, in the words that every subgraph shows: an enum of several subgraphs must be the same in each. */
export const STAKEHOLDER_TYPE_DESCRIPTION = "The stakeholder types of the summit's outcomes and of General Assembly resolution 70/125.";

export const STAKEHOLDER_TYPE_MEANINGS: Readonly<Record<StakeholderType, string>> = {
  GOVERNMENT: "Governments and their bodies.",
  INTERNATIONAL_ORGANIZATION: "Intergovernmental organizations, the United Nations system included.",
  PRIVATE_SECTOR: "Companies and their associations.",
  CIVIL_SOCIETY: "Non-governmental organizations and movements.",
  TECHNICAL_COMMUNITY: "Bodies that build and run the Internet's technology.",
  ACADEMIA: "Universities and research institutes.",
  OTHER: "None of the above.",
};
