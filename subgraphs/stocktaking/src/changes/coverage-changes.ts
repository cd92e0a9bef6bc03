import { Snapshot } from "@actionline/kit/as-of";
import { Citation } from "@actionline/kit/citation";
import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { Field, ID, Int, ObjectType } from "type-graphql";
import type { CellState as CellStateName } from "../coverage/cell-state";
import { CellReason } from "../coverage-graph/cell-reason";
import { CellState } from "../coverage-graph/coverage.enums";
import { CoverageBounds } from "../coverage-graph/coverage-bounds";
import { CoverageKey } from "../coverage-graph/coverage-matrix";
import { PlaceReference } from "../references/place.reference";
import { PlanItemReference } from "../references/plan-item.reference";
import type { ChangeCause as ChangeCauseName } from "./change-cause";
import type { ChangedKind as ChangedKindName, EntryChange as EntryChangeName } from "./change-entry";
import type { CellChange, PointsCompared } from "./compare-points";
import { ChangeCause, ChangedKind, EntryChange } from "./coverage-changes.enums";

@ObjectType({ description: "A record that came, went or was changed, and bears on a changed cell." })
export class ChangeEntry {
  @Field(() => ChangedKind, { description: "What kind of record." })
  readonly kind!: ChangedKindName;

  @Field(() => ID, { description: "The record's id." })
  readonly id!: string;

  @Field(() => EntryChange, { description: "What became of it." })
  readonly change!: EntryChangeName;
}

@ObjectType({ description: "How many cells went from one state to another by one cause." })
export class ChangeCount {
  @Field(() => CellState, { nullable: true, description: "The state before; null where there was no such cell." })
  readonly from!: CellStateName | null;

  @Field(() => CellState, { nullable: true, description: "The state after; null where there is no such cell any more." })
  readonly to!: CellStateName | null;

  @Field(() => ChangeCause, { description: "The cause." })
  readonly cause!: ChangeCauseName;

  @Field(() => Int, { description: "How many cells." })
  readonly count!: number;
}

@ObjectType("CoverageChange", { description: "A cell that says something else at the later point than at the earlier one, and why." })
export class CoverageChange {
  readonly compared!: PointsCompared;
  readonly found!: CellChange;

  @Field(() => [CoverageKey], { description: "Where the cell stands: one value for each axis asked for." })
  readonly keys!: readonly CoverageKey[];

  @Field(() => PlanItemReference, { nullable: true, description: "The plan item, where items are an axis." })
  readonly item!: PlanItemReference | null;

  @Field(() => PlaceReference, { nullable: true, description: "The place, where countries or regions are an axis." })
  readonly place!: PlaceReference | null;

  @Field(() => CellState, { nullable: true, description: "What it said; null where there was no such cell." })
  readonly from!: CellStateName | null;

  @Field(() => CellState, { nullable: true, description: "What it says; null where there is no such cell any more." })
  readonly to!: CellStateName | null;

  @Field(() => [CellReason], { description: "Why it said so." })
  readonly reasonsBefore!: readonly CellReason[];

  @Field(() => [CellReason], { description: "Why it says so." })
  readonly reasonsAfter!: readonly CellReason[];

  @Field(() => Int, { description: "Distinct activities that were strong evidence." })
  readonly activitiesBefore!: number;

  @Field(() => Int, { description: "Distinct activities that are strong evidence." })
  readonly activitiesAfter!: number;

  @Field(() => ChangeCause, {
    description:
      "The one cause: what alone makes the cell what it is now. Where several would, what the hub itself changed or failed to read comes before what happened in the world.",
  })
  readonly cause!: ChangeCauseName;

  @Field(() => Boolean, {
    description: "Whether the cause didn't do it alone: several were needed, and it is the last of them in the order of precedence.",
  })
  readonly together!: boolean;
}

@ObjectType({ description: "A changed cell in its list." })
export class CoverageChangeEdge extends edgeOf(CoverageChange) {}

@ObjectType({ description: "A page of changed cells, row by row in the order of the axes." })
export class CoverageChangeConnection extends connectionOf(CoverageChange, CoverageChangeEdge) {}

@ObjectType("CoverageChanges", {
  description: "What changed in a slice of the grid between two points of the log, and what each change is put down to.",
})
export class CoverageChanges {
  readonly compared!: PointsCompared;

  @Field(() => Snapshot, { description: "The earlier point." })
  readonly since!: Snapshot;

  @Field(() => Snapshot, { description: "The later point." })
  readonly asOf!: Snapshot;

  @Field(() => CoverageBounds, { description: "What could be said about the slice as a whole at the earlier point." })
  readonly boundsSince!: CoverageBounds;

  @Field(() => CoverageBounds, { description: "What can be said about it at the later point." })
  readonly bounds!: CoverageBounds;

  @Field(() => [String], {
    description: "Versions of the definition that the two answers were computed by: the earlier one's, the later one's.",
  })
  readonly definitionVersions!: readonly string[];

  @Field(() => [ChangeCount], { description: "Changed cells by state before, state after and cause: the most frequent first." })
  readonly counts!: readonly ChangeCount[];

  @Field(() => Citation, { description: "How to cite the answer." })
  readonly cite!: Promise<Citation>;
}
