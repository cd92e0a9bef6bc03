import type { StakeholderType } from "@actionline/schema/stakeholder-type";
import { cellsOf, type Footprint, type Grid } from "../watch/watch-slice";
import type { WatchIndex } from "./watch-index";

/** How many cells are worked out in one pass; more are worked out in several. */
const MOST_AT_ONCE = 250_000;

/**
 * The watched part of the grid that footprints meet, as few grids as can be. They may hold cells that nobody watches,
 * since a pass costs the same for a few cells more; each cell stands in one of them at most.
 */
export function touchedGrids(index: WatchIndex, footprints: readonly Footprint[]): Grid[] {
  if (footprints.length === 0) return [];
  const byYear = new Map<number, Draft>();
  for (const { year, type, items, places } of index.reaches()) {
    const draft = byYear.get(year) ?? { items: new Set(), places: new Set(), years: new Set([year]), types: new Set() };
    const [namedItems, namedPlaces] = [[...items], [...places]];
    for (const footprint of footprints) meet(draft, footprint, year, type, namedItems, namedPlaces);
    if (draft.types.size > 0) byYear.set(year, draft);
  }
  const all = merged([...byYear.values()]);
  return cellsOf(all) <= MOST_AT_ONCE ? [all].filter((grid) => cellsOf(grid) > 0) : [...byYear.values()].map(gridOf).flatMap(split);
}

interface Draft {
  readonly items: Set<string>;
  readonly places: Set<string>;
  readonly years: Set<number>;
  readonly types: Set<StakeholderType | null>;
}

function meet(
  draft: Draft,
  { items, places, years }: Footprint,
  year: number,
  type: StakeholderType | null,
  itemNames: string[],
  placeNames: string[],
): void {
  if (years !== null && (year < years.from || year > years.to)) return;
  const meantItems = items === null ? itemNames : itemNames.filter((item) => items.has(item));
  const meantPlaces = places === null ? placeNames : placeNames.filter((place) => places.has(place));
  if (meantItems.length === 0 || meantPlaces.length === 0) return;
  for (const item of meantItems) draft.items.add(item);
  for (const place of meantPlaces) draft.places.add(place);
  draft.types.add(type);
}

function merged(drafts: readonly Draft[]): Grid {
  const all: Draft = { items: new Set(), places: new Set(), years: new Set(), types: new Set() };
  for (const { items, places, years, types } of drafts) {
    for (const item of items) all.items.add(item);
    for (const place of places) all.places.add(place);
    for (const year of years) all.years.add(year);
    for (const type of types) all.types.add(type);
  }
  return gridOf(all);
}

const gridOf = ({ items, places, years, types }: Draft): Grid => ({
  items: [...items],
  places: [...places],
  years: [...years],
  types: [...types],
});

/** Halves a grid along its longest list until it is small enough. */
function split(grid: Grid): Grid[] {
  if (cellsOf(grid) <= MOST_AT_ONCE) return [grid];
  const { items, places } = grid;
  if (items.length <= 1 && places.length <= 1) return [grid];
  const halves =
    items.length > places.length
      ? halvesOf(items).map((half) => ({ ...grid, items: half }))
      : halvesOf(places).map((half) => ({ ...grid, places: half }));
  return halves.flatMap(split);
}

function halvesOf<T>(list: readonly T[]): T[][] {
  const middle = list.length >>> 1;
  return [list.slice(0, middle), list.slice(middle)];
}
