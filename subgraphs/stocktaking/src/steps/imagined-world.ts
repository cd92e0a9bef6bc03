import type { ReferenceView } from "../columns/reference-tables";
import { standingOfSources } from "../columns/source-standing";
import { findStates } from "../coverage/base-findings";
import { MARK, WEAKNESS_BITS } from "../coverage/cell-counters";
import type { BaseState } from "../coverage/cell-state";
import { namesIn } from "../coverage/effort";
import type { BaseCell } from "../coverage/expectations";
import { type Slice, staleness } from "../coverage/slice";

/** A row that counts for a cell, and all that it counts for there. */
export interface CellRow {
  readonly row: number;
  readonly marks: number;
}

/** A row that would count, were one of its actors of the cell's type: nobody states the types of these. */
export interface UntypedRow extends CellRow {
  readonly organizations: readonly string[];
}

/** All that the state of one base cell follows from, as it is or as it would be. */
export interface ImaginedWorld {
  readonly slice: Slice;
  readonly cell: BaseCell;
  readonly view: ReferenceView;
  readonly instant: Date;
  readonly rows: readonly CellRow[];
  readonly untyped: readonly UntypedRow[];
  /** Strong evidence beside the rows: an activity that nobody has reported yet. */
  readonly reported: boolean;
}

/** A cell's world as it is. */
export function worldOf(slice: Slice, cell: BaseCell, rows: readonly CellRow[], untyped: readonly UntypedRow[]): ImaginedWorld {
  return { slice, cell, view: slice.view, instant: slice.point.instant, rows, untyped, reported: false };
}

/** The slice of a world: its one cell, at its instant. */
export function sliceOf({ slice, cell, view, instant }: ImaginedWorld): Slice {
  const { item, place, year, type } = cell;
  const standings = standingOfSources(view, instant, slice.definition.choices.freshness);
  const grid = { items: [item], places: [place], years: [year], types: [type] };
  return { ...slice, view, standings, point: { ...slice.point, instant }, grid };
}

/** The state of the cell in a world, by the rule itself; in steps that tell what they cost. */
export function* stateIn(world: ImaginedWorld): Generator<number, BaseState, void> {
  yield sizeOf(world.view) + world.rows.length + world.untyped.length;
  const slice = sliceOf(world);
  let state: BaseState = "UNKNOWN";
  yield* findStates(slice, { marks: Uint8Array.of(marksOf(world, slice)) }, (finding) => {
    state = finding.state;
  });
  return state;
}

/** What it costs to group a record or a name that a scope gives, and to see how a source stands. */
const UNITS = { record: 100, source: 100 } as const;

/** What imagining costs: a record more makes another map, which is grouped and read anew. */
function sizeOf({ scopes, endedScopes, facilitators, agencies, sources, harvests, statements, commitments }: ReferenceView): number {
  const records = [facilitators, agencies, harvests, statements, commitments].reduce((sum, { size }) => sum + size, 0);
  return (records + namesIn(scopes) + namesIn(endedScopes)) * UNITS.record + sources.size * UNITS.source;
}

function marksOf({ cell, rows, untyped, reported }: ImaginedWorld, slice: Slice): number {
  const isStale = staleness(slice);
  const { sources } = slice.index.columns;
  let all: number = (reported ? MARK.strong : 0) | (untyped.length === 0 ? 0 : MARK.untyped);
  for (const { row, marks } of rows) all |= withStaleness(marks, isStale(sources.at(row), cell.year));
  return all;
}

/** The marks of a row with its source standing as it does in the world. */
function withStaleness(marks: number, stale: boolean): number {
  if ((marks & (MARK.strong | WEAKNESS_BITS)) === 0) return marks;
  return withFlaws(marks, (marks & WEAKNESS_BITS & ~MARK.STALE) | (stale ? MARK.STALE : 0));
}

/** The marks of a row whose evidence has these flaws and no other; without any it is strong. */
export const withFlaws = (marks: number, flaws: number): number => (marks & MARK.suggested) | (flaws === 0 ? MARK.strong : flaws);
