import type { DeferredPart } from "./execution";
import type { FaultLog } from "./fault-log";
import type { Part } from "./part";
import type { RunState } from "./run-state";
import type { Step } from "./step";

/** What `@defer` puts off: what it waits for, and what it asks. */
export interface PutOff {
  readonly id: string;
  readonly path: readonly string[];
  /** Fetches that must have ended before it begins; null where that is all of the first part. */
  readonly depends: readonly string[] | null;
  readonly step: Step | null;
}

/** Answers the first part, and the parts put off as soon as the fetches that they depend on are done. */
export class Deferral implements Step {
  readonly #primary: Step | null;
  readonly #parts: readonly PutOff[];
  /** Fetches of the first part that are waited for. */
  readonly #awaited: readonly string[];

  constructor(primary: Step | null, parts: readonly PutOff[], awaited: readonly string[]) {
    this.#primary = primary;
    this.#parts = parts;
    this.#awaited = awaited;
  }

  run(state: RunState, part: Part): Promise<void> {
    const { ended, deferred } = this.begin(state, part, Promise.resolve());
    state.deferred.push(...deferred);
    return ended;
  }

  deferral(): Deferral {
    return this;
  }

  /** Begins once something else is done; the parts are known at once, those within them too. */
  begin(state: RunState, part: Part, after: Promise<unknown>): { ended: Promise<void>; deferred: readonly DeferredPart[] } {
    const ended = this.#runPrimary(state, part, after);
    return { ended, deferred: this.#parts.flatMap((one) => this.#putOff(one, state, ended)) };
  }

  async #runPrimary(state: RunState, part: Part, after: Promise<unknown>): Promise<void> {
    await after;
    await this.#primary?.run(state, part);
    // A fetch that found nothing to ask about never ran.
    for (const id of this.#awaited) state.gate(id).open();
  }

  #putOff({ id, path, depends, step }: PutOff, state: RunState, primary: Promise<void>): readonly DeferredPart[] {
    const part = state.newPart();
    const due = depends === null ? primary : Promise.all(depends.map((fetch) => state.gate(fetch).opened));
    const within = step?.deferral?.(state)?.begin(state, part, due);
    const ended = within?.ended ?? due.then(() => step?.run(state, part));
    const ready = Promise.all([primary, ended]).then(() => told(part.faults));
    return [{ id, path, ready }, ...(within?.deferred ?? [])];
  }
}

function told({ faults, leftOut }: FaultLog): { readonly faults: FaultLog["faults"]; readonly faultsLeftOut: number } {
  return { faults, faultsLeftOut: leftOut };
}

/** A fetch that parts put off may wait for. */
export class AwaitedStep implements Step {
  readonly #id: string;
  readonly #step: Step;

  constructor(id: string, step: Step) {
    this.#id = id;
    this.#step = step;
  }

  async run(state: RunState, part: Part): Promise<void> {
    await this.#step.run(state, part);
    state.gate(this.#id).open();
  }
}
