import { DateScalar } from "@actionline/kit/scalars";
import { Field, ObjectType } from "type-graphql";

@ObjectType({ description: "The time that an amount is for, as published: it may span calendar years, and isn't split here." })
export class BudgetPeriod {
  @Field(() => DateScalar, { description: "The first day." })
  readonly start!: string;

  @Field(() => DateScalar, { description: "The last day." })
  readonly end!: string;
}
