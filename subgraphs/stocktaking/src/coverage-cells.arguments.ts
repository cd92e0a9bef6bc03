import { ArgsType, Field } from "type-graphql";
import type { CellState as CellStateName } from "./coverage/cell-state";
import { CellState } from "./coverage.enums";
import { RowsArguments } from "./rows.arguments";

@ArgsType()
export class CellsArguments extends RowsArguments {
  @Field(() => [CellState], { nullable: true, description: "Only cells in these states; all where it is left out." })
  states?: CellStateName[] | null;
}
