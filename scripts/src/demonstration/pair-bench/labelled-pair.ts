import type { ActivityRecord, BudgetRecord } from "@actionline/schema/contract/records";
import type { ExculpationName, VetoName } from "@actionline/schema/coordination-records";

/** What a careful coordinator would say of two records. */
export const PAIR_LABELS = ["SAME", "OVERLAP", "RELATED", "DISTINCT"] as const;
export type PairLabel = (typeof PAIR_LABELS)[number];

/** Two records, by their hub ids, and what is true of them whatever a method makes of it. */
export interface LabelledPair {
  readonly one: string;
  readonly other: string;
  readonly label: PairLabel;
  /** For RELATED: what explains them. */
  readonly relation?: ExculpationName;
  /** For OVERLAP: how far it goes by the definitions; a review is asked for at L3 alone. */
  readonly level?: "L1" | "L2" | "L3";
  /** What the two records themselves say against their being one; such a pair may never be proposed. */
  readonly veto?: VetoName;
  /** The stratum, by what makes the pair hard or easy. */
  readonly kind: string;
  /** The stratum by language; several where the two records speak different ones. */
  readonly language: string;
  /** Why, in a sentence that a person can check. */
  readonly reason: string;
}

/** A record of the benchmark with the source that brings it and the money that stands beside it. */
export interface BenchRecord {
  readonly activity: ActivityRecord;
  readonly source: string;
  readonly budgets: readonly BudgetRecord[];
}

/** Records and the pairs among them whose label is known. Any two others are different, and have nothing to do with each other. */
export interface PairBench {
  readonly records: readonly BenchRecord[];
  readonly pairs: readonly LabelledPair[];
}
