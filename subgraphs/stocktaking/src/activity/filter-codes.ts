import { hubError } from "@actionline/kit/hub-error";
import type { ReferenceView } from "../columns/reference-tables";
import { unknownId } from "../columns/unknown-id";
import type { ActivityFilter } from "./activity.filter";

const GOALS = 17;

/**
 * Refuses a code that the hub doesn't know. A slip of the pen would otherwise find nothing, and in a hub about absence
 * "nothing" must never be a typing error. Ids of agencies' own making (activities, reporters) may be unknown.
 */
export function refuseUnknownCodes(filter: ActivityFilter, view: ReferenceView): void {
  const { items, actionLines, sdgs, countries, regions, places, agencies, sources, years } = filter;
  refuse("plan item", items, view.items, "planItems lists them, such as GPA-18a");
  refuse("action line", actionLines, view.lines, "actionLines lists them: C1 to C11, C7-eHealth …");
  const isCountry = (id: string): boolean => view.places.get(id)?.level === "COUNTRY";
  refuse("country", countries, { has: isCountry }, "give ISO 3166-1 alpha-2 codes in capitals, such as KE");
  refuse("region", regions, { has: (id) => view.places.has(id) && !isCountry(id) }, "give M49 codes, such as 002");
  refuse("place", places, view.places, "give ISO 3166-1 alpha-2 countries, M49 regions or GLOBAL");
  refuse("agency", agencies, view.agencies, "agencies lists them");
  refuse("source", sources, view.sources, "sources lists them");
  const goal = sdgs?.find((each) => each < 1 || each > GOALS);
  if (goal !== undefined) throw hubError("BAD_INPUT", `${goal} is no goal of the 2030 Agenda; give 1 to ${GOALS}.`);
  const { from, to } = years ?? {};
  if (typeof from === "number" && typeof to === "number" && from > to) {
    throw hubError("BAD_INPUT", `years runs from ${from} to ${to}; give the earlier year as from.`);
  }
}

function refuse(noun: string, asked: readonly string[] | null | undefined, known: { has(id: string): boolean }, help: string): void {
  const unknown = asked?.find((id) => !known.has(id));
  if (unknown !== undefined) throw unknownId(noun, unknown, help);
}
