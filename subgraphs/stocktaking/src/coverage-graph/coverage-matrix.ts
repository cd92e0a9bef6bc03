import { Field, Int, ObjectType } from "type-graphql";
import type { CellState as CellStateName } from "../coverage/cell-state";
import type { CoverageAxis as CoverageAxisName } from "../coverage/coverage-query";
import { CellState, CoverageAxis } from "./coverage.enums";

@ObjectType({ description: "A value of an axis of the grid." })
export class CoverageKey {
  @Field(() => CoverageAxis, { description: "The axis." })
  readonly axis!: CoverageAxisName;

  @Field(() => String, { description: "The value, such as GPA-18a or 002." })
  readonly value!: string;

  @Field(() => String, { description: "The value in words." })
  readonly label!: string;
}

@ObjectType({ description: "What a row or a column of the matrix stands for: one value for each of its axes." })
export class CoverageHeader {
  @Field(() => [CoverageKey], { description: "The values; none where the matrix has a single column for everything." })
  readonly keys!: readonly CoverageKey[];

  @Field(() => String, { description: "The values in words." })
  readonly label!: string;
}

@ObjectType({ description: "The whole grid in one small answer. Each list has one entry for each row, and in it one for each column." })
export class CoverageMatrix {
  @Field(() => [CoverageHeader], { description: "The rows: values of the first axis asked for." })
  readonly rows!: readonly CoverageHeader[];

  @Field(() => [CoverageHeader], { description: "The columns: values of the other axes, in the order asked." })
  readonly columns!: readonly CoverageHeader[];

  @Field(() => [[CellState]], { nullable: "items", description: "States; null where reporters are an axis, which show counts only." })
  readonly states!: readonly (readonly (CellStateName | null)[])[];

  @Field(() => [[Int]], {
    description: "Distinct activities that are strong evidence; records of one activity count as dedupe asks.",
  })
  readonly activities!: readonly (readonly number[])[];

  @Field(() => [[Int]], { description: "Distinct leads of those activities." })
  readonly leads!: readonly (readonly number[])[];

  @Field(() => [[Int]], { description: "Records that are suggested and await review: never evidence." })
  readonly suggested!: readonly (readonly number[])[];
}
