import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { MoneyChange } from "@actionline/registry/admin/effect";
import type { BudgetRecord } from "@actionline/schema/contract/records";
import { type RehearsedRun, subjectsOf } from "./rehearsed-run";

/** An amount has six digits after the point at most. */
const DIGITS = 6;

/** What an agency's amounts come to before and after a run, by measure and currency; those that stay aren't told. */
export async function effectOnMoney({ scratch, agency, before }: RehearsedRun): Promise<MoneyChange[]> {
  const [old, now]: [BudgetRecord[], BudgetRecord[]] = [[], []];
  for await (const { _id, to, record } of versionsOf(scratch, "BUDGET").find({ subject: subjectsOf(agency) })) {
    if (_id <= before && to > before) old.push(record);
    if (to === OPEN) now.push(record);
  }
  const [was, is] = [sumsOf(old), sumsOf(now)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((key) => {
    const [from, to] = [was.get(key) ?? 0n, is.get(key) ?? 0n];
    const [measure = "", currency = ""] = key.split(" ");
    return from === to ? [] : [{ measure, currency, before: written(from), after: written(to), delta: written(to - from) }];
  });
}

/** Where a period has a revised budget, the original isn't counted. */
function sumsOf(budgets: readonly BudgetRecord[]): Map<string, bigint> {
  const revised = new Set(budgets.filter(({ revision }) => revision === "REVISED").map(slotOf));
  const sums = new Map<string, bigint>();
  for (const budget of budgets) {
    if (budget.revision === "ORIGINAL" && revised.has(slotOf(budget))) continue;
    const key = `${budget.measure} ${budget.value.currency}`;
    sums.set(key, (sums.get(key) ?? 0n) + digitsOf(budget.value.amount));
  }
  return sums;
}

const slotOf = ({ activity = "", measure, period, value }: BudgetRecord): string =>
  JSON.stringify([activity, measure, period.start, period.end, value.currency]);

/** An amount in millionths, of which none is lost. */
function digitsOf(amount: string): bigint {
  const [whole = "", fraction = ""] = amount.split(".");
  return BigInt(`${whole}${fraction.padEnd(DIGITS, "0")}`);
}

function written(millionths: bigint): string {
  const digits = (millionths < 0n ? -millionths : millionths).toString().padStart(DIGITS + 1, "0");
  const fraction = digits.slice(-DIGITS).replace(/0+$/, "");
  return `${millionths < 0n ? "-" : ""}${digits.slice(0, -DIGITS)}${fraction === "" ? "" : `.${fraction}`}`;
}
