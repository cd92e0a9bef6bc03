import { snapshotOf } from "@actionline/kit/as-of";
import { type Connection, connect } from "@actionline/kit/connection";
import { hubError } from "@actionline/kit/hub-error";
import { pageSize, readCursor } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import { contentHash } from "@actionline/log/canonical";
import { changedCells, type StateTransition, transitionsBetween } from "../coverage/compare-definitions";
import { differencesOf } from "../coverage/definition-lines";
import type { RowsArguments } from "../rows.arguments";
import type { CoverageRepository } from "./coverage.repository";
import { showCell } from "./coverage-cell.show";
import type { ComparedCell, CoverageComparison } from "./coverage-comparison";
import type { CoverageComparisonArguments } from "./coverage-comparison.arguments";

type Compared = Pick<CoverageComparison, "opened" | "other">;

/** Runs one slice by two versions of the definition, for one request. */
export class CoverageComparisonRepository {
  readonly #coverage: CoverageRepository;
  readonly #request: RequestContext;

  constructor(coverage: CoverageRepository, request: RequestContext) {
    this.#coverage = coverage;
    this.#request = request;
  }

  async open({ definition, against, ...slice }: CoverageComparisonArguments): Promise<CoverageComparison> {
    if (slice.by.includes("REPORTER")) {
      throw hubError("BAD_INPUT", "Reporters show counts only, no state to compare: leave REPORTER out of by.");
    }
    const opened = await this.#coverage.openSlice({ ...slice, definition });
    const other = await this.#coverage.openSlice({ ...slice, ...(against == null ? {} : { definition: against }) });
    return {
      opened,
      other,
      asOf: snapshotOf(this.#request),
      definition: this.#coverage.definition(opened),
      against: this.#coverage.definition(other),
      differences: differencesOf(opened.result.definition, other.result.definition),
      bounds: opened.result.bounds,
      boundsAgainst: other.result.bounds,
    };
  }

  transitions({ opened, other }: Compared): Promise<StateTransition[]> {
    return this.#request.work.run(transitionsBetween(opened.result, other.result));
  }

  async changed({ opened, other }: Compared, { first, after }: RowsArguments): Promise<Connection<ComparedCell>> {
    const list = `compared ${contentHash([opened.query, other.query]).slice(0, 12)}`;
    const last = after == null ? -1 : Number(readCursor(list, this.#request.asOf, after)[0]);
    const found = await this.#request.work.run(changedCells(opened.result, other.result));
    const start = found.filter((cell) => cell <= last).length;
    const shown = found.slice(start, start + pageSize(first));
    return connect(
      {
        list,
        rows: shown.map((cell) => compareCell({ opened, other }, cell)),
        place: ({ cell }) => [cell.counted.index],
        hasNextPage: start + shown.length < found.length,
        hasPreviousPage: start > 0,
        totalCount: found.length,
      },
      this.#request,
    );
  }
}

function compareCell({ opened, other }: Compared, index: number): ComparedCell {
  const cell = showCell(opened, opened.result.cell(index));
  return { keys: cell.keys, cell, against: showCell(other, other.result.cell(index)) };
}
