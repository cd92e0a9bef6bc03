import { ancestorsOfItem, ancestorsOfLine, itemsBelow, liesIn, lineOfItem, remembered } from "../columns/plan-tree";
import type { KeptScope, ReferenceView } from "../columns/reference-tables";

/** What an agency declared for a cell. */
export interface Declarations {
  /** The scope that speaks for the cell; null where nothing was declared. */
  readonly scope: KeptScope | null;
  /** Scopes that speak for a part of the cell only: for an item below it, or a place in it. */
  readonly inside: readonly KeptScope[];
}

/** Records by a key of theirs; remembered as long as somebody holds the records. */
export const grouped = <T>(keyOf: (record: T) => string) =>
  remembered((records: ReadonlyMap<string, T>) => {
    const groups = new Map<string, T[]>();
    for (const record of records.values()) {
      const group = groups.get(keyOf(record));
      if (group === undefined) groups.set(keyOf(record), [record]);
      else group.push(record);
    }
    return groups as ReadonlyMap<string, readonly T[]>;
  });

/** Reporting scopes by the agency that declared them. */
export const scopesByAgency = grouped<KeptScope>(({ agency }) => agency);

/** What an agency declared for a cell as a whole and for parts of it; nothing where an organization reports as no agency. */
export function declarations(agency: string | null, item: string, place: string, year: number, view: ReferenceView): Declarations {
  if (agency === null) return { scope: null, inside: [] };
  return { scope: declared(agency, item, place, year, view), inside: declaredInside(agency, item, place, year, view) };
}

/**
 * What an agency declared for parts of the cell. What happened in a part is evidence for the whole, so that silence about
 * the whole says nothing where the agency itself says that it didn't tell all about the part.
 */
function declaredInside(agency: string, item: string, place: string, year: number, view: ReferenceView): KeptScope[] {
  const speaking = new Set<KeptScope>();
  for (const scope of scopesByAgency(view.scopes).get(agency) ?? []) {
    if (!scope.years.includes(year) || rankOf(scope, item, place, view) >= 0) continue;
    for (const [partOfItem, partOfPlace] of partsMeant(scope, item, place, view)) {
      const spoken = declared(agency, partOfItem, partOfPlace, year, view);
      if (spoken !== null) speaking.add(spoken);
    }
  }
  return [...speaking].filter((scope) => rankOf(scope, item, place, view) < 0);
}

/** The cells in which a scope and the cell meet: the item or what lies below it, in the place or what lies in it. */
function* partsMeant(scope: KeptScope, item: string, place: string, view: ReferenceView): Generator<readonly [string, string]> {
  const inPlace = placeRank(scope, place, view) >= 0 ? [place] : (scope.places ?? []).filter((part) => liesIn(view, part, place));
  if (inPlace.length === 0) return;
  const ofItem = itemRank(scope, item, view) >= 0 ? [item] : itemsBelow(view, item).filter((part) => itemRank(scope, part, view) >= 0);
  for (const partOfItem of ofItem) for (const partOfPlace of inPlace) yield [partOfItem, partOfPlace];
}

/** What an agency declared for the cell: its most specific scope that contains it; among equals the later one. */
function declared(agency: string, item: string, place: string, year: number, view: ReferenceView): KeptScope | null {
  let best: KeptScope | null = null;
  let bestRank = -1;
  for (const scope of scopesByAgency(view.scopes).get(agency) ?? []) {
    const rank = scope.years.includes(year) ? rankOf(scope, item, place, view) : -1;
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
