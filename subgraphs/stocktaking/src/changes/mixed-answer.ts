import { findStates } from "../coverage/base-findings";
import type { BaseGrid } from "../coverage/base-grid";
import { boundsOf, type CoverageBounds, type StateCounts } from "../coverage/bounds";
import { boundsNote } from "../coverage/bounds-note";
import type { BaseState, CellReason, CellState } from "../coverage/cell-state";
import { RollUp } from "../coverage/roll-up";
import { type Slice, UNITS_OF_SLICE } from "../coverage/slice";
import { StateSums } from "../coverage/state-sums";
import type { Tally } from "../coverage/tally";
import { countedBy, type DedupeName } from "../dedupe";
import type { CellFrame } from "./cell-frame";
import type { InputFamily } from "./input-family";
import type { OpenedPoints } from "./two-points";

/** What an answer says of a cell. */
export interface CellAnswer {
  readonly state: CellState;
  readonly reasons: readonly CellReason[];
  readonly activities: number;
  readonly counts: StateCounts;
}

/** A slice answered with its families read at one point or the other. */
export class MixedAnswer {
  readonly slice: Slice;
  readonly rollUp: RollUp;
  readonly bounds: CoverageBounds;
  readonly #sums: StateSums;
  readonly #tally: Tally;
  readonly #dedupe: DedupeName;

  constructor(slice: Slice, rollUp: RollUp, tally: Tally, sums: StateSums, totals: StateCounts, dedupe: DedupeName) {
    this.slice = slice;
    this.rollUp = rollUp;
    this.bounds = boundsOf(totals, boundsNote(totals, rollUp.axes, slice.grid, slice.view));
    this.#sums = sums;
    this.#tally = tally;
    this.#dedupe = dedupe;
  }

  /** A cell by its number in this answer. */
  cell(number: number): CellAnswer {
    return {
      state: this.#sums.state(number),
      reasons: this.#sums.reasons(number),
      activities: countedBy(this.#tally.counters.activityCounts(number), this.#dedupe),
      counts: this.#sums.counts(number),
    };
  }
}

/** Works out mixed answers of one question; those that differ in nothing that rows say share one pass over them. */
export class MixedAnswers {
  readonly #points: OpenedPoints;
  readonly #dedupe: DedupeName;
  readonly #tallies = new Map<string, Tally>();
  #narrowing: ReturnType<CellFrame["narrowing"]> | null = null;

  constructor(points: OpenedPoints, dedupe: DedupeName) {
    this.#points = points;
    this.#dedupe = dedupe;
  }

  /** From here on only these cells are asked about. */
  narrowTo(frame: CellFrame, cells: readonly number[]): void {
    this.#narrowing = frame.narrowing(cells);
    this.#tallies.clear();
  }

  *of(switched: ReadonlySet<InputFamily>): Generator<number, MixedAnswer, void> {
    yield UNITS_OF_SLICE;
    const slice = this.#narrowed(this.#points.slice(switched));
    const rollUp = new RollUp(slice.query.by, slice.grid, slice.view, []);
    const tally = yield* this.#tallyOf(slice, rollUp, switched);
    const sums = new StateSums(rollUp.size);
    const totals: Record<BaseState, number> = { COVERED: 0, PARTIAL: 0, OMITTED: 0, UNKNOWN: 0, NOT_APPLICABLE: 0, UNDETERMINED: 0 };
    yield* findStates(slice, tally, (finding, item, place, year, type) => {
      totals[finding.state] += 1;
      for (const cell of tally.parts.cellsOf(item, place, year, type)) sums.add(cell, finding);
    });
    return new MixedAnswer(slice, rollUp, tally, sums, totals, this.#dedupe);
  }

  #narrowed(slice: Slice): Slice {
    const narrowing = this.#narrowing;
    if (narrowing === null) return slice;
    const grid: BaseGrid = narrowing(slice.grid, new RollUp(slice.query.by, slice.grid, slice.view, []));
    return { ...slice, grid };
  }

  *#tallyOf(slice: Slice, rollUp: RollUp, switched: ReadonlySet<InputFamily>): Generator<number, Tally, void> {
    const key = this.#points.keyOfTally(switched);
    const known = this.#tallies.get(key);
    if (known !== undefined) return known;
    const tally = yield* this.#points.tally(slice, rollUp, switched);
    this.#tallies.set(key, tally);
    return tally;
  }
}
