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
