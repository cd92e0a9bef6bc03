import type { BaseState } from "../coverage/cell-state";
import type { ChangeStep, ChangeWay } from "./change-step";
import { type ImaginedWorld, stateIn } from "./imagined-world";
import { suppose } from "./suppose";

/** Whether steps lead the cell to a state. */
export function* leads(world: ImaginedWorld, steps: readonly ChangeStep[], state: BaseState): Generator<number, boolean, void> {
  return (yield* stateIn(suppose(world, steps))) === state;
}

/** Steps each of which is known to be needed, tried together; null where they don't lead there: no way is better than one that isn't true. */
export function* trueWay(world: ImaginedWorld, steps: readonly ChangeStep[], state: BaseState): Generator<number, ChangeWay | null, void> {
  return steps.length > 0 && (yield* leads(world, steps, state)) ? { state, steps } : null;
}

/** The steps that are needed among a few, each tried by leaving it out; null where all of them together don't lead there. */
export function* shortestWay(
  world: ImaginedWorld,
  steps: readonly ChangeStep[],
  state: BaseState,
): Generator<number, ChangeWay | null, void> {
  const way = yield* trueWay(world, steps, state);
  if (way === null || steps.length === 1) return way;
  let needed = steps;
  for (const step of steps) {
    const fewer = needed.filter((each) => each !== step);
    if (yield* leads(world, fewer, state)) needed = fewer;
  }
  return { state, steps: needed };
}
