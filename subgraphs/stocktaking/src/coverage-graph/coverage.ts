import { Snapshot } from "@actionline/kit/as-of";
import { Citation } from "@actionline/kit/citation";
import { Field, ObjectType } from "type-graphql";
import { SourceStatus } from "../source-status";
import { CoverageBounds } from "./coverage-bounds";
import type { OpenedCoverage } from "./opened-coverage";

@ObjectType("Coverage", {
  description: "A slice of the grid of plan items, places, years and stakeholder types: what is covered, omitted or unknown.",
})
export class Coverage {
  /** The slice as it was computed; cells and matrix are shown from it. */
  readonly opened!: OpenedCoverage;

  @Field(() => Snapshot, { description: "The point of the log that it was computed at." })
  readonly asOf!: Snapshot;

  @Field(() => CoverageBounds, { description: "What can be said about the slice as a whole." })
  readonly bounds!: CoverageBounds;

  @Field(() => [SourceStatus], { description: "The sources that it stands on." })
  readonly sources!: readonly SourceStatus[];

  @Field(() => Citation, { description: "How to cite the answer." })
  readonly cite!: Promise<Citation>;
}
