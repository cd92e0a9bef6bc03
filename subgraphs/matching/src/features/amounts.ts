import type { BudgetRecord } from "@actionline/schema/contract/records";

/** What an activity's amounts of one measure in one currency come to. */
export interface Amount {
  readonly measure: BudgetRecord["measure"];
  readonly currency: string;
  readonly total: number;
  /** The last date that values are told for, for an exchange rate. */
  readonly on: string;
}

/** Sums by measure and currency; where a period has a revised budget, the original isn't counted. */
export function amountsOf(budgets: readonly BudgetRecord[]): Amount[] {
  const revised = new Set(budgets.filter(({ revision }) => revision === "REVISED").map(slotOf));
  const sums = new Map<string, Amount>();
  for (const budget of budgets) {
    if (budget.revision === "ORIGINAL" && revised.has(slotOf(budget))) continue;
    const { measure, value, period } = budget;
    const key = `${measure} ${value.currency}`;
    const known = sums.get(key);
    const on = value.valueDate ?? period.start;
    const total = (known?.total ?? 0) + Number(value.amount);
    sums.set(key, { measure, currency: value.currency, total, on: known !== undefined && known.on > on ? known.on : on });
  }
  return [...sums.keys()].sort().flatMap((key) => sums.get(key) ?? []);
}

const slotOf = ({ measure, period, value }: BudgetRecord): string => `${measure} ${period.start} ${period.end} ${value.currency}`;
