import { ArgsType, Field } from "type-graphql";
import type { CellState as CellStateName } from "../coverage/cell-state";
import { RowsArguments } from "../rows.arguments";
import { CellState } from "./coverage.enums";

@ArgsType()
export class CellsArguments extends RowsArguments {
  @Field(() => [CellState], { nullable: true, description: "Only cells in these states; all where it is left out." })
  states?: CellStateName[] | null;
}
