import type { AsOfPoint } from "@actionline/kit/request-context";
import { inOneGo } from "@actionline/kit/work-budget";
import type { IndexSnapshot } from "../columns/index-snapshot";
import type { ClusterCounts } from "../columns/once-per-cluster";
import type { SourceStanding } from "../columns/source-standing";
import { findStates } from "./base-findings";
import { boundsOf, type CoverageBounds } from "./bounds";
import { boundsNote } from "./bounds-note";
import { BASE_STATES, type BaseState, type CellState } from "./cell-state";
import type { CoverageDefinition } from "./coverage-definition";
import type { CoverageQuery } from "./coverage-query";
import type { CoverageCell, CoverageResult } from "./coverage-result";
import { RollUp } from "./roll-up";
import { openSlice, reportersOf, type Slice, tallyOf, UNITS_OF_SLICE } from "./slice";
import { StateSums } from "./state-sums";
import type { Tally } from "./tally";

/** A whole matrix from one pass over the rows. */
export function computeCoverage(index: IndexSnapshot, query: CoverageQuery, point: AsOfPoint, privateToo: boolean): CoverageResult {
  return inOneGo(coverageSteps(index, query, point, privateToo));
}

/** The same in steps, each of which tells first what the next one costs. */
export function* coverageSteps(
  index: IndexSnapshot,
  query: CoverageQuery,
  point: AsOfPoint,
  privateToo: boolean,
): Generator<number, CoverageResult, void> {
  yield UNITS_OF_SLICE;
  const slice = openSlice(index, query, point, privateToo);
  const byReporter = query.by.includes("REPORTER");
  const rollUp = new RollUp(query.by, slice.grid, slice.view, byReporter ? reportersOf(slice) : []);
  const tally = tallyOf(slice, rollUp);
  yield* tally.steps();
  const sums = new StateSums(byReporter ? 0 : rollUp.size);
  const totals = { COVERED: 0, PARTIAL: 0, OMITTED: 0, UNKNOWN: 0, NOT_APPLICABLE: 0, UNDETERMINED: 0 } satisfies Record<BaseState, number>;
  const states = new Uint8Array(tally.marks.length);
  let base = 0;
  yield* findStates(slice, tally, (finding, item, place, year, type) => {
    totals[finding.state] += 1;
    states[base++] = BASE_STATES.indexOf(finding.state);
    if (!byReporter) for (const cell of tally.parts.cellsOf(item, place, year, type)) sums.add(cell, finding);
  });
  const note = boundsNote(totals, rollUp.axes, slice.grid, slice.view);
  return new ComputedCoverage(slice, rollUp, tally, byReporter ? null : sums, boundsOf(totals, note), states);
}

/** An answer that builds a cell when it is asked for one: a page of a large answer costs a page. */
class ComputedCoverage implements CoverageResult {
  readonly definition: CoverageDefinition;
  readonly axes: CoverageResult["axes"];
  readonly bounds: CoverageBounds;
  readonly sources: readonly SourceStanding[];
  readonly size: number;
  readonly #slice: Slice;
  readonly #rollUp: RollUp;
  readonly #tally: Tally;
  readonly #sums: StateSums | null;
  readonly #states: Uint8Array;

  constructor(slice: Slice, rollUp: RollUp, tally: Tally, sums: StateSums | null, bounds: CoverageBounds, states: Uint8Array) {
    this.definition = slice.definition;
    this.axes = rollUp.axes.map(({ axis, values }) => ({ axis, values }));
    this.bounds = bounds;
    this.sources = [...slice.standings.values()];
    this.size = rollUp.size;
    this.#slice = slice;
    this.#rollUp = rollUp;
    this.#tally = tally;
    this.#sums = sums;
    this.#states = states;
  }

  get baseSize(): number {
    return this.#states.length;
  }

  baseState(base: number): BaseState {
    const state = BASE_STATES[this.#states[base] ?? BASE_STATES.length];
    if (state === undefined) throw new RangeError(`A grid of ${this.baseSize} base cells has none at ${base}.`);
    return state;
  }

  cell(index: number): CoverageCell {
    if (!Number.isInteger(index) || index < 0 || index >= this.size)
      throw new RangeError(`An answer of ${this.size} cells has none at ${index}.`);
    const { grid } = this.#slice;
    const coordinates = this.#rollUp.coordinates(index);
    const year = coordinates.YEAR ?? onlyOne(grid.years);
    return {
      index,
      coordinates,
      item: coordinates.ITEM ?? onlyOne(grid.items),
      place: coordinates.COUNTRY ?? coordinates.REGION ?? onlyOne(grid.places),
      year: year === null ? null : Number(year),
      stakeholderType: coordinates.STAKEHOLDER_TYPE ?? onlyOne(grid.types),
      state: this.state(index),
      reasons: this.#sums?.reasons(index) ?? [],
      basis: this.#sums?.basis(index) ?? null,
      activities: this.activities(index),
      weak: this.#tally.counters.weak(index),
      leads: this.leads(index),
      suggested: this.suggested(index),
      counts: this.#sums?.counts(index) ?? null,
    };
  }

  state(index: number): CellState | null {
    return this.#sums?.state(index) ?? null;
  }

  agreesOn(index: number, other: CoverageResult): boolean {
    if (!(other instanceof ComputedCoverage)) throw new TypeError("Only two answers of the same kind can be compared.");
    const theirs = other.#numbers(index);
    if (this.#numbers(index).some((number, at) => number !== theirs[at])) return false;
    return this.#sums === null || (other.#sums?.agreesOn(index, this.#sums) ?? false);
  }

  /** All that is counted of a cell, activities as the definition counts them and as records. */
  #numbers(index: number): number[] {
    const { counters } = this.#tally;
    const { none, confirmed, proposed } = counters.activityCounts(index);
    const counted = { NONE: none, CONFIRMED: confirmed, PROPOSED: proposed }[this.definition.choices.duplicates];
    return [none, counted, counters.weak(index), counters.leads(index), counters.suggested(index)];
  }

  activities(index: number): number {
    return this.#tally.counters.activities(index);
  }

  activityCounts(index: number): ClusterCounts {
    return this.#tally.counters.activityCounts(index);
  }

  leads(index: number): number {
    return this.#tally.counters.leads(index);
  }

  suggested(index: number): number {
    return this.#tally.counters.suggested(index);
  }
}

const onlyOne = <T>(members: readonly T[]): T | null => (members.length === 1 ? (members[0] ?? null) : null);
