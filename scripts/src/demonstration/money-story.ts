import type { ActivityRecord, BudgetRecord } from "@actionline/schema/contract/records";
import { activityFrom, inEnglish } from "./activity-draft";
import type { Calendar } from "./calendar";
import { type AgencyId, organizationOf, referenceTo } from "./cast";
import type { Planted } from "./planted";
import type { PlantedMoney } from "./truth";

/** The acceptance fixture of the budgets' definitions: four agencies and a donor, dollars that are counted twice when just added up. */
export const MONEY: PlantedMoney = {
  boundary: (["signalhaven", "scriptoria", "meridiana", "granary"] as const).map(organizationOf),
  currency: "USD",
  naiveSum: "860",
  countedTwice: "210",
  net: { low: "645", high: "650" },
  externalResources: "700",
  unspent: { low: "50", high: "55" },
};

interface Flow {
  readonly reporter: AgencyId;
  readonly measure: "INCOMING" | "DISBURSEMENT" | "EXPENDITURE";
  readonly amount: number;
  readonly from?: AgencyId;
  readonly to?: AgencyId;
  readonly reference?: string;
}

/** Granary doesn't report what Meridiana paid it, and doesn't name whom it paid the last five. */
const FLOWS: readonly Flow[] = [
  { reporter: "signalhaven", measure: "INCOMING", amount: 500, from: "larkspur" },
  { reporter: "signalhaven", measure: "DISBURSEMENT", amount: 120, to: "scriptoria", reference: "STB-SECO-7" },
  { reporter: "signalhaven", measure: "EXPENDITURE", amount: 350 },
  { reporter: "scriptoria", measure: "INCOMING", amount: 120, from: "signalhaven", reference: "STB-SECO-7" },
  { reporter: "scriptoria", measure: "DISBURSEMENT", amount: 80, to: "openhands" },
  { reporter: "scriptoria", measure: "EXPENDITURE", amount: 30 },
  { reporter: "meridiana", measure: "INCOMING", amount: 200, from: "larkspur" },
  { reporter: "meridiana", measure: "DISBURSEMENT", amount: 90, to: "granary" },
  { reporter: "meridiana", measure: "EXPENDITURE", amount: 100 },
  { reporter: "granary", measure: "EXPENDITURE", amount: 85 },
  { reporter: "granary", measure: "DISBURSEMENT", amount: 5 },
];

const PLACES: Readonly<Partial<Record<AgencyId, { readonly item: string; readonly place: string; readonly title: string }>>> = {
  signalhaven: { item: "GPA-9c", place: "TZ", title: "Reading rooms on line, Tanzania: links and equipment" },
  scriptoria: { item: "GPA-10h", place: "TZ", title: "Reading rooms on line, Tanzania: collections" },
  meridiana: { item: "GPA-26c", place: "MN", title: "Herders' action plan, Mongolia: coordination" },
  granary: { item: "GPA-21a", place: "MN", title: "Herders' action plan, Mongolia: pasture advice" },
};

/** Four activities and the flows between those who carry them out. No other record of the set measures payments. */
export function moneyStory(calendar: Calendar): Planted {
  return {
    activities: Object.entries(PLACES).map(([agency, { item, place, title }]) => paidFor(calendar, agency as AgencyId, item, place, title)),
    budgets: FLOWS.filter((flow) => flow.reporter !== "signalhaven").map((flow, index) => money(calendar, flow, index)),
    bySource: {
      "signalhaven/finance": FLOWS.filter((flow) => flow.reporter === "signalhaven").map((flow, index) => money(calendar, flow, index)),
    },
  };
}

function paidFor(calendar: Calendar, agency: AgencyId, item: string, place: string, title: string): ActivityRecord {
  return activityFrom({
    agency,
    raw: "money-story",
    titles: inEnglish(title),
    activityKind: "PROJECT",
    period: { start: calendar.day(0, "01-01"), end: calendar.day(0, "12-31") },
    items: [{ item }],
    places: [{ place }],
    targetGroups: [`${agency}'s own clients`],
  });
}

function money(calendar: Calendar, flow: Flow, index: number): BudgetRecord {
  const { reporter, measure, amount, from, to, reference } = flow;
  return {
    kind: "BUDGET",
    id: `${reporter}:money-${measure.toLowerCase()}-${index + 1}`,
    activity: `${reporter}:money-story`,
    reporter: referenceTo(reporter),
    measure,
    period: { start: calendar.day(0, "01-01"), end: calendar.day(0, "12-31") },
    value: { amount: String(amount), currency: "USD", valueDate: calendar.day(0, "06-30") },
    ...(measure === "INCOMING" ? { receiver: referenceTo(reporter) } : { provider: referenceTo(reporter) }),
    ...(from === undefined ? {} : { provider: referenceTo(from) }),
    ...(to === undefined ? {} : { receiver: referenceTo(to) }),
    ...(reference === undefined ? {} : { reference }),
  };
}
