import { ancestorsOfItem, ancestorsOfLine, itemsBelow, liesIn, lineOfItem, remembered } from "../columns/plan-tree";
import type { KeptScope, ReferenceView } from "../columns/reference-tables";
import type { DefinitionChoices } from "./coverage-definition";

/** What an agency declared for a cell. */
export interface Declarations {
  /** The scope that speaks for the cell; null where nothing was declared. */
  readonly scope: KeptScope | null;
  /** Other scopes that speak for a part of the cell: for an item below it, or a place in it. */
  readonly inside: readonly KeptScope[];
}

interface Whole {
  readonly item: string;
  readonly place: string;
  readonly year: number;
}

/** Records by a key of theirs; remembered as long as somebody holds the records. */
export const grouped = <T>(keyOf: (record: T) => string) => groupedByEach<T>((record) => [keyOf(record)]);

/** The same for records that stand under several keys. */
export const groupedByEach = <T>(keysOf: (record: T) => readonly string[]) =>
  remembered((records: ReadonlyMap<string, T>) => {
    const groups = new Map<string, T[]>();
    for (const record of records.values()) {
      for (const key of new Set(keysOf(record))) {
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [record]);
        else group.push(record);
      }
    }
    return groups as ReadonlyMap<string, readonly T[]>;
  });

/** Reporting scopes by the agency that declared them. */
export const scopesByAgency = grouped<KeptScope>(({ agency }) => agency);
const EVERYWHERE = "everywhere";
/** By agency, year and each place that is named: what doesn't contain a place isn't even looked at. */
const scopesByPlace = groupedByEach<KeptScope>(({ agency, years, places }) =>
  years.flatMap((year) => (places ?? [EVERYWHERE]).map((place) => `${agency} ${year} ${place}`)),
);
const scopesOfYear = groupedByEach<KeptScope>(({ agency, years }) => years.map((year) => `${agency} ${year}`));

/** What an agency declared for a cell as a whole and, where the definition asks, for parts of it; nothing where an organization reports as no agency. */
export function declarations(
  agency: string | null,
  item: string,
  place: string,
  year: number,
  view: ReferenceView,
  { partsDeclared }: Pick<DefinitionChoices, "partsDeclared">,
): Declarations {
  if (agency === null) return { scope: null, inside: [] };
  const scope = declared(agency, item, place, year, view);
  return { scope, inside: partsDeclared ? declaredInside(agency, scope, { item, place, year }, view) : [] };
}

/**
 * What an agency declared for parts of the cell. What happened in a part is evidence for the whole, so that silence about
 * the whole says nothing where the agency itself says that it didn't tell all about the part.
 */
function declaredInside(agency: string, whole: KeptScope | null, { item, place, year }: Whole, view: ReferenceView): KeptScope[] {
  const own = (scopesOfYear(view.scopes).get(`${agency} ${year}`) ?? []).filter(({ places }) => meetsPlace(places, place, view));
  if (own.length === 0 || (own.length === 1 && own[0] === whole)) return [];
  // Between two scopes the same one is the closer all over a place, but for the places that either of them names.
  const named = own.flatMap(({ places }) => (places ?? []).filter((part) => part !== place && liesIn(view, part, place)));
  const speaking = new Set<KeptScope>();
  for (const partOfItem of [item, ...itemsBelow(view, item)]) {
    for (const partOfPlace of new Set([place, ...named])) {
      const spoken = closest(own, partOfItem, partOfPlace, view);
      if (spoken !== null && spoken !== whole) speaking.add(spoken);
    }
  }
  return [...speaking];
}

/** Whether one of the places is the other one, contains it or lies in it; no list means everywhere. */
export const meetsPlace = (places: readonly string[] | null | undefined, place: string, view: ReferenceView): boolean =>
  places == null || places.some((of) => liesIn(view, place, of) || liesIn(view, of, place));

/** What an agency declared for the cell as a whole: its most specific scope that contains it; among equals the later one. */
export function declared(agency: string, item: string, place: string, year: number, view: ReferenceView): KeptScope | null {
  const around = [place, ...(view.places.get(place)?.within ?? []), EVERYWHERE];
  const own = around.flatMap((of) => scopesByPlace(view.scopes).get(`${agency} ${year} ${of}`) ?? []);
  return own.length === 0 ? null : closest(own, item, place, view);
}

function closest(scopes: readonly KeptScope[], item: string, place: string, view: ReferenceView): KeptScope | null {
  let best: KeptScope | null = null;
  let bestRank = -1;
  for (const scope of scopes) {
    const rank = rankOf(scope, item, place, view);
    if (rank > bestRank || (rank === bestRank && best !== null && scope.sequence > best.sequence)) {
      best = scope;
      bestRank = rank;
    }
  }
  return bestRank < 0 ? null : best;
}

/** How closely a scope fits: the item before the place; -1 where it doesn't contain the cell. */
function rankOf(scope: KeptScope, item: string, place: string, view: ReferenceView): number {
  const byItem = itemRank(scope, item, view);
  const byPlace = placeRank(scope, place, view);
  return byItem < 0 || byPlace < 0 ? -1 : byItem * 100 + byPlace;
}

function itemRank({ items, actionLines }: KeptScope, item: string, view: ReferenceView): number {
  if (items === undefined && actionLines === undefined) return 0;
  if (items?.includes(item)) return 4;
  if (items !== undefined && ancestorsOfItem(view, item).some((above) => items.includes(above))) return 3;
  const line = lineOfItem(view, item);
  if (line === null || actionLines === undefined) return -1;
  if (actionLines.includes(line)) return 2;
  return ancestorsOfLine(view, line).some((above) => actionLines.includes(above)) ? 1 : -1;
}

function placeRank({ places }: KeptScope, place: string, view: ReferenceView): number {
  if (places === undefined) return 0;
  if (places.includes(place)) return 99;
  const distance = (view.places.get(place)?.within ?? []).findIndex((above) => places.includes(above));
  return distance === -1 ? -1 : 98 - Math.min(distance, 97);
}
