import type { Deferral } from "./deferral";
import type { Part } from "./part";
import type { RunState } from "./run-state";

/** A part of a compiled plan. Undefined where there was nothing to wait for. Rejects never for what a subgraph did. */
export interface Step {
  run(state: RunState, part: Part): Promise<void> | undefined;
  /** The deferral that it comes down to in a run, if it does. */
  deferral?(state: RunState): Deferral | null;
}

/** One after the other: each needs what the one before it answered. */
export class Sequence implements Step {
  readonly #steps: readonly Step[];

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
  }

  async run(state: RunState, part: Part): Promise<void> {
    for (const step of this.#steps) {
      const pending = step.run(state, part);
      if (pending !== undefined) await pending;
    }
  }
}

/** All at once. */
export class Parallel implements Step {
  readonly #steps: readonly Step[];

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
  }

  run(state: RunState, part: Part): Promise<void> | undefined {
    const pending: Promise<void>[] = [];
    for (const step of this.#steps) {
      const one = step.run(state, part);
      if (one !== undefined) pending.push(one);
    }
    return pending.length > 1 ? Promise.all(pending).then(nothing) : pending[0];
  }
}

function nothing(): void {}

/** One way or the other, by the value of a Boolean variable. */
export class Choice implements Step {
  readonly #variable: string;
  readonly #held: Step | null;
  readonly #otherwise: Step | null;

  constructor(variable: string, held: Step | null, otherwise: Step | null) {
    this.#variable = variable;
    this.#held = held;
    this.#otherwise = otherwise;
  }

  run(state: RunState, part: Part): Promise<void> | undefined {
    return this.#taken(state)?.run(state, part);
  }

  deferral(state: RunState): Deferral | null {
    return this.#taken(state)?.deferral?.(state) ?? null;
  }

  #taken({ run: { variables } }: RunState): Step | null {
    const holds = Object.hasOwn(variables, this.#variable) && variables[this.#variable] === true;
    return holds ? this.#held : this.#otherwise;
  }
}
