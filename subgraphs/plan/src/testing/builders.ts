import type {
  ActionLineRecord,
  InstrumentRecord,
  PlaceGroupRecord,
  PlaceRecord,
  PlanItemRecord,
} from "@actionline/schema/reference-records";

const CHECKED = { verified: true, confidence: "high", sources: ["POA-T"] } as const;

/** A valid instrument; a test states only the facts it is about. */
export function anInstrument(facts: Partial<InstrumentRecord> = {}): InstrumentRecord {
  const id = facts.id ?? "GPA-2003";
  return {
    symbol: null,
    title: `Title of ${id}`,
    adopted: null,
    body: null,
    kind: "summit outcome",
    relevance: null,
    ...CHECKED,
    ...facts,
    id,
  };
}

/** A valid action line; a test states only the facts it is about. */
export function anActionLine(facts: Partial<ActionLineRecord> = {}): ActionLineRecord {
  const id = facts.id ?? "C1";
  return { parent: null, order: 1, officialName: `Line ${id}`, shortName: id, paragraph: 8, sdgLinks: [], ...CHECKED, ...facts, id };
}

/** A valid plan item; a test states only the facts it is about. */
export function aPlanItem(facts: Partial<PlanItemRecord> = {}): PlanItemRecord {
  const id = facts.id ?? "GPA-8a";
  return {
    instrument: "GPA-2003",
    actionLine: "C1",
    paragraph: 8,
    letter: "a",
    parent: null,
    title: `Title of ${id}`,
    nature: "ACTION",
    deadline: null,
    level: null,
    addressees: [],
    nearDuplicateOf: null,
    stakeholderTypes: [],
    ...CHECKED,
    ...facts,
    id,
  };
}

/** A valid place; a test states only the facts it is about. */
export function aPlace(facts: Partial<PlaceRecord> = {}): PlaceRecord {
  const id = facts.id ?? "KE";
  return { level: "COUNTRY", name: `Place ${id}`, within: ["014", "002", "GLOBAL"], ...facts, id };
}

/** A valid group of countries; a test states only the facts it is about. */
export function aPlaceGroup(facts: Partial<PlaceGroupRecord> = {}): PlaceGroupRecord {
  const id = facts.id ?? "LDC";
  return { name: `Group ${id}`, countries: [], source: "a list of 2024", ...facts, id };
}
