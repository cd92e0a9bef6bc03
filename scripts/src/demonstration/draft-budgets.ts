import type { ActivityRecord, BudgetRecord } from "@actionline/schema/contract/records";
import type { Calendar } from "./calendar";
import { type AgencyId, CAST, referenceTo } from "./cast";
import type { Random } from "./random";

const CURRENCIES = ["USD", "USD", "USD", "EUR", "CHF"] as const;

/**
 * Budgets beside about a third of the activities that name an item: adopted, draft, revised, one negative correction.
 * None measures a payment: what is paid stands in the money story alone, so that its sum stays exactly known.
 */
export function draftBudgets(calendar: Calendar, random: Random, activities: readonly ActivityRecord[]): BudgetRecord[] {
  return activities
    .filter((activity) => activity.items !== undefined && random.chance(0.33))
    .flatMap((activity) => budgetsOf(calendar, random, activity));
}

function budgetsOf(calendar: Calendar, random: Random, activity: ActivityRecord): BudgetRecord[] {
  const agency = agencyOf(activity);
  const first = activity.period.start?.slice(0, 4) ?? String(calendar.lastClosedYear);
  // Some agencies plan for two years: such a budget is kept with its own period, never filed under one year.
  const last = random.chance(0.2) ? String(Number(first) + 1) : first;
  const amount = random.between(20, 900) * 1_000;
  const budget = (suffix: string, more: Partial<BudgetRecord>, value: number): BudgetRecord => ({
    kind: "BUDGET",
    id: `${agency}:budget-${activity.id.slice(agency.length + 1)}${suffix}`,
    activity: activity.id,
    reporter: referenceTo(agency),
    measure: "BUDGET",
    status: Number(first) > calendar.lastClosedYear ? "DRAFT" : "ADOPTED",
    revision: "ORIGINAL",
    period: { start: `${first}-01-01`, end: `${last}-12-31` },
    value: { amount: `${value}.00`, currency: random.pick(CURRENCIES) },
    ...more,
  });
  const original = budget("", {}, amount);
  const revised = budget("-revised", { revision: "REVISED" }, Math.round(amount * 0.9));
  if (random.chance(0.2)) return [original, { ...revised, value: { ...revised.value, currency: original.value.currency } }];
  if (random.chance(0.1)) return [original, budget("-commitment", { measure: "COMMITMENT", status: "COMMITTED" }, Math.round(amount / 2))];
  return [original];
}

function agencyOf(activity: ActivityRecord): AgencyId {
  const agency = CAST.find((each) => activity.id.startsWith(`${each.agency}:`))?.agency;
  if (agency === undefined) throw new Error(`${activity.id} belongs to no agency of the cast.`);
  return agency;
}

/** What agencies ask for per item in the year to come, put before their governing bodies. */
export function requirements(calendar: Calendar): BudgetRecord[] {
  const asked: readonly (readonly [AgencyId, string, number])[] = [
    ["nordlys", "GPA-18a", 1_200_000],
    ["nordlys", "GPA-18c", 450_000],
    ["signalhaven", "GPA-9d", 3_000_000],
    ["scriptoria", "GPA-23n", 150_000],
    ["granary", "GPA-21b", 600_000],
  ];
  return asked.map(([agency, item, amount]) => ({
    kind: "BUDGET",
    id: `${agency}:requirement-${item}`,
    item,
    reporter: referenceTo(agency),
    measure: "REQUIREMENT",
    status: "PRESENTED",
    period: { start: calendar.day(2, "01-01"), end: calendar.day(2, "12-31") },
    value: { amount: String(amount), currency: "USD" },
  }));
}
