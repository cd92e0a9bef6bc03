import type { AsOfPoint } from "@actionline/kit/request-context";
import { inOneGo } from "@actionline/kit/work-budget";
import type { IndexSnapshot } from "../columns/index-snapshot";
import { type AgencyStanding, AgencyStandings } from "./agency-standings";
import type { CellCoordinates, CoverageQuery } from "./coverage-query";
import type { CellExpectation, ResponsibleParty, ScopeLevel } from "./coverage-result";
import { effortOn } from "./effort";
import { expectationOfCell } from "./expectations";
import { FRESHNESS_ORDER } from "./freshness-order";
import { levelsOf, type Party, partiesOf } from "./responsibility";
import { openSlice, type Slice } from "./slice";

/** Who answers for the base cells of a cell, each once, with every level they declared for one of them. */
export function responsibleFor(
  index: IndexSnapshot,
  query: CoverageQuery,
  cell: CellCoordinates,
  point: AsOfPoint,
  privateToo: boolean,
): ResponsibleParty[] {
  return inOneGo(responsibleInSteps(openSlice(index, query, point, privateToo, cell)));
}

/** What it costs to add up who answers for one base cell, against one look at a row; finding it out comes on top. */
const UNITS_OF_SUMS = 2_000;

/** Who answers for the base cells of a slice, in steps that tell what they cost: each tells what the one before it came to. */
export function* responsibleInSteps(slice: Slice): Generator<number, ResponsibleParty[], void> {
  const sums = new Map<string, PartySum>();
  const { items, places, years } = slice.grid;
  const { choices } = slice.definition;
  const effort = effortOn(slice.view);
  for (const item of items) {
    for (const place of places) {
      for (const year of years) {
        yield UNITS_OF_SUMS + effort.told();
        for (const party of partiesOf(item, place, year, slice.view, choices)) add(party, sums);
      }
    }
  }
  yield effort.told();
  const agencies = new AgencyStandings(slice.standings, choices);
  return [...sums.values()].map((sum) => summedUp(sum, agencies));
}

/** What a party is in any of the base cells; the party itself is that of the first. */
interface PartySum extends Pick<Party, "organization" | "agency"> {
  role: Party["role"];
  claims: boolean;
  commits: boolean;
  readonly levels: Set<ScopeLevel>;
  readonly scopes: Set<string>;
}

function add(party: Party, sums: Map<string, PartySum>): void {
  const { organization, agency, role, claims, commits, scope, inside } = party;
  const key = `${agency} ${organization}`;
  const sum = sums.get(key) ?? { organization, agency, role, claims, commits, levels: new Set(), scopes: new Set() };
  sums.set(key, sum);
  sum.role ??= role;
  sum.claims ||= claims;
  sum.commits ||= commits;
  for (const level of levelsOf(party)) sum.levels.add(level);
  for (const each of scope === null ? inside : [scope, ...inside]) sum.scopes.add(each.id);
}

function summedUp({ levels, scopes, ...party }: PartySum, agencies: AgencyStandings): ResponsibleParty {
  const { agency } = party;
  const { sources }: Pick<AgencyStanding, "sources"> = agency === null ? { sources: [] } : agencies.of(agency);
  const [worst] = sources.toSorted((a, b) => FRESHNESS_ORDER.indexOf(b.freshness) - FRESHNESS_ORDER.indexOf(a.freshness));
  const failed = sources.find(({ lastHarvest }) => lastHarvest !== null && lastHarvest !== "SUCCEEDED");
  return {
    ...party,
    levels: [...levels],
    scopes: [...scopes],
    // Nothing good was ever read from one that has no source.
    freshness: worst?.freshness ?? "LAPSED",
    lastHarvest: (failed ?? worst)?.lastHarvest ?? null,
    lastGoodAt: worst?.asOf ?? null,
    sources: sources.map(({ source }) => source),
  };
}

/** What the register says of a base cell; null for a cell of several. */
export function expectationOf(
  index: IndexSnapshot,
  query: CoverageQuery,
  cell: CellCoordinates,
  point: AsOfPoint,
  privateToo: boolean,
): CellExpectation | null {
  return expectationOfGrid(openSlice(index, query, point, privateToo, cell));
}

/** What the register says of a slice's only base cell; null where it has several. */
export function expectationOfGrid({ grid, view }: Slice): CellExpectation | null {
  const [item, ...otherItems] = grid.items;
  const [place, ...otherPlaces] = grid.places;
  const [year, ...otherYears] = grid.years;
  const [type, ...otherTypes] = grid.types;
  if (item === undefined || place === undefined || year === undefined || type === undefined) return null;
  if (otherItems.length + otherPlaces.length + otherYears.length + otherTypes.length > 0) return null;
  const { state, reason, decidedBy, record } = expectationOfCell({ item, place, year, type }, view);
  return { state, reason, decidedBy, record };
}
