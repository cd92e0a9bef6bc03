import { snapshotOf } from "@actionline/kit/as-of";
import { type Connection, connect } from "@actionline/kit/connection";
import { hubError } from "@actionline/kit/hub-error";
import { pageSize, readCursor } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import { contentHash } from "@actionline/log/canonical";
import type { AnsweringSources } from "../answering-sources";
import { lastClosedYear } from "../coverage/base-grid";
import type { CellState } from "../coverage/cell-state";
import { definitionMeant } from "../coverage/definitions";
import type { IndexView } from "../index-view";
import type { Definition } from "../registers/definition";
import { showDefinition } from "../registers/definition.show";
import type { Coverage } from "./coverage";
import { type CoverageArguments, type CoverageSliceArguments, coverageQueryOf } from "./coverage.query";
import type { CoverageCell } from "./coverage-cell";
import { showCell } from "./coverage-cell.show";
import type { CellsArguments } from "./coverage-cells.arguments";
import { recordOfDefinition } from "./coverage-definition";
import type { CoverageMatrix } from "./coverage-matrix";
import { showMatrix } from "./coverage-matrix.show";
import type { OpenedCoverage } from "./opened-coverage";

const MOST_AXES = 4;
/** A matrix is one value of the answer, written without a pause: so many cells take about a tenth of a second. */
export const MOST_IN_MATRIX = 10_000;
/** What a cell costs in a list of all and in a matrix, against one look at a row. */
const UNITS_OF_LISTED = 3;
const UNITS_OF_SHOWN = 1_000;

/** Computes slices of the grid for one request; it reads nothing but the index in memory. */
export class CoverageRepository {
  readonly #index: IndexView;
  readonly #request: RequestContext;
  readonly #sources: AnsweringSources;

  constructor(index: IndexView, request: RequestContext, sources: AnsweringSources) {
    this.#index = index;
    this.#request = request;
    this.#sources = sources;
  }

  async open(asked: CoverageArguments): Promise<Coverage> {
    const opened = await this.openSlice(asked);
    const { bounds, sources } = opened.result;
    const request = this.#request;
    return {
      opened,
      asOf: snapshotOf(request),
      bounds,
      sources: this.#sources.noteStandings(sources),
      get cite() {
        return request.cite();
      },
    };
  }

  /** A slice by one version of the definition. */
  async openSlice(asked: CoverageSliceArguments & Pick<CoverageArguments, "definition" | "dedupe">): Promise<OpenedCoverage> {
    const axes = new Set(asked.by);
    if (axes.size !== asked.by.length || axes.size < 1 || axes.size > MOST_AXES) {
      throw hubError("BAD_INPUT", `by takes one to ${MOST_AXES} different axes, such as [ITEM, REGION].`);
    }
    await this.#index.reach();
    const { version } = definitionMeant(asked.definition ?? undefined, this.#index.reference);
    // Year and version that are meant where none is given are written down, so that what opens a number later means the same.
    const query = { years: [lastClosedYear(this.#index.instant)], ...coverageQueryOf(asked), definition: version };
    const result = await this.#index.coverage(query);
    return { query, result, dedupe: asked.dedupe ?? result.definition.choices.duplicates };
  }

  definition({ result }: OpenedCoverage): Definition {
    return showDefinition(recordOfDefinition(result.definition));
  }

  /** A page of cells in the order of the axes; a cell is built only where it is shown. */
  async cells(opened: OpenedCoverage, { states, first, after }: CellsArguments): Promise<Connection<CoverageCell>> {
    await this.#request.work.draw(opened.result.size * UNITS_OF_LISTED);
    const list = `cells ${contentHash([opened.query, states ?? null]).slice(0, 12)}`;
    const last = after == null ? -1 : Number(readCursor(list, this.#request.asOf, after)[0]);
    const found = cellsIn(opened, states ?? null);
    const from = found.findIndex((index) => index > last);
    const start = from === -1 ? found.length : from;
    const shown = found.slice(start, start + pageSize(first));
    return connect(
      {
        list,
        rows: shown.map((index) => showCell(opened, opened.result.cell(index))),
        place: ({ counted }) => [counted.index],
        hasNextPage: start + shown.length < found.length,
        hasPreviousPage: start > 0,
        totalCount: found.length,
      },
      this.#request,
    );
  }

  async matrix(opened: OpenedCoverage): Promise<CoverageMatrix> {
    const { result } = opened;
    if (result.size > MOST_IN_MATRIX) {
      throw hubError(
        "QUERY_TOO_COSTLY",
        `This matrix has ${result.size} cells; at most ${MOST_IN_MATRIX} are shown at once. Ask for cells, a page at a time, or narrow it.`,
        { cells: result.size, most: MOST_IN_MATRIX },
      );
    }
    await this.#request.work.draw(result.size * UNITS_OF_SHOWN);
    return showMatrix(opened);
  }
}

function cellsIn({ result }: OpenedCoverage, states: readonly CellState[] | null): number[] {
  const all = Array.from({ length: result.size }, (_, index) => index);
  if (states === null) return all;
  const wanted = new Set<CellState | null>(states);
  return all.filter((index) => wanted.has(result.state(index)));
}
