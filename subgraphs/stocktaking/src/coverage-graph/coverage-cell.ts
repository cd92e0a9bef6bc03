import { connectionOf, edgeOf } from "@actionline/kit/connection";
import type { StakeholderType as StakeholderTypeName } from "@actionline/schema/stakeholder-type";
import { Field, Int, ObjectType } from "type-graphql";
import { StakeholderType } from "../activity/activity.enums";
import type { CellState as CellStateName, OmissionBasis as OmissionBasisName } from "../coverage/cell-state";
import type { CoverageCell as CountedCell } from "../coverage/coverage-result";
import { DedupedCount } from "../dedupe";
import { ActionLineReference } from "../references/action-line.reference";
import { PlaceReference } from "../references/place.reference";
import { PlaceGroupReference } from "../references/place-group.reference";
import { PlanItemReference } from "../references/plan-item.reference";
import { ThemeReference } from "../references/theme.reference";
import { CellReason } from "./cell-reason";
import { CellState, OmissionBasis } from "./coverage.enums";
import { CoverageKey } from "./coverage-matrix";
import type { OpenedCoverage } from "./opened-coverage";

@ObjectType({ description: "How many base cells have a state." })
export class StateCount {
  @Field(() => CellState, { description: "The state." })
  readonly state!: CellStateName;

  @Field(() => Int, { description: "How many base cells have it." })
  readonly count!: number;
}

@ObjectType("CoverageCell", { description: "A cell of the grid, or the roll-up of several, with all that its state follows from." })
export class CoverageCell {
  /** The grid that the cell stands in, which its evidence is read from. */
  readonly coverage!: OpenedCoverage;
  /** The cell as it was counted. */
  readonly counted!: CountedCell;

  @Field(() => [CoverageKey], { description: "Where the cell stands: one value for each axis asked for." })
  readonly keys!: readonly CoverageKey[];

  @Field(() => PlanItemReference, { nullable: true, description: "The plan item; null where the cell stands for several." })
  readonly item!: PlanItemReference | null;

  @Field(() => ActionLineReference, { nullable: true, description: "The action line, where lines are an axis." })
  readonly actionLine!: ActionLineReference | null;

  @Field(() => ThemeReference, { nullable: true, description: "The theme, where themes are an axis." })
  readonly theme!: ThemeReference | null;

  @Field(() => Int, { nullable: true, description: "The goal of the 2030 Agenda, where goals are an axis." })
  readonly sdg!: number | null;

  @Field(() => PlaceReference, { nullable: true, description: "The place; null where the cell stands for several." })
  readonly place!: PlaceReference | null;

  @Field(() => PlaceGroupReference, { nullable: true, description: "The group of countries, where groups are an axis." })
  readonly placeGroup!: PlaceGroupReference | null;

  @Field(() => Int, { nullable: true, description: "The year; null where the cell stands for several." })
  readonly year!: number | null;

  @Field(() => StakeholderType, { nullable: true, description: "The stakeholder type; null for any type." })
  readonly stakeholderType!: StakeholderTypeName | null;

  @Field(() => String, { nullable: true, description: "Who reports, where reporters are an axis." })
  readonly reporter!: string | null;

  @Field(() => CellState, { nullable: true, description: "What can be said; null where reporters are an axis, which show counts only." })
  readonly state!: CellStateName | null;

  @Field(() => [CellReason], { description: "Why; empty where the state says it all." })
  readonly reasons!: readonly CellReason[];

  @Field(() => OmissionBasis, { nullable: true, description: "For an omission, what it rests on." })
  readonly basis!: OmissionBasisName | null;

  @Field(() => [StateCount], { description: "The base cells that it stands for, by state; states that none has are left out." })
  readonly stateCounts!: readonly StateCount[];

  @Field(() => Int, { description: "Distinct activities that are strong evidence; records of one activity count as dedupe asks." })
  readonly activities!: number;

  @Field(() => DedupedCount, { description: "The same number counted in all three ways." })
  readonly counts!: DedupedCount;

  @Field(() => Int, { description: "Records that are weak evidence for one of its base cells." })
  readonly weak!: number;

  @Field(() => Int, { description: "Distinct leads of the activities that are strong evidence." })
  readonly leads!: number;

  @Field(() => Int, { description: "Records that are suggested and await review: never evidence." })
  readonly suggested!: number;
}

@ObjectType({ description: "A cell in its list." })
export class CoverageCellEdge extends edgeOf(CoverageCell) {}

@ObjectType({ description: "A page of cells, row by row in the order of the axes." })
export class CoverageCellConnection extends connectionOf(CoverageCell, CoverageCellEdge) {}
