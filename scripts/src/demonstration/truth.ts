import type { Region } from "./countries";

export type PlantedState = "COVERED" | "PARTIAL" | "OMITTED" | "UNKNOWN" | "NOT_APPLICABLE" | "UNDETERMINED";

/** A cell of (item, region, last closed year) whose state was decided before any record was made. */
export interface PlantedCell {
  readonly item: string;
  readonly region: Region;
  readonly state: PlantedState;
  /** Codes of the coverage reasons, in the definition's order; empty where the state says it all. */
  readonly reasons: readonly string[];
  readonly basis: "NIL_RETURN" | "COMPLETE_SCOPE" | null;
  /** How it came about, for a person who checks. */
  readonly why: string;
}

/** Two activities that a right hub sets side by side, and how far it may go with them. */
export interface PlantedPair {
  readonly activities: readonly [string, string];
  readonly level: "L0" | "L1" | "L2" | "L3";
  /** The link that explains the pair and stops it there; null where nothing does. */
  readonly explainedBy: string | null;
  readonly why: string;
}

/** A planted suggestion: the record declares no item, and its words speak of one. */
export interface PlantedSuggestion {
  readonly activity: string;
  readonly item: string;
  readonly region: Region;
}

/** Money of the acceptance fixture of the budgets' definitions: whole dollars as text. */
export interface PlantedMoney {
  readonly boundary: readonly string[];
  readonly currency: "USD";
  /** Everything that members report as disbursed or spent, added up. */
  readonly naiveSum: string;
  readonly countedTwice: string;
  readonly net: { readonly low: string; readonly high: string };
  readonly externalResources: string;
  readonly unspent: { readonly low: string; readonly high: string };
}

/** A fault that a source publishes, and what a right hub makes of the record. */
export interface PlantedFault {
  readonly source: string;
  readonly record: string;
  /** The rule that it meets, and the part of the record. */
  readonly rule: string;
  readonly pointer: string;
  /** ACCEPTED with a warning, REFUSED, or KEPT where an earlier form stands. */
  readonly stage: "ACCEPTED" | "REFUSED" | "KEPT";
  readonly why: string;
}

export interface PlantedSource {
  readonly source: string;
  readonly activities: number;
  readonly freshness: "UP_TO_DATE" | "DUE" | "OVERDUE" | "LAPSED";
  readonly lastHarvestFailed: boolean;
  /** Records that its harvest refused. */
  readonly refused: number;
}

/** The true answers to what the demonstration set is asked: known because they were planted, not because they were computed. */
export interface Truth {
  readonly seed: number;
  readonly today: string;
  readonly year: number;
  /** Every planted cell. No other cell of (item, region, year) is OMITTED. */
  readonly cells: readonly PlantedCell[];
  /** Every pair that may reach L3, and the pairs that a link explains. Everyday work gives further L1 and L2 pairs. */
  readonly overlaps: readonly PlantedPair[];
  readonly duplicates: readonly PlantedPair[];
  /** Nil returns that the same agency's own activity contradicts. */
  readonly conflicts: readonly { readonly scope: string; readonly activity: string }[];
  readonly suggestions: readonly PlantedSuggestion[];
  /** Who trains nurses in the country of the second question. */
  readonly nurses: { readonly country: string; readonly activities: readonly string[] };
  readonly money: PlantedMoney;
  /** Every fault: nothing else meets a rule. No source that an omission hangs on publishes one. */
  readonly faults: readonly PlantedFault[];
  readonly sources: readonly PlantedSource[];
  readonly activities: number;
}
