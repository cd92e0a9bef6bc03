import type { AsOfPoint } from "@actionline/kit/request-context";
import type { IndexSnapshot } from "../columns/index-snapshot";
import type { RowFilter } from "../columns/row-filter";
import type { CellCoordinates, CoverageQuery } from "../coverage/coverage-query";
import { evidenceOf } from "../coverage/evidence";
import { openSlice, staleness } from "../coverage/slice";

/**
 * The filter whose rows are the distinct activities that a cell counts as strong evidence. It is exact for a cell of
 * one year, and for several where they follow one another and no source has lapsed in the middle of them.
 */
export function rowsBehind(
  index: IndexSnapshot,
  query: CoverageQuery,
  cell: CellCoordinates,
  point: AsOfPoint,
  privateToo: boolean,
): RowFilter {
  const slice = openSlice(index, query, point, privateToo, cell);
  // Filters read periods as the columns do; where a definition reads them otherwise, the rows are named one by one.
  if (slice.definition.choices.completedWithoutEnd === "ALL_LATER_YEARS") {
    const found = evidenceOf(index, query, cell, Number.POSITIVE_INFINITY, point, privateToo);
    return { sequences: new Set(found.filter(({ strength }) => strength === "STRONG").map(({ sequence }) => sequence)) };
  }
  const { items, places, years, types } = slice.grid;
  const isStale = staleness(slice);
  const sources = index.columns.sourceIds.texts();
  const current = sources.filter((_, source) => years.some((year) => !isStale(source, year)));
  const named = types.filter((type) => type !== null);
  return {
    ...(query.evidence === undefined ? {} : { allOf: [query.evidence] }),
    items,
    places,
    years: { from: years[0] ?? null, to: years.at(-1) ?? null },
    statuses: ["IMPLEMENTING", "COMPLETED"],
    ...(named.length === types.length ? { stakeholderTypes: named } : {}),
    ...(current.length < sources.length ? { sources: current } : {}),
    ...(cell.REPORTER === undefined ? {} : { reporters: [cell.REPORTER] }),
  };
}
