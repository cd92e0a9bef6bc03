import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { PageArguments } from "@actionline/kit/list-arguments";
import { CurrencyCodeScalar } from "@actionline/kit/scalars";
import { ArgsType, Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Budget } from "./budget";
import { BudgetStatus, type BudgetStatusName, MoneyMeasure, type MoneyMeasureName } from "./budget.enums";

@InputType({ description: "Which amounts to give: those that meet everything given. An empty list matches nothing." })
export class BudgetFilter {
  @Field(() => [ID], {
    nullable: true,
    description: "Amounts of these activities, those of activities that were merged into them among them.",
  })
  activities?: readonly string[] | null;

  @Field(() => [ID], { nullable: true, description: "Amounts that their publisher puts to these plan items." })
  items?: readonly string[] | null;

  @Field(() => [ID], { nullable: true, description: "Amounts that these agencies report." })
  agencies?: readonly string[] | null;

  @Field(() => [ID], { nullable: true, description: "Amounts that came by these sources." })
  sources?: readonly string[] | null;

  @Field(() => [MoneyMeasure], { nullable: true, description: "Amounts of these measures." })
  measures?: readonly MoneyMeasureName[] | null;

  @Field(() => [BudgetStatus], { nullable: true, description: "Budgets that stand so." })
  statuses?: readonly BudgetStatusName[] | null;

  @Field(() => [Int], { nullable: true, description: "Amounts whose period touches one of these calendar years." })
  years?: readonly number[] | null;

  @Field(() => [CurrencyCodeScalar], { nullable: true, description: "Amounts in these currencies." })
  currencies?: readonly string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: "Amounts reported by these organizations, by the hub's id or by the reference that the publisher gives.",
  })
  reporters?: readonly string[] | null;
}

@ArgsType()
export class BudgetSearch extends PageArguments {
  @Field(() => BudgetFilter, { nullable: true, description: "Which amounts; left out, all of them." })
  filter?: BudgetFilter | null;
}

@ObjectType({ description: "An amount and its place in the list." })
export class BudgetEdge extends edgeOf(Budget) {}

@ObjectType({
  description:
    "Amounts, a page at a time, in the order of their ids. Don't add them up across agencies: what one pays another, both may report.",
})
export class BudgetConnection extends connectionOf(Budget, BudgetEdge) {}
