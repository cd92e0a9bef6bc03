import { AsOf } from "@actionline/kit/as-of";
import { ArgsType, Field } from "type-graphql";
import type { CellState as CellStateName } from "../coverage/cell-state";
import { CellState } from "../coverage-graph/coverage.enums";
import { CoverageArguments } from "../coverage-graph/coverage.query";
import { RowsArguments } from "../rows.arguments";
import type { ChangeCause as ChangeCauseName } from "./change-cause";
import { ChangeCause } from "./coverage-changes.enums";

@ArgsType()
export class CoverageChangesArguments extends CoverageArguments {
  @Field(() => AsOf, { description: "The earlier of the two points; asOf, or now where it is left out, is the later one." })
  since!: AsOf;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether cells with the same state have changed too where they count other activities, or other states of their base cells.",
  })
  counts?: boolean | null;
}

@ArgsType()
export class ChangedCellsArguments extends RowsArguments {
  @Field(() => [ChangeCause], { nullable: true, description: "Only changes by these causes; by any where left out." })
  causes?: ChangeCauseName[] | null;

  @Field(() => [CellState], { nullable: true, description: "Only cells that were in one of these states." })
  from?: CellStateName[] | null;

  @Field(() => [CellState], { nullable: true, description: "Only cells that are in one of these states now." })
  to?: CellStateName[] | null;
}
