import type { FreshnessMultiples } from "@actionline/schema/freshness";
import type { HarvestOutcome } from "@actionline/schema/hub-records";
import type { DedupeName } from "../columns/once-per-cluster";
import type { UnknownReason } from "./cell-state";

/** What versions of the definition decide differently; all else is common to them. */
export interface DefinitionChoices {
  /** What keeps a cell without evidence from being an omission, in the order in which it is told. */
  readonly reasons: readonly UnknownReason[];
  /** Ways for the last harvest to have ended after which an agency's silence means nothing. */
  readonly blockingHarvests: readonly HarvestOutcome[];
  /** Which years completed work meets that names no end: all later ones, or that of its start alone. */
  readonly completedWithoutEnd: "ALL_LATER_YEARS" | "FIRST_YEAR";
  /** Whether what an agency declares for a part of the cell counts beside its word for the whole. */
  readonly partsDeclared: boolean;
  /** Whether a scope is heard for a part in which it speaks although it contains the whole, for which another one speaks. */
  readonly eachPartHeard: boolean;
  /** Whether an agency goes on answering for what it claimed after its declaration was withdrawn or vanished. */
  readonly claimsOutlast: boolean;
  /** Whether who names an item answers for those below it as well, and is heard on those above it. */
  readonly claimsReach: boolean;
  /** Whether a team's signed nil statement opens the reporting channel of a stakeholder type. */
  readonly statements: boolean;
  /** Whether an organization that committed itself to an item answers for it. */
  readonly commitments: boolean;
  /** How records of one and the same activity are counted where the question doesn't say. */
  readonly duplicates: DedupeName;
  readonly freshness: FreshnessMultiples;
}

/** The definition of coverage in one of its versions: data, by which the one rule is run. */
export interface CoverageDefinition {
  readonly version: string;
  readonly choices: DefinitionChoices;
  readonly text: string;
}
