import { STAKEHOLDER_TYPES, type StakeholderType } from "@actionline/schema/stakeholder-type";
import type { CoverageQuery } from "@actionline/stocktaking/coverage/coverage-query";
import type { CoverageCell } from "@actionline/stocktaking/coverage/coverage-result";
import type { AskedCoverage, SurveyedWorld } from "./surveyed-world";

/** A base cell that something is expected of, and the answer that it stands in. */
export interface SurveyedCell {
  readonly item: string;
  readonly place: string;
  readonly year: number;
  /** Null for any type. */
  readonly type: StakeholderType | null;
  readonly cell: CoverageCell;
  readonly of: AskedCoverage;
}

/** What cells are found again by. */
export const cellKey = (item: string, place: string, year: number, type: string | null): string =>
  JSON.stringify([item, place, year, type]);

/**
 * The cells of one year that findings may be about: every expected item in the five regions, for any type and for the
 * types that the plan's text names, and the countries for which the register expects something.
 */
export const surveyedCells = (world: SurveyedWorld, year: number): Promise<ReadonlyMap<string, SurveyedCell>> =>
  cellsOf(world, year, queriesOf(world, year));

/** Of the same the regions for any type alone. */
export const regionCells = (world: SurveyedWorld, year: number): Promise<ReadonlyMap<string, SurveyedCell>> =>
  cellsOf(world, year, [inRegions(year)]);

const inRegions = (year: number): CoverageQuery => ({ by: ["ITEM", "REGION"], years: [year] });

async function cellsOf(world: SurveyedWorld, year: number, queries: readonly CoverageQuery[]): Promise<ReadonlyMap<string, SurveyedCell>> {
  const cells = new Map<string, SurveyedCell>();
  for (const query of queries) {
    const of = await world.ask(query);
    for (let index = 0; index < of.result.size; index += 1) {
      const cell = of.result.cell(index);
      const { item, place } = cell;
      if (item === null || place === null || !isExpected(cell) || !world.isSurveyed(item)) continue;
      const type = STAKEHOLDER_TYPES.find((each) => each === cell.coordinates.STAKEHOLDER_TYPE) ?? null;
      cells.set(cellKey(item, place, year, type), { item, place, year, type, cell, of });
    }
  }
  return cells;
}

const isExpected = ({ state }: CoverageCell): boolean =>
  state === "COVERED" || state === "PARTIAL" || state === "OMITTED" || state === "UNKNOWN";

function queriesOf({ view }: SurveyedWorld, year: number): CoverageQuery[] {
  const years = [year];
  const typed = [...view.items.values()].filter(({ stakeholderTypes }) => stakeholderTypes.length > 0).map(({ id }) => id);
  const expected = [...view.expectations.values()].filter(
    ({ state, item, place, year: meant }) =>
      state === "EXPECTED" && view.items.has(item) && isCountry(place, view.places) && (meant === null || meant === year),
  );
  const countries = expected.filter(({ stakeholderType }) => stakeholderType === null);
  const typedCountries = expected.filter(({ stakeholderType }) => stakeholderType !== null);
  return [
    inRegions(year),
    ...(typed.length === 0 ? [] : [{ by: ["ITEM", "REGION", "STAKEHOLDER_TYPE"], items: typed, years } as const]),
    ...inCountries(countries, { by: ["ITEM", "COUNTRY"], years }),
    ...inCountries(typedCountries, { by: ["ITEM", "COUNTRY", "STAKEHOLDER_TYPE"], years }),
  ];
}

const isCountry = (place: string | null, places: SurveyedWorld["view"]["places"]): boolean =>
  place !== null && places.get(place)?.level === "COUNTRY";

function inCountries(expected: readonly { readonly item: string; readonly place: string | null }[], query: CoverageQuery): CoverageQuery[] {
  if (expected.length === 0) return [];
  const items = [...new Set(expected.map(({ item }) => item))];
  const places = [...new Set(expected.map(({ place }) => place))].filter((place) => place !== null);
  return [{ ...query, items, places, placeLevel: "COUNTRY" }];
}
