import type { BudgetRecord } from "@actionline/schema/contract/records";
import type { Reported } from "@actionline/schema/record-of-kind";
import { Directive, Field, Float, ID, ObjectType } from "type-graphql";
import {
  BudgetRevision,
  type BudgetRevisionName,
  BudgetStatus,
  type BudgetStatusName,
  MoneyMeasure,
  type MoneyMeasureName,
} from "./budget.enums";
import { BudgetPeriod } from "./budget-period";
import { Money } from "./money";

/** A budget as it is read: the stored record, and the sequence at which this version of it came in. */
export type BudgetVersion = Reported<BudgetRecord> & { readonly sequence: number };

@Directive('@key(fields: "id")')
@ObjectType({
  description: "One amount of one record, with what it measures. Amounts stand as reported and aren't added up across agencies.",
})
export class Budget {
  @Field(() => ID, { description: "The agency's short name, a colon, and the agency's own id as it writes it." })
  readonly id!: string;

  @Field(() => MoneyMeasure, { description: "What the amount measures." })
  readonly measure!: MoneyMeasureName;

  @Field(() => BudgetStatus, { nullable: true, description: "For a budget, where it stands; null where the publisher doesn't say." })
  readonly status?: BudgetStatusName;

  @Field(() => BudgetRevision, {
    nullable: true,
    description: "For a budget, whether it is the first for its period; null where not said.",
  })
  readonly revision?: BudgetRevisionName;

  @Field(() => BudgetPeriod, { description: "The time that the amount is for." })
  readonly period!: BudgetPeriod;

  @Field(() => Money, { description: "The amount." })
  readonly value!: Money;

  @Field(() => String, { nullable: true, description: "The transaction's own reference at its publisher; null where it gives none." })
  readonly reference?: string;

  @Field(() => Float, { description: "The sequence of the hub's log at which this version came in." })
  readonly sequence!: number;
}
