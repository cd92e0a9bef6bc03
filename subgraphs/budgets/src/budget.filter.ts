import { hubError } from "@actionline/kit/hub-error";
import type { Version } from "@actionline/log/log-entry";
import type { BudgetRecord } from "@actionline/schema/contract/records";
import { makeHubId } from "@actionline/schema/hub-id";
import type { SourceRecord } from "@actionline/schema/hub-records";
import type { Reported } from "@actionline/schema/record-of-kind";
import type { Filter } from "mongodb";
import type { BudgetFilter } from "./budget.search";

type BudgetCondition = Filter<Version<Reported<BudgetRecord>>>;

/** What a filter means to the index. Periods are kept as text dates, whose order is the calendar's. */
export function meeting(filter: BudgetFilter): BudgetCondition {
  const { reporters, years } = filter;
  const conditions = [
    among("record.activity", filter.activities),
    among("record.item", filter.items),
    among("record.agency", filter.agencies),
    among("record.source", filter.sources),
    ofAgencies(filter.agencies),
    ofAgencies(filter.sources?.map(agencyOfSource)),
    among("record.measure", filter.measures),
    among("record.status", filter.statuses),
    among("record.value.currency", filter.currencies),
    ...(reporters ? [{ $or: [...among("record.reporter.id", reporters), ...among("record.reporter.reference", reporters)] }] : []),
    ...(years ? [touchingAny(years)] : []),
  ].flat();
  return conditions.length === 0 ? {} : { $and: conditions };
}

/** Whether a filter leaves room for anything of a source: an answer stands on it then, even where it gave nothing. */
export function couldAnswer({ sources, agencies }: BudgetFilter, { id, agency }: SourceRecord): boolean {
  return (!sources || sources.includes(id)) && (!agencies || agencies.includes(agency));
}

function among(field: string, values: readonly string[] | null | undefined): BudgetCondition[] {
  return values ? [{ [field]: { $in: [...values] } }] : [];
}

/** Ids begin with their agency's name, so that a page of one agency's is read where they stand and not searched for. */
function ofAgencies(agencies: readonly string[] | null | undefined): BudgetCondition[] {
  if (!agencies || agencies.length === 0) return [];
  // ";" is the character after ":".
  return [{ $or: agencies.map((agency) => ({ subject: { $gte: makeHubId(agency, ""), $lt: `${agency};` } })) }];
}

const agencyOfSource = (source: string): string => source.split("/", 1)[0] ?? source;

function touchingAny(years: readonly number[]): BudgetCondition {
  const outside = years.find((year) => year < 1900 || year > 2199);
  if (outside !== undefined) throw hubError("BAD_INPUT", `filter.years takes calendar years from 1900 to 2199; you gave ${outside}.`);
  // MongoDB refuses an empty $or; an empty list of years matches nothing, as every empty list of a filter does.
  if (years.length === 0) return { subject: { $in: [] } };
  return {
    $or: years.map((year) => ({ "record.period.start": { $lte: `${year}-12-31` }, "record.period.end": { $gte: `${year}-01-01` } })),
  };
}
