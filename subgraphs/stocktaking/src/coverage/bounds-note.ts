import type { PlaceLevel } from "@actionline/schema/reference-records";
import type { ReferenceView } from "../columns/reference-tables";
import type { BaseGrid } from "./base-grid";
import type { StateCounts } from "./bounds";
import type { AxisValues, CoverageAxis } from "./coverage-query";

/** What one has to know before quoting the rates of a grid, in sentences; null where they speak for themselves. */
export function boundsNote(counts: StateCounts, axes: readonly AxisValues[], grid: BaseGrid, view: ReferenceView): string | null {
  if (grid.items.length * grid.places.length * grid.years.length * grid.types.length === 0) {
    return "What was asked for leaves no cell: there are no rates.";
  }
  const empty = axes.filter(({ values }) => values.length === 0).map(({ axis }) => emptyAxis(axis, view));
  const notes = [...empty, ...restingOnFew(counts, grid, view)];
  return notes.length === 0 ? null : notes.join(" ");
}

/** A rate of the few cells that somebody decided about mustn't read as one of all. */
function restingOnFew(counts: StateCounts, grid: BaseGrid, view: ReferenceView): string[] {
  const { UNDETERMINED: open, NOT_APPLICABLE: none } = counts;
  const applicable = counts.COVERED + counts.PARTIAL + counts.OMITTED + counts.UNKNOWN;
  if (open <= applicable) return [];
  const all = applicable + open + none;
  const head = applicable === 0 ? `There are no rates: none of ${all} cells is applicable` : `Rates stand on ${applicable} of ${all} cells`;
  const rest = applicable === 0 ? "all" : "the rest";
  const tail = none === 0 ? `${rest} are undetermined` : `${none} are not applicable and ${open} undetermined`;
  return [`${head}; ${tail}: ${whyOpen(grid, view)}.`];
}

const PLACES_OF_LEVEL: Readonly<Record<PlaceLevel, string>> = {
  GLOBAL: "the world as a whole",
  REGION: "these regions",
  SUBREGION: "these sub-regions",
  INTERMEDIATE_REGION: "these intermediate regions",
  COUNTRY: "these countries",
};

/** By the definition itself something is expected of a region, of any type or of one that the item names; else somebody must say so. */
function whyOpen({ places, types }: BaseGrid, view: ReferenceView): string {
  const levels = [...new Set(places.map((place) => view.places.get(place)?.level))];
  const [level] = levels;
  if (levels.some((each) => each !== "REGION")) {
    return `no expectation is set for ${levels.length === 1 && level !== undefined ? PLACES_OF_LEVEL[level] : "places that aren't regions"}`;
  }
  if (types.some((type) => type !== null)) return "these items name no such stakeholder type, and no expectation is set for one";
  return "whether anything is expected has been left open";
}

const WHY_EMPTY: Readonly<Record<CoverageAxis, string>> = {
  ITEM: "There is no plan item",
  ACTION_LINE: "No plan item here belongs to an action line",
  THEME: "No plan item here belongs to a theme",
  SDG: "No plan item here belongs to a line that is linked to a goal",
  COUNTRY: "No place here is a country",
  REGION: "No place here is a region or lies in one",
  PLACE_GROUP: "No place here is a country of a group",
  YEAR: "There is no year",
  STAKEHOLDER_TYPE: "There is no stakeholder type",
  REPORTER: "Nobody has reported anything",
};

function emptyAxis(axis: CoverageAxis, { themes, placeGroups }: ReferenceView): string {
  const why =
    axis === "THEME" && themes.size === 0
      ? "No theme is defined"
      : axis === "PLACE_GROUP" && placeGroups.size === 0
        ? "No group of countries is defined"
        : WHY_EMPTY[axis];
  return `${why}: nothing can be shown by ${axis}, and the rates are those of the whole grid.`;
}
