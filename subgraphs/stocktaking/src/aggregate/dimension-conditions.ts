import type { StakeholderType } from "@actionline/schema/stakeholder-type";
import type { ActivityKindName, ActivityStatusName, AssignmentBasisName } from "../activity/activity.enums";
import type { ActivityFilter } from "../activity/activity.filter";
import type { ActivityDimensionName } from "./activity-dimension";

/** The filter that finds the rows with a value of a dimension, by the field that filters by it. */
const CONDITIONS: Readonly<Record<ActivityDimensionName, (value: string) => ActivityFilter>> = {
  ACTION_LINE: (line) => ({ actionLines: [line] }),
  ITEM: (item) => ({ items: [item] }),
  SDG: (goal) => ({ sdgs: [Number(goal)] }),
  COUNTRY: (country) => ({ countries: [country] }),
  REGION: (region) => ({ regions: [region] }),
  YEAR: (year) => ({ years: { from: Number(year), to: Number(year) } }),
  KIND: (kind) => ({ kinds: [kind as ActivityKindName] }),
  STATUS: (status) => ({ statuses: [status as ActivityStatusName] }),
  REPORTER: (reporter) => ({ reporters: [reporter] }),
  AGENCY: (agency) => ({ agencies: [agency] }),
  SOURCE: (source) => ({ sources: [source] }),
  STAKEHOLDER_TYPE: (type) => ({ stakeholderTypes: [type as StakeholderType] }),
  BASIS: (basis) => ({ basis: [basis as AssignmentBasisName] }),
};

/** The filter that finds a group's rows among all activities. */
export function conditionOf(dimensions: readonly ActivityDimensionName[], values: readonly string[]): ActivityFilter {
  return Object.assign({}, ...dimensions.map((dimension, index) => CONDITIONS[dimension](values[index] ?? "")));
}

/** A filter narrowed by conditions; where both speak of one field, both have to hold. */
export function narrow(filter: ActivityFilter, condition: ActivityFilter): ActivityFilter {
  const whole = plain(filter);
  const clash = Object.keys(condition).some((field) => field in whole);
  if (!clash) return { ...whole, ...condition };
  return { ...whole, allOf: [...(whole.allOf ?? []), { ...bases(whole), ...condition }] };
}

/** A filter without some: those that any of the conditions finds. */
export function exclude(filter: ActivityFilter, conditions: readonly ActivityFilter[]): ActivityFilter {
  const whole = plain(filter);
  return { ...whole, noneOf: [...(whole.noneOf ?? []), ...conditions.map((condition) => ({ ...bases(whole), ...condition }))] };
}

/** What counts as an assignment holds in the parts of a filter as in the whole. */
function bases({ includeSuggested }: ActivityFilter): ActivityFilter {
  return includeSuggested === true ? { includeSuggested } : {};
}

/** The filter as plain JSON, without what it leaves out. */
function plain(filter: ActivityFilter): ActivityFilter {
  return JSON.parse(JSON.stringify(filter, (_field, value: unknown) => value ?? undefined));
}
