import { hubError } from "@actionline/kit/hub-error";
import type { PlaceLevel } from "@actionline/schema/reference-records";
import { liesIn } from "../columns/plan-tree";
import type { ReferenceView } from "../columns/reference-tables";
import type { CoverageAxis, CoverageQuery } from "./coverage-query";

/** The places of a query's base cells: those of one level, within those named, or those named themselves. */
export function placesMeant({ places, placeLevel, by }: CoverageQuery, view: ReferenceView): string[] {
  refuseBelowAxes(places ?? [], by, view);
  const level = placeLevel ?? levelOfAxes(by) ?? (places === undefined ? "REGION" : null);
  if (level === null) return [...new Set(places)].sort();
  const ofLevel = [...view.places.values()].filter((place) => place.level === level).map(({ id }) => id);
  if (places === undefined) return ofLevel.sort();
  const within = ofLevel.filter((id) => places.some((asked) => liesIn(view, id, asked)));
  // A place named that is smaller than the level stands for itself: asked for Kenya, the answer isn't Africa.
  const smaller = places.filter((asked) => !within.some((id) => liesIn(view, id, asked)));
  return [...new Set([...within, ...smaller])].sort();
}

/** Countries where an axis needs them; a region alone is its own base cell. */
function levelOfAxes(by: readonly CoverageAxis[]): PlaceLevel | null {
  if (by.includes("COUNTRY") || by.includes("PLACE_GROUP")) return "COUNTRY";
  return by.includes("REGION") ? "REGION" : null;
}

/** Axes whose values are wider than a place can be, the levels that lie below them, and what to name instead. */
const BELOW_AXES: readonly { readonly axis: CoverageAxis; readonly below: readonly PlaceLevel[]; readonly instead: string }[] = [
  {
    axis: "REGION",
    below: ["SUBREGION", "INTERMEDIATE_REGION", "COUNTRY"],
    instead: "give places of level REGION or above",
  },
  // A region and a group cross, so that a region narrows a group as a filter does; a single country is no group.
  { axis: "PLACE_GROUP", below: ["COUNTRY"], instead: "give places wider than a country" },
];

/** No part of a place is shown under the name of the whole, whichever level was asked for. */
function refuseBelowAxes(places: readonly string[], by: readonly CoverageAxis[], view: ReferenceView): void {
  // With countries as an axis too, each cell is named by its own country.
  if (by.includes("COUNTRY")) return;
  for (const { axis, below, instead } of BELOW_AXES.filter((wide) => by.includes(wide.axis))) {
    const small = places.find((id) => below.some((level) => level === view.places.get(id)?.level));
    if (small !== undefined) throw hubError("BAD_INPUT", `${small} lies below ${axis}: ask by COUNTRY, or ${instead}.`);
  }
}
