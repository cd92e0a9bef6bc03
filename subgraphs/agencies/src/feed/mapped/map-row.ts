import { makeHubId } from "@actionline/schema/hub-id";
import type { MappedActivity, MappedBudget, MappedValue, Mapping } from "@actionline/schema/mapping";
import type { PlacedChange, PublishedItem, UnreadableItem } from "../feed-item";
import { MAPPED_RULES } from "./mapped-rules";
import { type Lookup, Row } from "./row";

type Fields = Record<string, unknown>;

/** One record of a source, as the contract writes it: the validator judges it like any other. */
export function mapRow(mapping: Mapping, agency: string, lookup: Lookup, place: string): PublishedItem | UnreadableItem {
  const row = new Row(lookup, place);
  const own = row.value(mapping.activity.id);
  if (own === undefined) return withoutId(mapping.activity.id, place);
  const id = makeHubId(agency, own);
  const activity = activityOf(mapping.activity, id, row);
  const budgets = (mapping.budgets ?? []).flatMap((budget, index) => budgetOf(budget, index, activity, row));
  const changes = [activity, ...budgets].map((record): PlacedChange => ({ place, change: { operation: "UPSERT", record } }));
  return { type: "PUBLISHED", place, changes, findings: row.findings };
}

function withoutId({ from = "" }: MappedValue, place: string): UnreadableItem {
  const { severity } = MAPPED_RULES.MAPPED_ID_MISSING;
  const finding = { rule: "MAPPED_ID_MISSING", severity, pointer: `/${from}`, value: "", place };
  return { type: "UNREADABLE", place, id: null, finding, excerpt: "" };
}

function activityOf(mapped: MappedActivity, id: string, row: Row): Fields {
  const texts = (rules: MappedActivity["description"]): Fields[] => listOf(rules).flatMap((rule) => row.text(rule) ?? []);
  return filled({
    kind: "ACTIVITY",
    id,
    title: texts(mapped.title),
    description: texts(mapped.description),
    activityKind: row.value(mapped.activityKind) ?? "UNSPECIFIED",
    status: row.value(mapped.status),
    period: filled({ start: row.date(mapped.start), end: row.date(mapped.end, true) }),
    reporter: organisationOf(row.value(mapped.reporter)),
    participants: participantsOf(mapped, row),
    items: row.values(mapped.items).map((item) => ({ item })),
    actionLines: row.values(mapped.actionLines),
    sdgs: row.values(mapped.sdgs).map(sdgOf),
    places: row.values(mapped.places).map((place) => ({ place })),
    targetGroups: row.values(mapped.targetGroups),
    homepage: row.value(mapped.homepage),
  });
}

function participantsOf(mapped: MappedActivity, row: Row): Fields[] {
  const roles = { FUNDER: mapped.funders, LEAD: mapped.leads, IMPLEMENTER: mapped.implementers };
  return Object.entries(roles).flatMap(([role, rule]) => row.values(rule).map((name) => ({ role, organisation: organisationOf(name) })));
}

function budgetOf(mapped: MappedBudget, index: number, activity: Fields, row: Row): Fields[] {
  const amount = row.amount(mapped.amount);
  if (amount === undefined) return [];
  return [
    filled({
      kind: "BUDGET",
      id: `${String(activity.id)}/budget/${index + 1}`,
      activity: activity.id,
      reporter: activity.reporter,
      measure: row.value(mapped.measure),
      period: filled({ start: row.date(mapped.start), end: row.date(mapped.end, true) }),
      value: filled({ amount, currency: row.value(mapped.currency) }),
      provider: organisationOf(row.value(mapped.provider)),
    }),
  ];
}

const organisationOf = (name: string | undefined): Fields | undefined => (name === undefined ? undefined : { name });

/** `3` is a goal, `3.c` a target of it. */
function sdgOf(code: string): Fields {
  const goal = Number(code.split(".")[0]);
  return code.includes(".") ? { goal, target: code } : { goal };
}

const listOf = <T>(given: T | readonly T[] | undefined): readonly T[] =>
  given === undefined ? [] : Array.isArray(given) ? (given as readonly T[]) : [given as T];

/** Without what is missing: an empty list says nothing, and the contract has no nulls. The period stays, whatever it lacks. */
function filled(fields: Fields): Fields {
  const isFilled = ([name, value]: [string, unknown]): boolean =>
    value !== undefined && !(Array.isArray(value) && value.length === 0 && name !== "title");
  return Object.fromEntries(Object.entries(fields).filter(isFilled));
}
