import type { PutOffPart } from "../answer/projection";
import type { Fault } from "../answer/tree";

/** Faults met while the rest of an answer was fetched. */
export interface MetFaults {
  readonly faults: readonly Fault[];
  readonly faultsLeftOut: number;
}

/** Parts of one label that can be written. */
export interface ReadyParts extends MetFaults {
  readonly parts: readonly PutOffPart[];
}

/** Parts that wait until what their label asks is there. */
export class WaitingParts {
  readonly #ready: ReadonlyMap<string, Promise<MetFaults>>;
  readonly #faults = new Map<string, MetFaults>();
  readonly #waiting = new Map<string, PutOffPart[]>();

  constructor(ready: ReadonlyMap<string, Promise<MetFaults>>) {
    this.#ready = ready;
    for (const [id, one] of ready) void one.then((faults) => this.#faults.set(id, faults));
  }

  get size(): number {
    return this.#waiting.size;
  }

  add(parts: readonly PutOffPart[]): void {
    for (const part of parts) this.#waiting.set(part.id, [...(this.#waiting.get(part.id) ?? []), part]);
  }

  /** Waits for one label, and takes every other that is ready by then. */
  async next(): Promise<readonly ReadyParts[]> {
    await Promise.race([...this.#waiting.keys()].map((id) => this.#ready.get(id)));
    const ready: ReadyParts[] = [];
    for (const [id, parts] of [...this.#waiting]) {
      const faults = this.#faultsOf(id);
      if (faults === undefined) continue;
      this.#waiting.delete(id);
      ready.push({ parts, ...faults });
    }
    return ready;
  }

  /** A label that the plan put nothing off for was answered with the rest. */
  #faultsOf(id: string): MetFaults | undefined {
    return this.#ready.has(id) ? this.#faults.get(id) : NONE;
  }
}

const NONE: MetFaults = { faults: [], faultsLeftOut: 0 };
