import file from "../../reference/wsis/plan-items.json";
import type { ItemNature, PlanItemRecord } from "../reference-records";
import type { StakeholderType } from "../stakeholder-type";
import { evidenceOf } from "./evidence";
import { natureOf } from "./item-nature";

/** Paragraphs and sub-paragraphs of the plans, targets, the Tunis Agenda and WSIS+20 included. */
export function planItems(): PlanItemRecord[] {
  return [
    ...file.targets.map((fact) => planItem(fact, "TARGET", fact.target_year)),
    ...file.action_line_items.map((fact) => planItem(fact, "ACTION")),
    ...file.other_sections.map((fact) => planItem(fact, "ACTION")),
    ...file.tunis_agenda_implementation.map((fact) => planItem(fact, "PROCEDURAL")),
    ...file.wsis20_actions.map((fact) => planItem(fact, "ACTION")),
  ];
}

/** What the five sections of the file have in common, and what only some have. */
interface ItemFact {
  readonly id: string;
  readonly instrument: string | null;
  readonly paragraph: number | null;
  readonly title: string | null;
  readonly verified: boolean;
  readonly confidence: string;
  readonly sources: readonly string[];
  readonly letter?: string | null;
  readonly action_line?: string;
  readonly parent?: string;
  readonly deadline?: string;
  readonly level?: string;
  readonly addressees?: readonly string[];
  readonly asked?: readonly string[];
  readonly near_duplicate_of?: string;
  readonly note?: string;
}

function planItem(fact: ItemFact, usual: ItemNature, targetYear?: number): PlanItemRecord {
  const addressees = (fact.addressees ?? fact.asked ?? []).filter((addressee) => addressee !== "unspecified" && addressee !== "unread");
  return {
    id: fact.id,
    instrument: fact.instrument,
    actionLine: fact.action_line ?? null,
    paragraph: fact.paragraph,
    letter: fact.letter ?? null,
    parent: fact.parent ?? null,
    title: fact.title,
    nature: natureOf(fact.id, usual),
    deadline: fact.deadline === undefined ? (targetYear ?? null) : Number(fact.deadline),
    level: levelOf(fact.level),
    addressees,
    nearDuplicateOf: fact.near_duplicate_of ?? null,
    stakeholderTypes: typesNamed(addressees),
    ...evidenceOf(fact),
  };
}

function levelOf(level: string | undefined): PlanItemRecord["level"] {
  if (level === undefined) return null;
  return level === "national" ? "NATIONAL" : "REGIONAL";
}

const TYPE_OF_ADDRESSEE: Readonly<Record<string, StakeholderType>> = {
  governments: "GOVERNMENT",
  "all-countries": "GOVERNMENT",
  "interested-countries": "GOVERNMENT",
  "developing-country-governments": "GOVERNMENT",
  "local-authorities": "GOVERNMENT",
  "international-organizations": "INTERNATIONAL_ORGANIZATION",
  "regional-organizations": "INTERNATIONAL_ORGANIZATION",
  "multilateral-development-organizations": "INTERNATIONAL_ORGANIZATION",
  "un-secretary-general": "INTERNATIONAL_ORGANIZATION",
  itu: "INTERNATIONAL_ORGANIZATION",
  ungis: "INTERNATIONAL_ORGANIZATION",
  "private-sector": "PRIVATE_SECTOR",
  "civil-society": "CIVIL_SOCIETY",
  academia: "ACADEMIA",
};

/** Stakeholder types that the text names; words that name none in particular ("all stakeholders") give none. */
function typesNamed(addressees: readonly string[]): StakeholderType[] {
  return [...new Set(addressees.flatMap((addressee) => TYPE_OF_ADDRESSEE[addressee] ?? []))];
}
