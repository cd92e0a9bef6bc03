import type { AsOfPoint } from "@actionline/kit/request-context";
import { inOneGo } from "@actionline/kit/work-budget";
import type { IndexSnapshot } from "../columns/index-snapshot";
import type { SourceStanding } from "../columns/source-standing";
import { findStates } from "./base-findings";
import { boundsOf, type CoverageBounds } from "./bounds";
import { boundsNote } from "./bounds-note";
import { type BaseState, type CellState, COVERAGE_VERSION } from "./cell-state";
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
  yield* findStates(slice, tally, (finding, item, place, year, type) => {
    totals[finding.state] += 1;
    if (!byReporter) for (const cell of tally.parts.cellsOf(item, place, year, type)) sums.add(cell, finding);
  });
  const note = boundsNote(totals, rollUp.axes, slice.grid, slice.view);
  return new ComputedCoverage(slice, rollUp, tally, byReporter ? null : sums, boundsOf(totals, note));
}

/** An answer that builds a cell when it is asked for one: a page of a large answer costs a page. */
class ComputedCoverage implements CoverageResult {
  readonly definition: CoverageResult["definition"];
  readonly axes: CoverageResult["axes"];
  readonly bounds: CoverageBounds;
  readonly sources: readonly SourceStanding[];
  readonly size: number;
  readonly #slice: Slice;
  readonly #rollUp: RollUp;
  readonly #tally: Tally;
  readonly #sums: StateSums | null;

  constructor(slice: Slice, rollUp: RollUp, tally: Tally, sums: StateSums | null, bounds: CoverageBounds) {
    this.definition = definitionOf(slice);
    this.axes = rollUp.axes.map(({ axis, values }) => ({ axis, values }));
    this.bounds = bounds;
    this.sources = [...slice.standings.values()];
    this.size = rollUp.size;
    this.#slice = slice;
    this.#rollUp = rollUp;
    this.#tally = tally;
    this.#sums = sums;
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

  activities(index: number): number {
    return this.#tally.counters.activities(index);
  }

  leads(index: number): number {
    return this.#tally.counters.leads(index);
  }

  suggested(index: number): number {
    return this.#tally.counters.suggested(index);
  }
}

const onlyOne = <T>(members: readonly T[]): T | null => (members.length === 1 ? (members[0] ?? null) : null);

/** The version of the definition in force at the point; where the log holds none, the one that this code states. */
function definitionOf({ view }: Slice): CoverageResult["definition"] {
  const { id, version } = view.definitions.get("coverage") ?? { id: "coverage", version: COVERAGE_VERSION };
  return { id, version };
}
