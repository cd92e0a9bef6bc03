import type { Point } from "@actionline/kit/point";
import { logEntries } from "@actionline/log/collections";
import { GraphQLError } from "graphql";
import type { Db } from "mongodb";
import type { CellStates } from "../ports";
import { type StoredWatch, watchesOf } from "../store";
import type { Grid } from "../watch/watch-slice";
import { WatchIndex } from "./watch-index";

/** A watch of which it hasn't been noted yet what held when it was saved. */
export interface UnsettledWatch {
  readonly id: string;
  readonly grid: Grid;
}

/** All watches in memory, read once and then only what changed. */
export class WatchBook {
  index = new WatchIndex();
  readonly watches = new Map<string, StoredWatch>();
  readonly #db: Db;
  readonly #cells: CellStates;
  readonly #unsettled = new Map<string, Grid>();
  /** Grids by slice: watches of equal slices are worked out once. */
  readonly #grids = new Map<string, Grid>();
  #generation = 0;
  /** What the grids were worked out from: the plan's last change, and the year. */
  #plan = { sequence: 0, year: 0 };

  constructor(db: Db, cells: CellStates) {
    this.#db = db;
    this.#cells = cells;
  }

  /**
   * Takes in the watches saved and removed since; all grids anew where the plan changed or a year closed.
   *
   * @param upTo the generation that had been reached before the point was read: a later watch may have seen later entries
   */
  async refresh(point: Point, upTo: number): Promise<void> {
    if (await this.#planMoved(point)) this.forget();
    const changed = watchesOf(this.#db)
      .find({ generation: { $gt: this.#generation, $lte: upTo } })
      .sort({ generation: 1 });
    for await (const watch of changed) {
      if (watch.removed) this.#drop(watch._id);
      else this.#take(watch, point);
      this.#generation = watch.generation;
    }
  }

  /** Watches to be settled in this round; they are in the index from the next one on. */
  unsettled(): UnsettledWatch[] {
    return Array.from(this.#unsettled, ([id, grid]) => ({ id, grid }));
  }

  settle(ids: readonly string[]): void {
    for (const id of ids) {
      const grid = this.#unsettled.get(id);
      if (grid === undefined) continue;
      this.#unsettled.delete(id);
      this.index.add(id, grid);
    }
  }

  /** Reads everything anew at the next refresh. */
  forget(): void {
    this.#generation = 0;
    this.watches.clear();
    this.#unsettled.clear();
    this.#grids.clear();
    this.index = new WatchIndex();
  }

  #take(watch: StoredWatch, point: Point): void {
    const key = JSON.stringify(watch.slice);
    const grid = this.#grids.get(key) ?? gridOrNone(this.#cells, watch, point);
    this.#grids.set(key, grid);
    this.watches.set(watch._id, watch);
    if (watch.settled) this.index.add(watch._id, grid);
    else this.#unsettled.set(watch._id, grid);
  }

  #drop(id: string): void {
    this.watches.delete(id);
    this.#unsettled.delete(id);
    this.index.remove(id);
  }

  async #planMoved({ sequence, instant }: Point): Promise<boolean> {
    const year = instant.getUTCFullYear();
    const range = { _id: { $gt: this.#plan.sequence, $lte: sequence }, kind: { $in: ["PLAN_ITEM", "ACTION_LINE", "PLACE"] } } as const;
    const moved = year !== this.#plan.year || (await logEntries(this.#db).findOne(range as never, { projection: { _id: 1 } })) !== null;
    this.#plan = { sequence, year };
    return moved;
  }
}

/** A slice that names something the plan no longer knows means no cell until the plan knows it again. */
function gridOrNone(cells: CellStates, { slice }: StoredWatch, point: Point): Grid {
  try {
    return cells.gridOf(slice, point);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { items: [], places: [], years: [], types: [] };
  }
}
