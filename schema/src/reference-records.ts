import type { StakeholderType } from "./stakeholder-type";

/** How far a fact was checked: `verified` means that its supporting text was read. Sources point into `sources.json`. */
export interface Evidence {
  readonly verified: boolean;
  readonly confidence: "high" | "medium" | "low";
  readonly sources: readonly string[];
  readonly note?: string;
}

export interface InstrumentRecord extends Evidence {
  readonly id: string;
  readonly symbol: string | null;
  readonly title: string;
  readonly adopted: string | null;
  readonly body: string | null;
  readonly kind: string;
  readonly relevance: string | null;
}

export interface SdgLink extends Evidence {
  readonly goal: number;
  readonly targets: readonly string[];
  readonly disputed: boolean;
}

export interface ActionLineRecord extends Evidence {
  readonly id: string; // the code: C1 … C11, C7-eHealth …
  readonly parent: string | null;
  readonly order: number;
  readonly officialName: string;
  readonly shortName: string;
  readonly paragraph: number;
  readonly sdgLinks: readonly SdgLink[];
}

/** Only ACTION and TARGET items are ever expected; EXTERNAL ones aren't in the plan's text. */
export type ItemNature = "ACTION" | "TARGET" | "PROCEDURAL" | "CHAPEAU" | "EXTERNAL";

export interface PlanItemRecord extends Evidence {
  readonly id: string; // GPA-18a
  readonly instrument: string | null;
  readonly actionLine: string | null;
  readonly paragraph: number | null;
  readonly letter: string | null;
  readonly parent: string | null; // another plan item
  readonly title: string | null;
  readonly nature: ItemNature;
  /** Year by which the plan itself dates the item; after it the item is closed and no omission. */
  readonly deadline: number | null;
  readonly level: "NATIONAL" | "REGIONAL" | null;
  readonly addressees: readonly string[];
  readonly nearDuplicateOf: string | null;
  /** Stakeholder types the plan's text names; empty where it names none. */
  readonly stakeholderTypes: readonly StakeholderType[];
}

export interface ThemeRecord {
  readonly id: string;
  readonly name: string;
  readonly items: readonly string[];
}

export type PlaceLevel = "GLOBAL" | "REGION" | "SUBREGION" | "INTERMEDIATE_REGION" | "COUNTRY";

export interface PlaceRecord {
  readonly id: string; // ISO 3166-1 alpha-2, UN M49 digits, or GLOBAL
  readonly level: PlaceLevel;
  readonly name: string;
  /** Places that contain it, nearest first: a country's intermediate region where there is one, its sub-region, its region, GLOBAL. */
  readonly within: readonly string[];
}

export interface PlaceGroupRecord {
  readonly id: string; // LDC, LLDC, SIDS
  readonly name: string;
  readonly countries: readonly string[];
  readonly source: string;
}

export interface OrganizationRecord {
  readonly id: string; // ITU, or a hub id for one that an agency introduced
  readonly name: string;
  readonly acronym: string | null;
  readonly type: StakeholderType;
  /** The body's own kind in words, such as "UN specialized agency". */
  readonly kindOfBody: string | null;
  readonly role: string | null;
  readonly website: string | null;
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[];
  readonly verified: boolean;
  /** True for organizations invented for the demonstration set. */
  readonly invented: boolean;
}

export const FACILITATOR_ROLES = [
  "LEAD_FACILITATOR",
  "SOLE_FACILITATOR",
  "JOINT_FACILITATOR",
  "CO_FACILITATOR",
  "INTERIM_FOCAL_POINT",
] as const;
export type FacilitatorRole = (typeof FACILITATOR_ROLES)[number];

/** One dated assignment of an organization to an action line. Dates keep the source's own words beside what they allow. */
export interface FacilitatorRecord extends Evidence {
  readonly id: string;
  readonly actionLine: string;
  readonly organization: string;
  readonly role: FacilitatorRole;
  /** First day known to lie in the term, YYYY-MM-DD; null where nothing was found. */
  readonly from: string | null;
  readonly to: string | null;
  readonly fromText: string | null;
  readonly toText: string | null;
}
