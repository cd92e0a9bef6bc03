import type { AsOfPoint } from "@actionline/kit/request-context";
import type { IndexSnapshot } from "../columns/index-snapshot";
import type { CellCoordinates, CoverageQuery } from "./coverage-query";
import type { CellExpectation, ResponsibleParty } from "./coverage-result";
import { expectationOfCell } from "./expectations";
import { FRESHNESS_ORDER } from "./freshness-order";
import { type AgencyStanding, AgencyStandings, type Party, partiesOf } from "./responsibility";
import { openSlice, type Slice } from "./slice";

/** Who answers for the base cells of a cell, each once, with every level they declared for one of them. */
export function responsibleFor(
  index: IndexSnapshot,
  query: CoverageQuery,
  cell: CellCoordinates,
  point: AsOfPoint,
  privateToo: boolean,
): ResponsibleParty[] {
  const slice = openSlice(index, query, point, privateToo, cell);
  const byParty = new Map<string, Party[]>();
  for (const party of partiesOfSlice(slice)) {
    const key = `${party.agency} ${party.organization}`;
    const known = byParty.get(key);
    if (known === undefined) byParty.set(key, [party]);
    else known.push(party);
  }
  const agencies = new AgencyStandings(slice.standings);
  return [...byParty.values()].map((parties) => summedUp(parties, agencies));
}

function* partiesOfSlice({ grid, view }: Slice): Generator<Party> {
  for (const item of grid.items) for (const place of grid.places) for (const year of grid.years) yield* partiesOf(item, place, year, view);
}

function summedUp(parties: readonly Party[], agencies: AgencyStandings): ResponsibleParty {
  const [{ organization, agency } = { organization: "", agency: null }] = parties;
  const { sources }: Pick<AgencyStanding, "sources"> = agency === null ? { sources: [] } : agencies.of(agency);
  const [worst] = sources.toSorted((a, b) => FRESHNESS_ORDER.indexOf(b.freshness) - FRESHNESS_ORDER.indexOf(a.freshness));
  const failed = sources.find(({ lastHarvest }) => lastHarvest !== null && lastHarvest !== "SUCCEEDED");
  return {
    organization,
    agency,
    role: parties.find(({ role }) => role !== null)?.role ?? null,
    claims: parties.some(({ claims }) => claims),
    levels: [...new Set(parties.map(({ scope }) => scope?.level ?? "NONE"))],
    scopes: [...new Set(parties.flatMap(({ scope }) => scope?.id ?? []))],
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
  const { grid, view } = openSlice(index, query, point, privateToo, cell);
  const [item, ...otherItems] = grid.items;
  const [place, ...otherPlaces] = grid.places;
  const [year, ...otherYears] = grid.years;
  const [type, ...otherTypes] = grid.types;
  if (item === undefined || place === undefined || year === undefined || type === undefined) return null;
  if (otherItems.length + otherPlaces.length + otherYears.length + otherTypes.length > 0) return null;
  const { state, reason, decidedBy, record } = expectationOfCell({ item, place, year, type }, view);
  return { state, reason, decidedBy, record };
}
