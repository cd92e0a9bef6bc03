import { Snapshot } from "@actionline/kit/as-of";
import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { Field, Int, ObjectType } from "type-graphql";
import type { CellState as CellStateName } from "../coverage/cell-state";
import type { DefinitionLineName } from "../coverage/definition-lines";
import { Definition, DefinitionLineCode } from "../registers/definition";
import { CellState } from "./coverage.enums";
import { CoverageBounds } from "./coverage-bounds";
import { CoverageCell } from "./coverage-cell";
import { CoverageKey } from "./coverage-matrix";
import type { OpenedCoverage } from "./opened-coverage";

@ObjectType({ description: "A choice that two versions of a definition make differently." })
export class DefinitionDifference {
  @Field(() => DefinitionLineCode, { description: "What is chosen." })
  readonly line!: DefinitionLineName;

  @Field(() => String, { description: "How, by the version asked for." })
  readonly text!: string;

  @Field(() => String, { description: "How, by the version that it is compared with." })
  readonly against!: string;
}

@ObjectType({ description: "How many base cells have one state by the version asked for and one by the version compared with." })
export class StateTransition {
  @Field(() => CellState, { description: "The state by the version asked for." })
  readonly state!: CellStateName;

  @Field(() => CellState, { description: "The state by the version that it is compared with; the same where nothing changes." })
  readonly against!: CellStateName;

  @Field(() => Int, { description: "How many base cells." })
  readonly count!: number;
}

@ObjectType({ description: "A cell of which two versions of the definition say something different." })
export class ComparedCell {
  @Field(() => [CoverageKey], { description: "Where the cell stands: one value for each axis asked for." })
  readonly keys!: readonly CoverageKey[];

  @Field(() => CoverageCell, { description: "The cell by the version asked for, with its reasons and evidence." })
  readonly cell!: CoverageCell;

  @Field(() => CoverageCell, { description: "The same cell by the version that it is compared with." })
  readonly against!: CoverageCell;
}

@ObjectType({ description: "A compared cell in its list." })
export class ComparedCellEdge extends edgeOf(ComparedCell) {}

@ObjectType({ description: "A page of compared cells, row by row in the order of the axes." })
export class ComparedCellConnection extends connectionOf(ComparedCell, ComparedCellEdge) {}

@ObjectType("CoverageComparison", {
  description: "One slice of the grid, at one point, by two versions of the definition: what follows from the definition alone.",
})
export class CoverageComparison {
  /** The slice by the version asked for. */
  readonly opened!: OpenedCoverage;
  /** The slice by the version that it is compared with. */
  readonly other!: OpenedCoverage;

  @Field(() => Snapshot, { description: "The point of the log that both were computed at." })
  readonly asOf!: Snapshot;

  @Field(() => Definition, { description: "The version asked for." })
  readonly definition!: Definition;

  @Field(() => Definition, { description: "The version that it is compared with." })
  readonly against!: Definition;

  @Field(() => [DefinitionDifference], { description: "The choices that the two make differently, in sentences." })
  readonly differences!: readonly DefinitionDifference[];

  @Field(() => CoverageBounds, { description: "What can be said about the slice as a whole by the version asked for." })
  readonly bounds!: CoverageBounds;

  @Field(() => CoverageBounds, { description: "What can be said about it by the version that it is compared with." })
  readonly boundsAgainst!: CoverageBounds;
}
