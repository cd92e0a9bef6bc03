import type { Freshness } from "@actionline/schema/freshness";
import type { HarvestOutcome } from "@actionline/schema/hub-records";

export type LightName = "REACHABLE" | "VALID" | "FRESH" | "IDENTIFIED" | "SCOPE_DECLARED" | "CLASSIFIED" | "MONEY";
export type LightState = "GREEN" | "AMBER" | "RED" | "GREY";

export interface Light {
  readonly name: LightName;
  readonly state: LightState;
  readonly detail: string;
  readonly howToTurnGreen: string | null;
}

/** The last run over one of an agency's sources. */
export interface RunFacts {
  readonly outcome: HarvestOutcome | null;
  readonly freshness: Freshness;
  readonly declaresFrequency: boolean;
  readonly read: number;
  readonly refused: number;
}

/** What an agency's records are counted by. */
export interface RecordFacts {
  readonly activities: number;
  readonly withItems: number;
  /** Whose reporter the hub knows by an id. */
  readonly identified: number;
  readonly withAmounts: number;
  readonly scopes: number;
}

/** Shares from which a light is green, and from which it is amber. */
const GREEN = 0.9;
const AMBER = 0.3;

/** The lights of an agency's scorecard, always in this order. */
export function lightsOf(runs: readonly RunFacts[], records: RecordFacts): readonly Light[] {
  return [reachable(runs), valid(runs), fresh(runs), ...ofRecords(records)];
}

function reachable(runs: readonly RunFacts[]): Light {
  const last = runs.filter(({ outcome }) => outcome !== null);
  const good = last.filter(({ outcome }) => outcome === "SUCCEEDED" || outcome === "HELD" || outcome === "RUNNING").length;
  const state = last.length === 0 ? "GREY" : good === last.length ? "GREEN" : good === 0 ? "RED" : "AMBER";
  const how = "Open the harvest report of the source that failed: it says what stopped the reading, and what to do.";
  return light("REACHABLE", state, `${good} of ${last.length} sources were read in their last run.`, how);
}

function valid(runs: readonly RunFacts[]): Light {
  const read = sum(runs, ({ read }) => read);
  const taken = read - sum(runs, ({ refused }) => refused);
  const how = "Mend what the harvest report lists: each rule comes with three examples and how to fix it.";
  return ofShare("VALID", taken, read, `${taken} of ${read} records of the last runs went in.`, how);
}

function fresh(runs: readonly RunFacts[]): Light {
  const promised = runs.filter(({ declaresFrequency }) => declaresFrequency);
  const up = promised.filter(({ freshness }) => freshness === "UP_TO_DATE" || freshness === "DUE").length;
  if (promised.length === 0)
    return light("FRESH", "GREY", "No source says how often it is updated.", "Declare how many days lie between two updates.");
  const state = up === promised.length ? "GREEN" : promised.some(({ freshness }) => freshness === "LAPSED") ? "RED" : "AMBER";
  const how = "Publish as often as you declared, or declare what you can keep to.";
  return light("FRESH", state, `${up} of ${promised.length} sources are as fresh as they promise.`, how);
}

function ofRecords({ activities, withItems, identified, withAmounts, scopes }: RecordFacts): readonly Light[] {
  const of = (count: number, what: string): string => `${count} of ${activities} activities ${what}.`;
  const scope = scopes > 0 ? "GREEN" : "RED";
  return [
    ofShare(
      "IDENTIFIED",
      identified,
      activities,
      of(identified, "name their reporter by an id that the hub knows"),
      "Give the hub's id of each organization, or its reference in the register that you use.",
    ),
    light(
      "SCOPE_DECLARED",
      scope,
      scopes === 1 ? "1 reporting scope is declared." : `${scopes} reporting scopes are declared.`,
      "Declare which items, places and years you report completely, and where you did nothing (declareScope, or a SCOPE record).",
    ),
    ofShare(
      "CLASSIFIED",
      withItems,
      activities,
      of(withItems, "name an item of the plan"),
      "Name the plan's item in each activity; the hub's suggestions are a beginning, and never evidence.",
    ),
    ofShare(
      "MONEY",
      withAmounts,
      activities,
      of(withAmounts, "have an amount"),
      "Give each activity its budget, with currency, period and what it measures.",
    ),
  ];
}

function ofShare(name: LightName, count: number, of: number, detail: string, how: string): Light {
  if (of === 0) return light(name, "GREY", "There is nothing to count yet.", how);
  const share = count / of;
  return light(name, share >= GREEN ? "GREEN" : share >= AMBER ? "AMBER" : "RED", detail, how);
}

function light(name: LightName, state: LightState, detail: string, how: string): Light {
  return { name, state, detail, howToTurnGreen: state === "GREEN" ? null : how };
}

function sum(runs: readonly RunFacts[], of: (run: RunFacts) => number): number {
  return runs.reduce((total, run) => total + of(run), 0);
}
