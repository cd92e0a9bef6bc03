import type { CoverageResult } from "../coverage/coverage-result";
import { Once } from "../once";

/** Work that one request does once for each cell of each result. */
export class CellsOnce<Value> {
  readonly #byResult = new Map<CoverageResult, Once<number, Value>>();

  of(result: CoverageResult, cell: number, work: () => Promise<Value>): Promise<Value> {
    const known = this.#byResult.get(result) ?? new Once<number, Value>();
    this.#byResult.set(result, known);
    return known.of(cell, work);
  }
}
