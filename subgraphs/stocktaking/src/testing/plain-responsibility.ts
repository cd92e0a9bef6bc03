import type { CommitmentRecord } from "@actionline/schema/coordination-records";
import type { FacilitatorRecord } from "@actionline/schema/reference-records";
import { ancestorsOfItem, ancestorsOfLine, itemsBelow, liesIn, lineOfItem } from "../columns/plan-tree";
import type { KeptScope, ReferenceView } from "../columns/reference-tables";
import { meetsPlace } from "../coverage/declarations";
import { holdsIn } from "../coverage/holds-in";
import type { Party, ResponsibilityChoices } from "../coverage/responsibility";

/** A cell as far as who answers for it is concerned. */
export interface AnsweredCell {
  readonly item: string;
  readonly place: string;
  readonly year: number;
}

/** Who answers for a cell, read off the definition by looking at every record for every cell: slow, and plain to check. */
export function plainParties(cell: AnsweredCell, view: ReferenceView, choices: ResponsibilityChoices): Party[] {
  const own = ownParties(cell, view, choices);
  const keyOf = ({ agency, organization }: Party): string => agency ?? `organization ${organization}`;
  const known = new Set(own.map(keyOf));
  const ofParts = itemsBelow(view, cell.item).flatMap((item) => ownParties({ ...cell, item }, view, choices));
  const below = !choices.claimsReach || own.length === 0 ? [] : ofParts.filter((party) => !known.has(keyOf(party)));
  return [...own, ...new Set(below.map(keyOf))].map((party): Party => {
    if (typeof party !== "string") return party;
    const [first, ...others] = below.filter((each) => keyOf(each) === party);
    if (first === undefined) throw new Error("it is there");
    const all = [first, ...others];
    const said = all.map(({ scope }) => scope);
    const scope = said.includes(null) ? null : first.scope;
    const inside = new Set([...said, ...all.flatMap((each) => each.inside)].filter((each) => each !== null && each !== scope));
    return {
      ...first,
      role: all.map(({ role }) => role).find((role) => role !== null) ?? null,
      claims: all.some(({ claims: claim }) => claim),
      commits: all.some(({ commits }) => commits),
      scope,
      inside: [...inside].filter((each) => each !== null),
    };
  });
}

function ownParties(cell: AnsweredCell, view: ReferenceView, choices: ResponsibilityChoices): Party[] {
  const parties = new Map<string, Party>();
  const add = (organization: string, agency: string | null, why: Partial<Pick<Party, "role" | "claims" | "commits">>): void => {
    const key = agency ?? `organization ${organization}`;
    const nobody = { organization, agency, role: null, claims: false, commits: false, scope: null, inside: [] };
    const known = parties.get(key) ?? { ...nobody, ...(agency !== null && plainDeclarations(agency, cell, view, choices)) };
    parties.set(key, { ...known, ...why, role: known.role ?? why.role ?? null });
  };
  for (const { organization, role } of facilitators(cell, view)) {
    for (const agency of agenciesOf(organization, view)) add(organization, agency, { role });
  }
  for (const { agency } of claims(cell, view, choices)) {
    add(view.agencies.get(agency)?.organization ?? agency, agency, { claims: true });
  }
  for (const { organization } of choices.commitments ? commitments(cell, view) : []) {
    for (const agency of agenciesOf(organization, view)) add(organization, agency, { commits: true });
  }
  return [...parties.values()];
}

function agenciesOf(organization: string, view: ReferenceView): readonly (string | null)[] {
  const agencies = [...view.agencies.values()].filter((agency) => agency.organization === organization);
  return agencies.length === 0 ? [null] : agencies.map(({ id }) => id);
}

function facilitators({ item, year }: AnsweredCell, view: ReferenceView): FacilitatorRecord[] {
  const line = lineOfItem(view, item);
  return [...view.facilitators.values()].filter(({ actionLine, from, to }) => actionLine === line && holdsIn(from, to, year));
}

function claims({ item, place }: AnsweredCell, view: ReferenceView, { claimsOutlast, claimsReach }: ResponsibilityChoices): KeptScope[] {
  const line = lineOfItem(view, item) ?? "none";
  const naming = (scopes: ReferenceView["scopes"]): KeptScope[] => [
    ...[item, ...(claimsReach ? ancestorsOfItem(view, item) : [])].flatMap((id) =>
      [...scopes.values()].filter(({ items }) => items?.includes(id)),
    ),
    ...[...scopes.values()].filter(({ actionLines }) => actionLines?.some((each) => each === line)),
  ];
  const ended = claimsOutlast ? naming(view.endedScopes).filter(({ agency }) => view.agencies.has(agency)) : [];
  return [...naming(view.scopes), ...ended].filter(({ places }) => meetsPlace(places, place, view));
}

function commitments({ item, place, year }: AnsweredCell, view: ReferenceView): CommitmentRecord[] {
  const naming = [item, ...ancestorsOfItem(view, item)].flatMap((id) =>
    [...view.commitments.values()].filter(({ items }) => items.includes(id)),
  );
  return [...new Set(naming)].filter(({ places, from, to }) => holdsIn(from, to, year) && meetsPlace(places, place, view));
}

/** What an agency declared for a cell: each of its scopes is ranked for the cell and for every part of it that is named. */
export function plainDeclarations(
  agency: string,
  { item, place, year }: AnsweredCell,
  view: ReferenceView,
  { partsDeclared, eachPartHeard }: ResponsibilityChoices,
): Pick<Party, "scope" | "inside"> {
  const all = [...view.scopes.values()].filter((scope) => scope.agency === agency && scope.years.includes(year));
  const own = all.filter(({ places }) => meetsPlace(places, place, view));
  const scope = closest(own, item, place, view);
  if (!partsDeclared) return { scope, inside: [] };
  const named = own.flatMap(({ places }) => (places ?? []).filter((part) => part !== place && liesIn(view, part, place)));
  const speaking = new Set<KeptScope>();
  for (const partOfItem of [item, ...itemsBelow(view, item)]) {
    for (const partOfPlace of new Set([place, ...named])) {
      const spoken = closest(own, partOfItem, partOfPlace, view);
      if (spoken !== null && spoken !== scope) speaking.add(spoken);
    }
  }
  const heard = (part: KeptScope): boolean => eachPartHeard || rankOf(part, item, place, view) < 0;
  return { scope, inside: [...speaking].filter(heard) };
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
  if (actionLines.some((each) => each === line)) return 2;
  return ancestorsOfLine(view, line).some((above) => actionLines.some((each) => each === above)) ? 1 : -1;
}

function placeRank({ places }: KeptScope, place: string, view: ReferenceView): number {
  if (places === undefined) return 0;
  if (places.includes(place)) return 99;
  const distance = (view.places.get(place)?.within ?? []).findIndex((above) => places.includes(above));
  return distance === -1 ? -1 : 98 - Math.min(distance, 97);
}
