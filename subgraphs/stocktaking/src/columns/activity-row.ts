import { dayOf } from "@actionline/schema/calendar-day";
import type { ActivityRecord, OrganisationReference } from "@actionline/schema/contract/records";
import type { StoredActivity } from "@actionline/schema/hub-records";
import { STAKEHOLDER_TYPES, type StakeholderType } from "@actionline/schema/stakeholder-type";

export { leadOf, organizationKey } from "@actionline/schema/organization-key";
export { dayOf };

export interface YearSpan {
  readonly first: number;
  readonly last: number;
}

/** Bounds that no year lies beyond, within 16 bits. */
export const EVER: YearSpan = { first: -32_768, last: 32_767 };
/** Met by no year: a period without any date says nothing about any year. */
export const NEVER: YearSpan = { first: 32_767, last: -32_768 };

/** Work that may still go on where its period names no end; what is completed or cancelled ended on a day that nobody told. */
const GOING_ON: ReadonlySet<ActivityRecord["status"]> = new Set(["PLANNED", "IMPLEMENTING", "SUSPENDED"]);

/**
 * The years that a period meets. A missing end means still open for work that goes on, and the first year alone for work
 * that is over; with an end alone, only its own year is known.
 */
export function yearsOf({ start, end }: ActivityRecord["period"], status: ActivityRecord["status"]): YearSpan {
  const first = yearOf(start) ?? yearOf(end);
  if (first === null) return NEVER;
  return { first, last: yearOf(end) ?? (GOING_ON.has(status) ? EVER.last : first) };
}

/** The year of a calendar date; null where there is none. */
export function yearOf(date: string | null | undefined): number | null {
  return date == null || dayOf(date) === null ? null : Number(date.slice(0, 4));
}

/** Those whose stakeholder types an activity counts for: leads and implementers, never funders; else the reporter. */
export function actorsOf({ participants, reporter }: ActivityRecord): OrganisationReference[] {
  const actors = (participants ?? []).filter(({ role }) => role === "LEAD" || role === "IMPLEMENTER");
  return actors.length > 0 ? actors.map(({ organisation }) => organisation) : [reporter];
}

export const typeBit = (type: StakeholderType): number => 1 << STAKEHOLDER_TYPES.indexOf(type);

/** Beside the types' bits: somebody among the actors has a type that nobody states. */
export const TYPE_UNSTATED = 1 << STAKEHOLDER_TYPES.length;

/** The types of a mask, in the order of the closed list. */
export const typesOfMask = (mask: number): StakeholderType[] => STAKEHOLDER_TYPES.filter((type) => (mask & typeBit(type)) !== 0);

/** Goals as bits 1 to 17. */
export const goalMask = ({ sdgs }: StoredActivity): number => (sdgs ?? []).reduce((mask, { goal }) => mask | (1 << goal), 0);
