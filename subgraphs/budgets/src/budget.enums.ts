import { graphEnum } from "@actionline/kit/graph-enum";
import type { BudgetRecord } from "@actionline/schema/contract/records";

export type MoneyMeasureName = BudgetRecord["measure"];
export type BudgetStatusName = NonNullable<BudgetRecord["status"]>;
export type BudgetRevisionName = NonNullable<BudgetRecord["revision"]>;

export const MoneyMeasure = graphEnum<MoneyMeasureName>(
  "MoneyMeasure",
  "What an amount measures. Different measures are never added to each other.",
  {
    REQUIREMENT: "What the work would need.",
    BUDGET: "What is planned to be spent.",
    PLEDGE: "What somebody announced to give.",
    COMMITMENT: "What somebody is bound to pay.",
    DISBURSEMENT: "What was paid to somebody else.",
    EXPENDITURE: "What was spent on goods and services.",
    INCOMING: "What was received from somebody else.",
    IN_KIND: "The value of what was given other than money.",
  },
);

export const BudgetStatus = graphEnum<BudgetStatusName>("BudgetStatus", "Where a budget stands.", {
  DRAFT: "A draft, not yet put to the governing body.",
  PRESENTED: "Put to the governing body.",
  ADOPTED: "Adopted by the governing body.",
  INDICATIVE: "In the publisher's words indicative: subject to change. A word of IATI.",
  COMMITTED: "In the publisher's words committed: binding. A word of IATI.",
});

export const BudgetRevision = graphEnum<BudgetRevisionName>(
  "BudgetRevision",
  "Whether a budget is the first for its period or a later one.",
  {
    ORIGINAL: "The first budget for the period.",
    REVISED: "A later budget, which replaces the original for the same period.",
  },
);
