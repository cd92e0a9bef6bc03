import { Refused } from "../problem";
import type { ComposedSubgraph, Composing } from "./job";
import { outOfDateIn } from "./out-of-date";

/** How long a last good composition may be exceeded. */
const TIMES_AS_LONG = 3;

/** How long this machine takes to compose what is in force: what a publish adds is judged by that. */
export class CompositionTime {
  readonly #composer: Composing;
  readonly #leastMs: number;
  /** Milliseconds of the last good composition; 0 before there was one. */
  #took = 0;

  constructor(composer: Composing, leastMs: number) {
    this.#composer = composer;
    this.#leastMs = leastMs;
  }

  get isKnown(): boolean {
    return this.#took > 0;
  }

  /** Milliseconds that composing may take. */
  get mostMs(): number {
    return Math.max(this.#leastMs, TIMES_AS_LONG * this.#took);
  }

  /** Notes what a good composition took. */
  note(took: number): void {
    this.#took = took;
  }

  /**
   * Composes what is in force, which has to be what its subgraphs compose to: every publisher would else be told of changes
   * that are nobody's.
   */
  async measure(inForce: string, composed: readonly ComposedSubgraph[], withinMs: number): Promise<void> {
    const subgraphs = composed.map(({ name, url, sdl }) => ({ name, url, sdl }));
    const { took, supergraphSdl } = await this.#composer.run({ subgraphs, comparison: null, probes: null, operations: [] }, withinMs);
    const outOfDate = supergraphSdl === null ? null : outOfDateIn(inForce, supergraphSdl);
    if (outOfDate !== null) throw new Refused([outOfDate]);
    this.#took = took;
  }
}
