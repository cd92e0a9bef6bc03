import type { Fault } from "../answer/tree";
import { type SourceCode, SourceError } from "../engine-error";
import { sourceFault } from "../transport/source-faults";
import type { FaultNote } from "./fault-note";

/** A place of the tree, from its root. */
export type Place = readonly (string | number)[];

/** The faults of one run, or of one part of it; as many as may be kept, the rest counted. */
export class FaultLog {
  readonly faults: Fault[] = [];
  leftOut = 0;
  readonly most: number;
  readonly #sentences = new Map<string, string>();

  constructor(most: number) {
    this.most = most;
  }

  get isFull(): boolean {
    return this.faults.length >= this.most;
  }

  add(fault: Fault): void {
    if (this.isFull) this.leftOut++;
    else this.faults.push(fault);
  }

  /** Tells what was noted about an object at one place where it stands. */
  tell(subgraph: string, place: Place | null, { path, code, cause }: FaultNote): void {
    if (this.isFull) this.leftOut++;
    else this.add({ path: place === null ? null : [...place, ...path], code, message: this.#sentence(subgraph, code), subgraph, cause });
  }

  /** Tells that what a fetch asked was lost at a place: each name, or the place where it isn't known what was asked there. */
  tellLost(subgraph: string, place: Place, names: readonly string[], failure: unknown): void {
    for (const path of names.length === 0 ? [place] : names.map((name) => [...place, name])) {
      if (failure instanceof SourceError) this.add({ path, code: failure.code, message: failure.message, subgraph, cause: failure.cause });
      else this.add({ path, code: "INTERNAL", message: INTERNAL, subgraph, cause: failure });
    }
  }

  #sentence(subgraph: string, code: SourceCode): string {
    const key = `${code} ${subgraph}`;
    const sentence = this.#sentences.get(key) ?? sourceFault(subgraph, code).message;
    this.#sentences.set(key, sentence);
    return sentence;
  }
}

const INTERNAL = "The hub failed to answer this; ask again, or report it.";
