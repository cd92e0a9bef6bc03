import type { AsOfPoint } from "@actionline/kit/request-context";
import type { IndexSnapshot } from "../columns/index-snapshot";
import type { ReferenceView } from "../columns/reference-tables";
import { rowTests } from "../columns/row-matcher";
import { type SourceStanding, standingOfSources } from "../columns/source-standing";
import { type BaseGrid, baseGrid } from "./base-grid";
import type { CellCounters } from "./cell-counters";
import type { AxisValue, CellCoordinates, CoverageQuery } from "./coverage-query";
import { gridOfCell, type RollUp } from "./roll-up";
import { Tally } from "./tally";

/** A query at its point: everything that the answer is worked out from. */
export interface Slice {
  readonly index: IndexSnapshot;
  readonly query: CoverageQuery;
  readonly point: AsOfPoint;
  readonly privateToo: boolean;
  readonly view: ReferenceView;
  readonly standings: ReadonlyMap<string, SourceStanding>;
  readonly grid: BaseGrid;
}

/** What opening a slice costs, against one look at a row. */
export const UNITS_OF_SLICE = 100_000;

/** Reads a query against the index; with a cell, only the part of its grid that the cell stands for. */
export function openSlice(
  index: IndexSnapshot,
  query: CoverageQuery,
  point: AsOfPoint,
  privateToo: boolean,
  cell: CellCoordinates = {},
): Slice {
  const view = index.tables.at(point.sequence, privateToo);
  const whole = baseGrid(query, view, point.instant);
  const standings = standingOfSources(view, point.instant);
  return { index, query, point, privateToo, view, standings, grid: gridOfCell(whole, cell, view) };
}

export interface TallyMeant {
  /** Keeps to one reporter's rows. */
  readonly reporter?: string | undefined;
  /** What is counted; distinct activities and leads where not given. */
  readonly counters?: CellCounters;
}

/** The tally of a slice, ready to run. */
export function tallyOf(slice: Slice, rollUp: RollUp, { reporter, counters }: TallyMeant = {}): Tally {
  const { index, query, point, privateToo, view } = slice;
  const { columns } = index;
  const match = { columns, view, sequence: point.sequence, privateToo };
  const tests = [
    ...(query.evidence === undefined ? [] : rowTests(query.evidence, match)),
    ...(reporter === undefined ? [] : rowTests({ reporters: [reporter] }, match)),
  ];
  return new Tally(slice.grid, rollUp, { ...match, tests, isStale: staleness(slice) }, counters);
}

/** A source has lapsed for a year where it is LAPSED at the instant and was last good before the end of that year. */
export function staleness({ index, standings }: Slice): (source: number, year: number) => boolean {
  const staleFrom = index.columns.sourceIds.texts().map((id) => {
    const standing = standings.get(id);
    if (standing === undefined || standing.freshness !== "LAPSED") return Number.POSITIVE_INFINITY;
    return standing.asOf === null ? Number.NEGATIVE_INFINITY : standing.asOf.getUTCFullYear();
  });
  return (source, year) => year >= (staleFrom[source] ?? Number.POSITIVE_INFINITY);
}

/** The reporters of live rows, for the axis REPORTER, in the order of their keys. */
export function reportersOf({ index, point, privateToo, view }: Slice): AxisValue[] {
  const { columns } = index;
  const seen = new Set<number>();
  for (let row = 0; row < columns.rows; row += 1) {
    if (columns.isLive(row, point.sequence) && (privateToo || columns.hidden.at(row) === 0)) seen.add(columns.reporters.at(row));
  }
  return Array.from(seen, (number) => columns.organizationKeys.text(number))
    .sort()
    .map((value) => ({ value, label: columns.nameOfOrganization(value, view.organizations, privateToo) }));
}
