import type { ScopeRecord } from "@actionline/schema/contract/records";
import type { Freshness } from "@actionline/schema/freshness";
import type { ExpectationState, HarvestOutcome } from "@actionline/schema/hub-records";
import type { FacilitatorRole } from "@actionline/schema/reference-records";
import type { ClusterCounts } from "../columns/once-per-cluster";
import type { SourceStanding } from "../columns/source-standing";
import type { CoverageBounds, StateCounts } from "./bounds";
import type { BaseState, CellReason, CellState, OmissionBasis, Weakness } from "./cell-state";
import type { CoverageDefinition } from "./coverage-definition";
import type { AxisValues, CellCoordinates } from "./coverage-query";

/** One shown cell: a base cell, or the roll-up of several. */
export interface CoverageCell {
  /** Its place in the answer, row by row in the order of the axes. */
  readonly index: number;
  readonly coordinates: CellCoordinates;
  /** The one plan item, place, year and type it stands for; null where it stands for several (or, for the type, any). */
  readonly item: string | null;
  readonly place: string | null;
  readonly year: number | null;
  readonly stakeholderType: string | null;
  /** Null where REPORTER is an axis: such a cell shows counts only. */
  readonly state: CellState | null;
  readonly reasons: readonly CellReason[];
  readonly basis: OmissionBasis | null;
  /** Distinct activities that are strong evidence for one of its base cells. */
  readonly activities: number;
  /** Distinct activities that are weak evidence for one of its base cells. */
  readonly weak: number;
  /** Distinct leads of the strong ones. */
  readonly leads: number;
  /** Distinct activities that an unreviewed suggestion would make evidence. */
  readonly suggested: number;
  /** Base cells by state; null where REPORTER is an axis. */
  readonly counts: StateCounts | null;
}

export interface CoverageResult {
  /** The version of the definition that it was worked out by. */
  readonly definition: CoverageDefinition;
  /** One entry for each axis asked for, in the order asked. */
  readonly axes: readonly AxisValues[];
  readonly bounds: CoverageBounds;
  /** How many base cells the grid has: the product of its four lists. */
  readonly baseSize: number;
  /** The state of a base cell; they come by item, then place, year and type. */
  baseState(base: number): BaseState;
  readonly sources: readonly SourceStanding[];
  /** How many cells there are: the product of the axes' lengths. */
  readonly size: number;
  cell(index: number): CoverageCell;
  state(index: number): CellState | null;
  /** Whether the two say the same of a cell: states, reasons, basis and numbers. For answers over the same grid and axes. */
  agreesOn(index: number, other: CoverageResult): boolean;
  /** Counts without building the cell, for a matrix: activities, leads, suggested. */
  activities(index: number): number;
  leads(index: number): number;
  suggested(index: number): number;
  /** The activities with records of one activity counted in each of the three ways. */
  activityCounts(index: number): ClusterCounts;
}

/** Why one activity counts for a cell, and how much. */
export interface EvidenceRow {
  readonly row: number;
  readonly sequence: number;
  readonly activity: string;
  readonly strength: "STRONG" | "WEAK" | "SUGGESTED";
  /** All that it is for some base cell: of several, one row may be strong evidence for one and weak for another. */
  readonly strengths: readonly EvidenceRow["strength"][];
  /** For weak evidence what it fails in; empty otherwise. */
  readonly weaknesses: readonly Weakness[];
}

export type ScopeLevel = ScopeRecord["level"];

/** One who answers for a cell, and what they declared for it. */
export interface ResponsibleParty {
  readonly organization: string;
  /** The agency that this organization reports as; null where it has none in the hub. */
  readonly agency: string | null;
  /** Role in the line's team; null for one who is here by claim or commitment alone. */
  readonly role: FacilitatorRole | null;
  readonly claims: boolean;
  readonly commits: boolean;
  /** Levels declared for the base cells of this cell and for parts of them; NONE where nothing was declared for a whole one. */
  readonly levels: readonly ScopeLevel[];
  /** The scope records that the levels come from. */
  readonly scopes: readonly string[];
  /** The worst of its sources. */
  readonly freshness: Freshness;
  readonly lastHarvest: HarvestOutcome | null;
  readonly lastGoodAt: Date | null;
  readonly sources: readonly string[];
}

/** What the register says of one base cell, and who decided it. */
export interface CellExpectation {
  readonly state: ExpectationState;
  /** A sentence; the decision's own where a record decides. */
  readonly reason: string;
  readonly decidedBy: string;
  /** Id of the deciding record; null for the definition's default. */
  readonly record: string | null;
}
