import type { ActivityRecord, BudgetRecord, OrganisationReference } from "@actionline/schema/contract/records";

type Participant = NonNullable<ActivityRecord["participants"]>[number];
type Link = NonNullable<ActivityRecord["links"]>[number];

/** IATI's codelists → the contract's words. A code that isn't here is reported, never guessed. */
export const ACTIVITY_STATUS: Readonly<Record<string, ActivityRecord["status"]>> = {
  "1": "PLANNED",
  "2": "IMPLEMENTING",
  // Finalisation: the work is done and the books are still open.
  "3": "COMPLETED",
  "4": "COMPLETED",
  "5": "CANCELLED",
  "6": "SUSPENDED",
};

export const ORGANISATION_ROLE: Readonly<Record<string, Participant["role"]>> = {
  "1": "FUNDER",
  "2": "ACCOUNTABLE",
  "3": "LEAD",
  "4": "IMPLEMENTER",
};

export const ORGANISATION_TYPE: Readonly<Record<string, NonNullable<OrganisationReference["type"]>>> = {
  "10": "GOVERNMENT",
  "11": "GOVERNMENT",
  "15": "GOVERNMENT",
  "21": "CIVIL_SOCIETY",
  "22": "CIVIL_SOCIETY",
  "23": "CIVIL_SOCIETY",
  "24": "CIVIL_SOCIETY",
  // A partnership of public and private bodies is neither.
  "30": "OTHER",
  "40": "INTERNATIONAL_ORGANIZATION",
  "60": "CIVIL_SOCIETY",
  "70": "PRIVATE_SECTOR",
  "71": "PRIVATE_SECTOR",
  "72": "PRIVATE_SECTOR",
  "73": "PRIVATE_SECTOR",
  "80": "ACADEMIA",
  "90": "OTHER",
};

export const RELATED_ACTIVITY: Readonly<Record<string, Link["type"]>> = {
  "1": "PARENT",
  "2": "CHILD",
  "3": "SIBLING",
  "4": "CO_FUNDED",
  "5": "THIRD_PARTY",
};

/** The standard's own defaults: a budget without a type is the original one, and without a status it is indicative. */
export const BUDGET_REVISION: Readonly<Record<string, NonNullable<BudgetRecord["revision"]>>> = { "1": "ORIGINAL", "2": "REVISED" };
export const BUDGET_STATUS: Readonly<Record<string, NonNullable<BudgetRecord["status"]>>> = { "1": "INDICATIVE", "2": "COMMITTED" };

/** The OECD DAC's regions that are the same as one of the UN's M49. Its numbers mean other places than M49's. */
export const DAC_REGION: Readonly<Record<string, string>> = {
  "89": "150",
  "189": "015",
  "289": "202",
  "298": "002",
  "389": "003",
  "489": "005",
  "498": "019",
  "619": "143",
  "679": "034",
  "798": "142",
  "889": "009",
  "998": "GLOBAL",
  "1027": "014",
  "1028": "017",
  "1029": "018",
  "1030": "011",
  "1031": "029",
  "1032": "013",
  "1033": "054",
  "1034": "057",
  "1035": "061",
};

const SECTOR_VOCABULARY: Readonly<Record<string, string>> = { "1": "DAC-5", "2": "DAC-3" };

/** The contract's name of a sector vocabulary; the standard's default is the OECD DAC's five-digit codes. */
export function sectorVocabulary(code: string | null): string {
  return SECTOR_VOCABULARY[code ?? "1"] ?? `IATI-${code}`;
}
