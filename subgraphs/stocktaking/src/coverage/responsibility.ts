import type { FacilitatorRole } from "@actionline/schema/reference-records";
import { yearOf } from "../columns/activity-row";
import { liesIn, lineOfItem } from "../columns/plan-tree";
import type { KeptScope, ReferenceView } from "../columns/reference-tables";
import type { SourceStanding } from "../columns/source-standing";
import type { ResponsibleSummary } from "./cell-state";
import type { ScopeLevel } from "./coverage-result";
import { type Declarations, declarations, grouped, scopesByAgency } from "./declarations";

/** One who answers for (item, place, year). Agency is null for an organization that reports nothing to the hub. */
export interface Party extends Declarations {
  readonly organization: string;
  readonly agency: string | null;
  readonly role: FacilitatorRole | null;
  readonly claims: boolean;
}

const facilitatorsByLine = grouped<{ readonly actionLine: string } & ReferenceFacilitator>(({ actionLine }) => actionLine);
const agenciesByOrganization = grouped<{ readonly id: string; readonly organization: string }>(({ organization }) => organization);

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
        parties.set(key, { organization, agency, role, claims: false, ...declarations(agency, item, place, year, view) });
    }
  }
  for (const [agency, scopes] of scopesByAgency(view.scopes)) {
    if (!scopes.some((scope) => claims(scope, item, line, place, view))) continue;
    const organization = view.agencies.get(agency)?.organization ?? agency;
    const known = parties.get(agency) ?? { organization, agency, role: null, ...declarations(agency, item, place, year, view) };
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
  return (yearOf(from) ?? year) <= year && year <= (yearOf(to) ?? year);
}

/** Naming the item or its line is a claim, at any level and for any year; a scope over everything claims nothing. */
function claims({ items, actionLines, places }: KeptScope, item: string, line: string | null, place: string, view: ReferenceView): boolean {
  const named = (items?.includes(item) ?? false) || (line !== null && (actionLines?.includes(line) ?? false));
  return named && (places === undefined || places.some((of) => liesIn(view, place, of) || liesIn(view, of, place)));
}

/** Every level that a party declared for the cell or for a part of it; NONE where it said nothing of the whole. */
export const levelsOf = ({ scope, inside }: Party): ScopeLevel[] => [scope?.level ?? "NONE", ...inside.map(({ level }) => level)];

/** What the set comes to for the state rule. */
export function summaryOf(parties: readonly Party[], agencies: AgencyStandings, year: number): ResponsibleSummary {
  const levels = parties.flatMap(levelsOf);
  const standings = parties.map(({ agency }) => (agency === null ? null : agencies.of(agency)));
  return {
    empty: parties.length === 0,
    undeclared: levels.some((level) => level !== "COMPLETE" && level !== "NIL"),
    failing: standings.some((standing) => standing?.failing ?? false),
    lapsed: standings.some((standing) => standing?.lapsed ?? false),
    early: standings.some((standing) => standing !== null && standing.readIn <= year),
    withheld: standings.some((standing) => standing?.withheld ?? false),
    allNil: parties.length > 0 && levels.every((level) => level === "NIL"),
  };
}

export interface AgencyStanding {
  readonly sources: readonly SourceStanding[];
  /** Some source's last harvest failed, is held or hasn't ended: the hub hasn't got what the agency published. */
  readonly failing: boolean;
  /** Some source has lapsed, or there is none. */
  readonly lapsed: boolean;
  /** The year in which the source read longest ago was last well read; one never read has lapsed, which says more. */
  readonly readIn: number;
  /** The hub withholds something that some source published. */
  readonly withheld: boolean;
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
      readIn: Math.min(...sources.map(({ asOf }) => asOf?.getUTCFullYear() ?? Number.POSITIVE_INFINITY)),
      withheld: sources.some(({ withheld }) => withheld > 0),
    };
    this.#known.set(agency, standing);
    return standing;
  }
}
