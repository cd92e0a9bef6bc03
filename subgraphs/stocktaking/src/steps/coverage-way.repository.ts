import DataLoader from "dataloader";
import type { CoverageResult } from "../coverage/coverage-result";
import type { CoverageCell } from "../coverage-graph/coverage-cell";
import type { IndexView } from "../index-view";
import { Once } from "../once";
import type { CellWays } from "./cell-ways";
import type { ChangeWay } from "./coverage-way";
import { showWay } from "./coverage-way.show";

/** What would change cells, for one request: one or two passes over the rows for all cells of a page. */
export class CoverageWayRepository {
  readonly #index: IndexView;
  readonly #ways = new Once<CoverageResult, CellWays>();
  readonly #loader: DataLoader<CoverageCell, ChangeWay[]>;

  constructor(index: IndexView) {
    this.#index = index;
    this.#loader = new DataLoader((cells) => this.#waysOfAll(cells));
  }

  ways(cell: CoverageCell): Promise<ChangeWay[]> {
    return this.#loader.load(cell);
  }

  async #waysOfAll(cells: readonly CoverageCell[]): Promise<ChangeWay[][]> {
    const found = new Map<CoverageCell, ChangeWay[]>();
    for (const result of new Set(cells.map(({ coverage }) => coverage.result))) {
      await this.#waysOfOne(
        cells.filter(({ coverage }) => coverage.result === result),
        found,
      );
    }
    return cells.map((cell) => found.get(cell) ?? []);
  }

  /** Ways out of the states of cells of one result. */
  async #waysOfOne(cells: readonly CoverageCell[], found: Map<CoverageCell, ChangeWay[]>): Promise<void> {
    const [example] = cells;
    if (example === undefined) return;
    const { query, result } = example.coverage;
    const cellWays = await this.#ways.of(result, () => this.#index.ways(query));
    const open = cells.filter(({ counted }) => cellWays.baseCell(counted) !== null);
    const ways = await this.#index.run(cellWays.of(open.map(({ counted }) => counted)));
    const { reference } = this.#index;
    for (const [at, cell] of open.entries()) {
      const base = cellWays.baseCell(cell.counted);
      if (base !== null)
        found.set(
          cell,
          (ways[at] ?? []).map((way) => showWay(way, base, reference)),
        );
    }
  }
}
