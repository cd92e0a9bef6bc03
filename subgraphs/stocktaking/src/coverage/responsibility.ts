import type { FacilitatorRole } from "@actionline/schema/reference-records";
import { yearsOf } from "../columns/activity-row";
import { ancestorsOfItem, ancestorsOfLine, liesIn, lineOfItem, remembered } from "../columns/plan-tree";
import type { KeptScope, ReferenceView } from "../columns/reference-tables";
import type { SourceStanding } from "../columns/source-standing";
import type { ResponsibleSummary } from "./cell-state";

/** One who answers for (item, place, year). Agency is null for an organization that reports nothing to the hub. */
export interface Party {
  readonly organization: string;
  readonly agency: string | null;
  readonly role: FacilitatorRole | null;
  readonly claims: boolean;
  /** The scope that speaks for the cell; null where nothing was declared. */
  readonly scope: KeptScope | null;
}

const grouped = <T>(keyOf: (record: T) => string) =>
  remembered((records: ReadonlyMap<string, T>) => {
    const groups = new Map<string, T[]>();
    for (const record of records.values()) {
      const group = groups.get(keyOf(record));
      if (group === undefined) groups.set(keyOf(record), [record]);
      else group.push(record);
    }
    return groups as ReadonlyMap<string, readonly T[]>;
  });

const facilitatorsByLine = grouped<{ readonly actionLine: string } & ReferenceFacilitator>(({ actionLine }) => actionLine);
const agenciesByOrganization = grouped<{ readonly id: string; readonly organization: string }>(({ organization }) => organization);
const scopesByAgency = grouped<KeptScope>(({ agency }) => agency);

type ReferenceFacilitator = ReferenceView["facilitators"] extends ReadonlyMap<string, infer R> ? R : never;

/** The responsible set of an item in a place and year: who facilitates its line then, and every agency that claims it. */
export function partiesOf(item: string, place: string, year: number, view: ReferenceView): Party[] {
  const parties = new Map<string, Party>();
  const line = lineOfItem(view, item);
  for (const { organization, role } of facilitatorsIn(line, year, view)) {
    const agencies = agenciesByOrganization(view.agencies)
      .get(organization)
      ?.map(({ id }) => id) ?? [null];
    for (const agency of agencies) {
      const key = agency ?? `organization ${organization}`;
      if (!parties.has(key))
        parties.set(key, { organization, agency, role, claims: false, scope: declared(agency, item, place, year, view) });
    }
  }
  for (const [agency, scopes] of scopesByAgency(view.scopes)) {
    if (!scopes.some((scope) => claims(scope, item, line, place, view))) continue;
    const organization = view.agencies.get(agency)?.organization ?? agency;
    const known = parties.get(agency) ?? { organization, agency, role: null, scope: declared(agency, item, place, year, view) };
    parties.set(agency, { ...known, claims: true });
  }
  return [...parties.values()];
}

function facilitatorsIn(line: string | null, year: number, view: ReferenceView): ReferenceFacilitator[] {
  if (line === null) return [];
  const ofLine = facilitatorsByLine(view.facilitators).get(line) ?? [];
  return ofLine.filter(({ from, to }) => overlaps(from, to, year));
}

/** A date that wasn't found bounds nothing: who may have been responsible counts as responsible. */
function overlaps(from: string | null, to: string | null, year: number): boolean {
  const first = from === null ? year : yearsOf({ start: from }).first;
  const last = to === null ? year : yearsOf({ end: to }).last;
  return first <= year && year <= last;
}

/** Naming the item or its line is a claim, at any level and for any year; a scope over everything claims nothing. */
function claims({ items, actionLines, places }: KeptScope, item: string, line: string | null, place: string, view: ReferenceView): boolean {
  const named = (items?.includes(item) ?? false) || (line !== null && (actionLines?.includes(line) ?? false));
  return named && (places === undefined || places.some((of) => liesIn(view, place, of) || liesIn(view, of, place)));
}

/** What an agency declared for the cell: its most specific scope that contains it; among equals the later one. */
function declared(agency: string | null, item: string, place: string, year: number, view: ReferenceView): KeptScope | null {
  if (agency === null) return null;
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

/** What the set comes to for the state rule. */
export function summaryOf(parties: readonly Party[], agencies: AgencyStandings): ResponsibleSummary {
  const levels = parties.map(({ scope }) => scope?.level ?? "NONE");
  const standings = parties.map(({ agency }) => (agency === null ? null : agencies.of(agency)));
  return {
    empty: parties.length === 0,
    undeclared: levels.some((level) => level !== "COMPLETE" && level !== "NIL"),
    failing: standings.some((standing) => standing?.failing ?? false),
    lapsed: standings.some((standing) => standing?.lapsed ?? false),
    allNil: parties.length > 0 && levels.every((level) => level === "NIL"),
  };
}

export interface AgencyStanding {
  readonly sources: readonly SourceStanding[];
  /** Some source's last harvest failed or is held: the hub hasn't got what the agency published. */
  readonly failing: boolean;
  /** Some source has lapsed, or there is none. */
  readonly lapsed: boolean;
}

/** How each agency's sources stand together: as badly as the worst of them. */
export class AgencyStandings {
  readonly #byAgency = new Map<string, SourceStanding[]>();
  readonly #known = new Map<string, AgencyStanding>();

  constructor(standings: ReadonlyMap<string, SourceStanding>) {
    for (const standing of standings.values()) {
      this.#byAgency.set(standing.agency, [...(this.#byAgency.get(standing.agency) ?? []), standing]);
    }
  }

  of(agency: string): AgencyStanding {
    const known = this.#known.get(agency);
    if (known !== undefined) return known;
    const sources = this.#byAgency.get(agency) ?? [];
    const standing = {
      sources,
      failing: sources.some(({ lastHarvest }) => lastHarvest !== null && lastHarvest !== "SUCCEEDED"),
      lapsed: sources.length === 0 || sources.some(({ freshness }) => freshness === "LAPSED"),
    };
    this.#known.set(agency, standing);
    return standing;
  }
}
