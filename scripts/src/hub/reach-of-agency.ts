import type { Footprint } from "@actionline/notices/watch/watch-slice";
import { ancestorsOfItem, itemsBelow, liesIn, lineOfItem } from "@actionline/stocktaking/columns/plan-tree";
import type { ReferenceView } from "@actionline/stocktaking/columns/reference-tables";

/**
 * Every cell that an agency answers for, as parts of the grid: the rule of `partiesOf` read from the other end, so that a
 * source that fails leads to the watches it concerns without asking who answers for each of their cells.
 */
export function reachOfAgency(agency: string, view: ReferenceView): Footprint[] {
  const organization = view.agencies.get(agency)?.organization ?? null;
  return [...byRole(organization, view), ...byClaim(agency, view), ...byCommitment(organization, view)];
}

/** It facilitates the line; a date that wasn't found bounds nothing. */
function byRole(organization: string | null, view: ReferenceView): Footprint[] {
  return [...view.facilitators.values()]
    .filter((facilitator) => facilitator.organization === organization)
    .map(({ actionLine, from, to }) => ({ items: itemsOfLines([actionLine], view), places: null, years: yearsOf(from, to) }));
}

/**
 * It names the item, one above or below it, or its line in a reporting scope, for whatever year: all that it named for the
 * same places, year after year, is one part.
 */
function byClaim(agency: string, view: ReferenceView): Footprint[] {
  const claimed = new Map<string, { readonly items: Set<string>; readonly places: Footprint["places"] }>();
  for (const { agency: by, items, actionLines, places } of view.scopes.values()) {
    if (by !== agency || (items === undefined && actionLines === undefined)) continue;
    const key = JSON.stringify(places === undefined ? null : [...places].sort());
    const part = claimed.get(key) ?? { items: new Set(), places: places === undefined ? null : placesMeeting(places, view) };
    claimed.set(key, part);
    for (const item of [...around(items ?? [], view), ...itemsOfLines(actionLines ?? [], view)]) part.items.add(item);
  }
  return [...claimed.values()].map((part) => ({ ...part, years: null }));
}

/** It committed itself to the item, or to one above or below it. */
function byCommitment(organization: string | null, view: ReferenceView): Footprint[] {
  return [...view.commitments.values()]
    .filter((commitment) => commitment.organization === organization)
    .map(({ items, places, from, to }) => ({
      items: new Set(around(items, view)),
      places: places === null ? null : placesMeeting(places, view),
      years: yearsOf(from, to),
    }));
}

/** An answer for an item reaches those below it, and is heard on those above. */
const around = (items: readonly string[], view: ReferenceView): string[] =>
  items.flatMap((item) => [item, ...itemsBelow(view, item), ...ancestorsOfItem(view, item)]);

const itemsOfLines = (lines: readonly string[], view: ReferenceView): Set<string> =>
  new Set([...view.items.keys()].filter((item) => lines.includes(lineOfItem(view, item) ?? "")));

/** Those named, those in them, and those that they lie in. */
const placesMeeting = (named: readonly string[], view: ReferenceView): Set<string> =>
  new Set([...view.places.keys()].filter((place) => named.some((of) => liesIn(view, place, of) || liesIn(view, of, place))));

function yearsOf(from: string | null, to: string | null): Footprint["years"] {
  return {
    from: from === null ? Number.NEGATIVE_INFINITY : Number(from.slice(0, 4)),
    to: to === null ? Number.POSITIVE_INFINITY : Number(to.slice(0, 4)),
  };
}
