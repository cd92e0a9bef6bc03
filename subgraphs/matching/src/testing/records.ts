import type { Change } from "@actionline/log/log-entry";
import type { BudgetRecord } from "@actionline/schema/contract/records";
import type { Visibility } from "@actionline/schema/entry-kind";
import type { StoredActivity } from "@actionline/schema/hub-records";
import type { PlaceRecord } from "@actionline/schema/reference-records";
import { contextOf, type MatchContext } from "../assess/match-context";

/** An activity that is valid by default and overlaps with nothing by its own: a test gives the facts it is about. */
export function anActivity(id: string, more: Partial<StoredActivity> = {}): StoredActivity {
  const agency = id.split(":")[0] ?? id;
  return {
    kind: "ACTIVITY",
    id,
    title: [{ language: "en", text: id }],
    activityKind: "UNSPECIFIED",
    status: "IMPLEMENTING",
    period: { start: "2024-01-01", end: "2024-12-31" },
    reporter: { id: agency.toUpperCase(), name: agency, type: "INTERNATIONAL_ORGANIZATION" },
    source: `${agency}/feed`,
    suggestionRules: "1.0.0",
    suggestions: [],
    ...more,
  };
}

export const inEnglish = (text: string): StoredActivity["title"] => [{ language: "en", text }];

export const aBudget = (activity: string, amount: string, more: Partial<BudgetRecord> = {}): BudgetRecord => ({
  kind: "BUDGET",
  id: `${activity}/budget`,
  activity,
  reporter: { name: "a reporter" },
  measure: "BUDGET",
  period: { start: "2024-01-01", end: "2024-12-31" },
  value: { amount, currency: "USD" },
  ...more,
});

export const PLACES: readonly PlaceRecord[] = [
  { id: "GLOBAL", level: "GLOBAL", name: "the world", within: [] },
  { id: "002", level: "REGION", name: "Africa", within: ["GLOBAL"] },
  { id: "014", level: "INTERMEDIATE_REGION", name: "Eastern Africa", within: ["002", "GLOBAL"] },
  { id: "KE", level: "COUNTRY", name: "Kenya", within: ["014", "002", "GLOBAL"] },
  { id: "UG", level: "COUNTRY", name: "Uganda", within: ["014", "002", "GLOBAL"] },
  { id: "009", level: "REGION", name: "Oceania", within: ["GLOBAL"] },
  { id: "FJ", level: "COUNTRY", name: "Fiji", within: ["009", "GLOBAL"] },
];

export const ITEMS = [
  { id: "GPA-18", parent: null },
  { id: "GPA-18a", parent: "GPA-18" },
  { id: "GPA-18b", parent: "GPA-18" },
  { id: "GPA-9c", parent: null },
] as const;

/** A context over a few real places and items. */
export const aContext = (more: Partial<MatchContext> = {}): MatchContext => contextOf({ places: PLACES, items: ITEMS }, more);

/** The change that enters an activity. */
export const entered = (record: StoredActivity, visibility: Visibility = "PUBLIC"): Change<"ACTIVITY"> => ({
  kind: "ACTIVITY",
  subject: record.id,
  operation: "UPSERT",
  owner: record.id.split(":")[0] ?? "",
  visibility,
  record,
});

/** The change that takes one out. */
export const withdrawn = (id: string): Change<"ACTIVITY"> => ({
  kind: "ACTIVITY",
  subject: id,
  operation: "DELETE",
  owner: id.split(":")[0] ?? "",
  record: null,
});

/** The places and items as entries, for a log to hold. */
export function referenceChanges(): Change[] {
  const evidence = { verified: true, confidence: "high", sources: [] } as const;
  const itemFacts = { instrument: null, actionLine: null, paragraph: null, letter: null, title: null, nature: "ACTION" } as const;
  const more = { deadline: null, level: null, addressees: [], nearDuplicateOf: null, stakeholderTypes: [] } as const;
  const upsert = { operation: "UPSERT", owner: "hub:test" } as const;
  return [
    ...PLACES.map((record): Change => ({ kind: "PLACE", subject: record.id, ...upsert, record })),
    ...ITEMS.map(
      (item): Change => ({ kind: "PLAN_ITEM", subject: item.id, ...upsert, record: { ...item, ...itemFacts, ...more, ...evidence } }),
    ),
  ];
}
