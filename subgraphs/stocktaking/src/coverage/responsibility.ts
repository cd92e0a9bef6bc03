import type { FacilitatorRole } from "@actionline/schema/reference-records";
import { ancestorsOfItem, itemsBelow, lineOfItem } from "../columns/plan-tree";
import type { KeptScope, ReferenceView } from "../columns/reference-tables";
import type { AgencyStandings } from "./agency-standings";
import type { ResponsibleSummary } from "./cell-state";
import { commitmentsTo } from "./commitments";
import type { DefinitionChoices } from "./coverage-definition";
import type { ScopeLevel } from "./coverage-result";
import { type Declarations, declarations, grouped, groupedByEach } from "./declarations";
import { effortOn } from "./effort";
import { holdsIn } from "./holds-in";
import { placedBy } from "./placed-records";

/** One who answers for (item, place, year). Agency is null for an organization that reports nothing to the hub. */
export interface Party extends Declarations {
  readonly organization: string;
  readonly agency: string | null;
  readonly role: FacilitatorRole | null;
  /** It names the item in a reporting scope. */
  readonly claims: boolean;
  /** It committed itself to the item. */
  readonly commits: boolean;
}

/** What of the definition decides who answers, and by which words. */
export type ResponsibilityChoices = Pick<
  DefinitionChoices,
  "partsDeclared" | "eachPartHeard" | "claimsOutlast" | "claimsReach" | "commitments"
>;

/** What it costs to ask who answers for a cell, and to tell of one who does. */
const UNITS = { cell: 150, party: 50 } as const;

const facilitatorsByLine = grouped<{ readonly actionLine: string } & ReferenceFacilitator>(({ actionLine }) => actionLine);
const agenciesByOrganization = grouped<{ readonly id: string; readonly organization: string }>(({ organization }) => organization);

type ReferenceFacilitator = ReferenceView["facilitators"] extends ReadonlyMap<string, infer R> ? R : never;

/**
 * The responsible set of an item in a place and year: who facilitates its line then, every agency that claims it, and,
 * where the definition counts commitments, who committed itself to it. Where it says so, those who answer for an item
 * below only are heard on that one as well: the whole takes its evidence from there too, and can't be known where the
 * part isn't. They don't make anybody of an item that has nobody.
 */
export function partiesOf(item: string, place: string, year: number, view: ReferenceView, choices: ResponsibilityChoices): Party[] {
  const parties = partiesByKey(item, place, year, view, choices);
  if (!choices.claimsReach || parties.size === 0) return [...parties.values()];
  const below = new Map<string, Party>();
  for (const part of itemsBelow(view, item)) {
    for (const [key, party] of partiesByKey(part, place, year, view, choices)) {
      if (!parties.has(key)) below.set(key, onBoth(below.get(key), party));
    }
  }
  return [...parties.values(), ...below.values()];
}

/** One who answers for several parts, by all words on any of them: for the whole nothing is said where for one of them nothing is. */
function onBoth(one: Party | undefined, other: Party): Party {
  if (one === undefined) return other;
  const [scope, also] = one.scope === null || other.scope === null ? [null, one.scope ?? other.scope] : [one.scope, other.scope];
  const inside = new Set([...(also === null ? [] : [also]), ...one.inside, ...other.inside]);
  if (scope !== null) inside.delete(scope);
  const { role, claims, commits } = one;
  const why = { role: role ?? other.role, claims: claims || other.claims, commits: commits || other.commits };
  return { ...one, ...why, scope, inside: [...inside] };
}

function partiesByKey(
  item: string,
  place: string,
  year: number,
  view: ReferenceView,
  choices: ResponsibilityChoices,
): Map<string, Writable<Party>> {
  const parties = new Map<string, Writable<Party>>();
  const line = lineOfItem(view, item);
  const partyOf = (organization: string, agency: string | null): Writable<Party> => {
    const key = agency ?? `organization ${organization}`;
    const known = parties.get(key);
    if (known !== undefined) return known;
    const { scope, inside } = declarations(agency, item, place, year, view, choices);
    const party = { organization, agency, role: null, claims: false, commits: false, scope, inside };
    parties.set(key, party);
    return party;
  };
  for (const { organization, role } of facilitatorsIn(line, year, view)) {
    for (const agency of agenciesOf(organization, view)) partyOf(organization, agency).role ??= role;
  }
  for (const agency of claimantsOf(item, line, place, view, choices)) {
    partyOf(view.agencies.get(agency)?.organization ?? agency, agency).claims = true;
  }
  for (const { organization } of choices.commitments ? commitmentsTo(item, place, year, view) : []) {
    for (const agency of agenciesOf(organization, view)) partyOf(organization, agency).commits = true;
  }
  effortOn(view).spend(UNITS.cell + parties.size * UNITS.party);
  return parties;
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** The agencies as which an organization reports; null for one that reports as none. */
const agenciesOf = (organization: string, view: ReferenceView): readonly (string | null)[] =>
  agenciesByOrganization(view.agencies)
    .get(organization)
    ?.map(({ id }) => id) ?? [null];

function facilitatorsIn(line: string | null, year: number, view: ReferenceView): ReferenceFacilitator[] {
  if (line === null) return [];
  const ofLine = facilitatorsByLine(view.facilitators).get(line) ?? [];
  return ofLine.filter(({ from, to }) => holdsIn(from, to, year));
}

const scopesNaming = groupedByEach<KeptScope>(({ items = [], actionLines = [] }) => [
  ...items.map((item) => `item ${item}`),
  ...actionLines.map((line) => `line ${line}`),
]);

const liveClaims = placedBy((view) => scopesNaming(view.scopes));
const endedClaims = placedBy((view) => scopesNaming(view.endedScopes));

/**
 * Naming the item, or where the definition says so one above it, or its line is a claim, at any level and for any year; a
 * scope over everything claims nothing. A claim may outlast its declaration: to forget it would make an omission out of
 * what others declared.
 */
function claimantsOf(item: string, line: string | null, place: string, view: ReferenceView, choices: ResponsibilityChoices): Set<string> {
  const items = choices.claimsReach ? [item, ...ancestorsOfItem(view, item)] : [item];
  const names = [...items.map((id) => `item ${id}`), ...(line === null ? [] : [`line ${line}`])];
  const claimants = new Set<string>();
  for (const name of names) for (const { agency } of liveClaims(view, name).meeting(place)) claimants.add(agency);
  for (const name of choices.claimsOutlast ? names : [])
    for (const { agency } of endedClaims(view, name).meeting(place)) if (view.agencies.has(agency)) claimants.add(agency);
  return claimants;
}

/** Every level that a party declared for the cell or for a part of it; NONE where it said nothing of the whole. */
export const levelsOf = ({ scope, inside }: Party): ScopeLevel[] => [scope?.level ?? "NONE", ...inside.map(({ level }) => level)];

/** What the set comes to for the state rule. */
export function summaryOf(parties: readonly Party[], agencies: AgencyStandings, year: number): ResponsibleSummary {
  const summary = { empty: parties.length === 0, allNil: parties.length > 0 };
  let [undeclared, failing, lapsed, early, withheld] = [false, false, false, false, false];
  for (const { agency, scope, inside } of parties) {
    const level = scope?.level ?? "NONE";
    undeclared ||= !isWhole(level);
    summary.allNil &&= level === "NIL";
    for (const part of inside) {
      undeclared ||= !isWhole(part.level);
      summary.allNil &&= part.level === "NIL";
    }
    if (agency === null) continue;
    const standing = agencies.of(agency);
    failing ||= standing.failing;
    lapsed ||= standing.lapsed;
    early ||= standing.readIn <= year;
    withheld ||= standing.withheld;
  }
  return { ...summary, undeclared, failing, lapsed, early, withheld };
}

/** Whether a level says that all was told, be it nothing. */
const isWhole = (level: ScopeLevel): boolean => level === "COMPLETE" || level === "NIL";
