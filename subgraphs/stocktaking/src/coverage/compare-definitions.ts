import { BASE_STATES, type BaseState } from "./cell-state";
import type { CoverageResult } from "./coverage-result";

/** How many base cells have one state by the one definition and another, or the same, by the other. */
export interface StateTransition {
  readonly state: BaseState;
  readonly against: BaseState;
  readonly count: number;
}

/** What comparing a cell costs, against one look at a row. */
const UNITS_OF_COMPARED = 20;
/** Cells compared before others have their turn. */
const CELLS_OF_STEP = 10_000;

/** Base cells of two answers over one grid, by their states in both; pairs of states that none has are left out. */
export function* transitionsBetween(one: CoverageResult, other: CoverageResult): Generator<number, StateTransition[], void> {
  const counts = new Map<string, StateTransition>();
  for (let base = 0; base < one.baseSize; base += 1) {
    if (base % CELLS_OF_STEP === 0) yield Math.min(CELLS_OF_STEP, one.baseSize - base) * UNITS_OF_COMPARED;
    const [state, against] = [one.baseState(base), other.baseState(base)];
    const key = `${state} ${against}`;
    counts.set(key, { state, against, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const rank = (state: BaseState): number => BASE_STATES.indexOf(state);
  return [...counts.values()].sort((a, b) => rank(a.state) - rank(b.state) || rank(a.against) - rank(b.against));
}

/** Shown cells of which two answers over one grid say something different, by number. */
export function* changedCells(one: CoverageResult, other: CoverageResult): Generator<number, number[], void> {
  const changed: number[] = [];
  for (let cell = 0; cell < one.size; cell += 1) {
    if (cell % CELLS_OF_STEP === 0) yield Math.min(CELLS_OF_STEP, one.size - cell) * UNITS_OF_COMPARED;
    if (!one.agreesOn(cell, other)) changed.push(cell);
  }
  return changed;
}
