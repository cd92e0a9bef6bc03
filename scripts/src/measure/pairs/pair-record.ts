import type { BudgetRecord } from "@actionline/schema/contract/records";
import type { StoredActivity } from "@actionline/schema/hub-records";
import type { BenchRecord, LabelledPair } from "../../demonstration/pair-bench/labelled-pair";

/** A record as the hub keeps it, with the money that stands beside it. */
export interface PairRecord {
  readonly activity: StoredActivity;
  readonly budgets: readonly BudgetRecord[];
}

/** Labelled pairs with all the records they stand among. */
export interface PairSet {
  readonly name: "generated" | "real";
  readonly pairs: readonly LabelledPair[];
  readonly records: readonly PairRecord[];
}

/** Nothing is suggested here: the benchmark is about what records state. */
export function asStored({ activity, source, budgets }: BenchRecord): PairRecord {
  return { activity: { ...activity, source, suggestionRules: "none", suggestions: [] }, budgets };
}
