import type { ActivityRecord, BudgetRecord, ContractRecord } from "@actionline/schema/contract/records";
import type { Scoped } from "./scopes";
import type { PlantedCell, PlantedPair, PlantedSuggestion, Truth } from "./truth";

/** A part of the story: the records it plants, and what a right hub must say of them. */
export interface Planted {
  readonly activities?: readonly ActivityRecord[];
  readonly scopes?: readonly Scoped[];
  readonly budgets?: readonly BudgetRecord[];
  /** Records that don't come by their agency's first source. */
  readonly bySource?: Readonly<Record<string, readonly ContractRecord[]>>;
  readonly cells?: readonly PlantedCell[];
  readonly overlaps?: readonly PlantedPair[];
  readonly duplicates?: readonly PlantedPair[];
  readonly conflicts?: Truth["conflicts"];
  readonly suggestions?: readonly PlantedSuggestion[];
}
