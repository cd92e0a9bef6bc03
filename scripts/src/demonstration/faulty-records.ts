import type { ActivityRecord } from "@actionline/schema/contract/records";
import type { ContractChange, DemonstrationFeed, FaultyChange } from "./demonstration";
import type { PlantedFault } from "./truth";

/** The one source that publishes faults: its agency answers for no line and declares no scope, so no omission hangs on it. */
export const FAULTY_SOURCE = "larkspur/projects";

/** A fault in a record that goes in all the same, less what is set aside. */
interface Slip {
  readonly rule: string;
  readonly pointer: string;
  readonly slip: (record: ActivityRecord) => ActivityRecord;
  readonly why: string;
}

const grant = (number: number): string => `larkspur:grant-1-00${number}`;

const SLIPS: Readonly<Record<string, Slip>> = {
  [grant(2)]: {
    rule: "UNKNOWN_PLACE",
    pointer: "/places/1/place",
    slip: (record) => ({ ...record, places: [...(record.places ?? []), { place: "XX" }] }),
    why: "A second place has a code of no country; it is set aside.",
  },
  [grant(3)]: {
    rule: "UNKNOWN_ITEM",
    pointer: "/items/0/item",
    slip: (record) => ({ ...record, items: [{ item: "GPA-99z" }] }),
    why: "The plan has no such item; it is set aside.",
  },
  [grant(4)]: {
    rule: "PERCENTAGES_SUM",
    pointer: "/sectors",
    slip: (record) => ({ ...record, sectors: [...(record.sectors ?? []), { vocabulary: "DAC-5", code: "72040", percentage: 40 }] }),
    why: "The shares of its sectors add up to 140; they are kept.",
  },
};

interface Fault extends Omit<PlantedFault, "source"> {
  /** What is published, made from a sound record. */
  readonly of: (sound: ActivityRecord) => object;
}

const broken = (raw: string, rule: string, pointer: string, why: string, facts: object): Fault => {
  const record = `larkspur:${raw}`;
  return { record, rule, pointer, stage: "REFUSED", why, of: (sound) => ({ ...sound, id: record, ...facts }) };
};

const FAULTS: readonly Fault[] = [
  broken("faulty-date", "DATE_IMPOSSIBLE", "/period/start", "Its start is written as zeros.", { period: { start: "0000-00-00" } }),
  broken("faulty-period", "PERIOD_REVERSED", "/period", "It ends before it starts.", {
    period: { start: "2024-11-30", end: "2024-03-01" },
  }),
  broken("faulty-status", "VALUE_NOT_IN_LIST", "/status", "Its status is in the agency's own words.", { status: "DONE" }),
  broken("faulty-field", "UNKNOWN_FIELD", "/titel", "It has a field that the contract hasn't.", { titel: "Grant" }),
  broken("faulty-title", "LIST_EMPTY", "/title", "It has no title.", { title: [] }),
  broken("faulty-address", "WEB_ADDRESS_UNUSABLE", "/sourceUrl", "Its address is none.", { sourceUrl: "see our web site" }),
  broken("faulty-text", "CONTROL_CHARACTER", "/title/0/text", "Its title holds a NUL.", {
    title: [{ language: "en", text: "Grant\u0000" }],
  }),
  {
    record: "larkspur:faulty-money",
    rule: "AMOUNT_NOT_A_NUMBER",
    pointer: "/value/amount",
    stage: "REFUSED",
    why: "The amount has thousands separators; the activity that it belongs to goes in without it.",
    of: ({ reporter, period }) => ({
      kind: "BUDGET",
      id: "larkspur:faulty-money",
      activity: grant(1),
      reporter,
      measure: "COMMITMENT",
      period,
      value: { amount: "1,250,000", currency: "USD" },
    }),
  },
  {
    record: grant(6),
    rule: "DUPLICATE_ID",
    pointer: "",
    stage: "KEPT",
    why: "The id comes a second time with another status; the first stands.",
    of: (sound) => ({ ...sound, status: "CANCELLED" }),
  },
];

/** What one source publishes faults with: sound changes with slips in three of them, and changes that are refused. */
export function withFaults(source: string, changes: readonly ContractChange[]): Pick<DemonstrationFeed, "changes" | "faults"> {
  if (source !== FAULTY_SOURCE) return { changes, faults: [] };
  const faults = FAULTS.map((fault): FaultyChange => ({ operation: "UPSERT", record: fault.of(soundFor(fault, changes)) }));
  return { changes: changes.map(slipped), faults };
}

/** What a right hub says of them. */
export function plantedFaults(): PlantedFault[] {
  return [
    ...Object.entries(SLIPS).map(([record, { rule, pointer, why }]) => {
      return { source: FAULTY_SOURCE, record, rule, pointer, stage: "ACCEPTED" as const, why };
    }),
    ...FAULTS.map(({ record, rule, pointer, stage, why }) => ({ source: FAULTY_SOURCE, record, rule, pointer, stage, why })),
  ];
}

function slipped(change: ContractChange): ContractChange {
  const { record } = change;
  const slip = SLIPS[record.id];
  return slip === undefined || record.kind !== "ACTIVITY" ? change : { ...change, record: slip.slip(record) };
}

/** The record that it goes wrong with: its own sound form where there is one. */
function soundFor({ record }: Fault, changes: readonly ContractChange[]): ActivityRecord {
  const wanted = record.includes(":faulty-") ? grant(1) : record;
  const sound = changes.find((change) => change.record.id === wanted)?.record;
  if (sound?.kind !== "ACTIVITY") throw new Error(`The fault of ${record} has no sound record ${wanted} to be made from.`);
  return sound;
}
