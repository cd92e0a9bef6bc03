import type { AsOfPoint } from "@actionline/kit/request-context";
import type { IndexSnapshot } from "../columns/index-snapshot";
import type { ReferenceView } from "../columns/reference-tables";
import { rowTests } from "../columns/row-matcher";
import { ROWS_OF_STEP, RowScan } from "../columns/row-scan";
import { rowsToLookAt, shortest } from "../columns/row-source";
import { rowsAmong } from "../columns/rows-among";
import { type SourceStanding, standingOfSources } from "../columns/source-standing";
import { type BaseGrid, baseGrid } from "./base-grid";
import type { CellCounters } from "./cell-counters";
import type { CoverageDefinition } from "./coverage-definition";
import type { AxisValue, CellCoordinates, CoverageQuery } from "./coverage-query";
import { definitionMeant } from "./definitions";
import { lastYearsOf } from "./period-reading";
import { gridOfCell, type RollUp } from "./roll-up";
import { rowsMeeting } from "./row-reach";
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
  readonly definition: CoverageDefinition;
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
  const definition = definitionMeant(query.definition, view);
  const standings = standingOfSources(view, point.instant, definition.choices.freshness);
  return { index, query, point, privateToo, view, standings, grid: gridOfCell(whole, cell, view), definition };
}

export interface TallyMeant {
  /** Keeps to one reporter's rows. */
  readonly reporter?: string | undefined;
  /** What is counted; distinct activities and leads where not given. */
  readonly counters?: CellCounters;
  /** Where rows, reviewers' decisions and links between duplicates are read, if not at the slice's own point. */
  readonly sequences?: { readonly rows?: number; readonly reviews?: number; readonly duplicates?: number };
  /** The only rows that are looked at, ascending; all that can matter where not given. */
  readonly rows?: Int32Array | null;
  /** The part of the grid that is asked about, where only some of its cells are: other rows aren't looked at. */
  readonly part?: BaseGrid;
}

/** The tally of a slice, ready to run. */
export function tallyOf(slice: Slice, rollUp: RollUp, { reporter, counters, sequences, rows = null, part }: TallyMeant = {}): Tally {
  const { index, query, point, privateToo, view } = slice;
  const { columns } = index;
  const match = { columns, view, sequence: sequences?.rows ?? point.sequence, privateToo };
  // Decisions of reviewers decide on the evidence as well: its assignments are read where they are.
  const decided = { ...match, sequence: sequences?.reviews ?? match.sequence };
  const tests = [
    ...(rows === null ? [] : [rowsAmong(rows)]),
    ...(query.evidence === undefined ? [] : rowTests(query.evidence, decided)),
    ...(reporter === undefined ? [] : rowTests({ reporters: [reporter] }, match)),
  ];
  const lastYear = lastYearsOf(columns, slice.definition.choices);
  const read = {
    ...match,
    reviewSequence: decided.sequence,
    duplicateSequence: sequences?.duplicates ?? point.sequence,
    tests,
    listed: shortest([rows, rowsMeeting(part ?? slice.grid, match), query.evidence && rowsToLookAt(query.evidence, match)]),
    isStale: staleness(slice),
    ...(lastYear !== undefined && { lastYear }),
  };
  return new Tally(slice.grid, rollUp, read, counters);
}

/** A source has lapsed for a year where it is LAPSED at the instant and was last good before the end of that year. */
export function staleness({ index, standings }: Pick<Slice, "index" | "standings">): (source: number, year: number) => boolean {
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
  const reporters = columns.reporters.array;
  const seen = new Uint8Array(columns.organizationKeys.size);
  const scan = new RowScan({ columns, sequence: point.sequence, privateToo }, [], null);
  for (let start = 0; start < scan.length; start += ROWS_OF_STEP) {
    const count = scan.read(start);
    for (let at = 0; at < count; at += 1) seen[reporters[scan.found[at] ?? 0] ?? 0] = 1;
  }
  return columns.organizationKeys
    .texts()
    .filter((_, number) => seen[number] === 1)
    .sort()
    .map((value) => ({ value, label: columns.nameOfOrganization(value, view.organizations, privateToo) }));
}
