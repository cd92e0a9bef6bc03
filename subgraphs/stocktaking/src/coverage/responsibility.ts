import type { HarvestOutcome } from "@actionline/schema/hub-records";
import type { FacilitatorRole } from "@actionline/schema/reference-records";
import { lineOfItem } from "../columns/plan-tree";
import type { KeptScope, ReferenceView } from "../columns/reference-tables";
import type { SourceStanding } from "../columns/source-standing";
import type { ResponsibleSummary } from "./cell-state";
import { commitmentsTo } from "./commitments";
import type { DefinitionChoices } from "./coverage-definition";
import type { ScopeLevel } from "./coverage-result";
import { type Declarations, declarations, grouped, groupedByEach, meetsPlace } from "./declarations";
import { holdsIn } from "./holds-in";

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
export type ResponsibilityChoices = Pick<DefinitionChoices, "partsDeclared" | "claimsOutlast" | "commitments">;

const facilitatorsByLine = grouped<{ readonly actionLine: string } & ReferenceFacilitator>(({ actionLine }) => actionLine);
const agenciesByOrganization = grouped<{ readonly id: string; readonly organization: string }>(({ organization }) => organization);

type ReferenceFacilitator = ReferenceView["facilitators"] extends ReadonlyMap<string, infer R> ? R : never;

/**
 * The responsible set of an item in a place and year: who facilitates its line then, every agency that claims it, and,
 * where the definition counts commitments, who committed itself to it.
 */
export function partiesOf(item: string, place: string, year: number, view: ReferenceView, choices: ResponsibilityChoices): Party[] {
  const parties = new Map<string, Party>();
  const line = lineOfItem(view, item);
  const add = (organization: string, agency: string | null, why: Partial<Pick<Party, "role" | "claims" | "commits">>): void => {
    const key = agency ?? `organization ${organization}`;
    const known = parties.get(key) ?? {
      ...{ organization, agency, role: null, claims: false, commits: false },
      ...declarations(agency, item, place, year, view, choices),
    };
    parties.set(key, { ...known, ...why, role: known.role ?? why.role ?? null });
  };
  for (const { organization, role } of facilitatorsIn(line, year, view)) {
    for (const agency of agenciesOf(organization, view)) add(organization, agency, { role });
  }
  for (const { agency } of claimsOn(item, line, place, view, choices)) {
    add(view.agencies.get(agency)?.organization ?? agency, agency, { claims: true });
  }
  for (const { organization } of choices.commitments ? commitmentsTo(item, place, year, view) : []) {
    for (const agency of agenciesOf(organization, view)) add(organization, agency, { commits: true });
  }
  return [...parties.values()];
}

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

/**
 * Naming the item or its line is a claim, at any level and for any year; a scope over everything claims nothing. A claim
 * may outlast its declaration: to forget it would make an omission out of what others declared.
 */
function claimsOn(item: string, line: string | null, place: string, view: ReferenceView, choices: ResponsibilityChoices): KeptScope[] {
  const naming = (scopes: ReferenceView["scopes"]): KeptScope[] =>
    [`item ${item}`, `line ${line}`].flatMap((name) => scopesNaming(scopes).get(name) ?? []);
  const ended = choices.claimsOutlast ? naming(view.endedScopes).filter(({ agency }) => view.agencies.has(agency)) : [];
  return [...naming(view.scopes), ...ended].filter(({ places }) => meetsPlace(places, place, view));
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
  /** Some source's last harvest failed, is held or hasn't ended, as far as the definition minds. */
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

  readonly #blocking: readonly (HarvestOutcome | null)[];

  constructor(standings: ReadonlyMap<string, SourceStanding>, { blockingHarvests }: Pick<DefinitionChoices, "blockingHarvests">) {
    this.#blocking = blockingHarvests;
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
      failing: sources.some(({ lastHarvest }) => this.#blocking.includes(lastHarvest)),
      lapsed: sources.length === 0 || sources.some(({ freshness }) => freshness === "LAPSED"),
      readIn: Math.min(...sources.map(({ asOf }) => asOf?.getUTCFullYear() ?? Number.POSITIVE_INFINITY)),
      withheld: sources.some(({ withheld }) => withheld > 0),
    };
    this.#known.set(agency, standing);
    return standing;
  }
}
