import type { CellStates, CellVerdict, SourceState } from "../ports";
import { type Cell, cellKey, EVERYTHING, type Footprint, type Grid, type WatchSlice } from "../watch/watch-slice";

/** Coverage as a test says it is: a flat plan, where each item and place is only itself. */
export class FakeCells implements CellStates {
  readonly verdicts = new Map<string, CellVerdict>();
  sources: SourceState[] = [];
  footprints: readonly Footprint[] = [EVERYTHING];
  /** Grids that were worked out, in order. */
  readonly passes: Grid[] = [];
  lastClosedYear = 2024;

  set(cell: Cell, state: CellVerdict["state"], byOutage = false): void {
    this.verdicts.set(cellKey(cell), { state, byOutage });
  }

  async reach(): Promise<void> {}

  gridOf({ items, places, years, stakeholderTypes }: WatchSlice): Grid {
    return { items: items ?? ["I1"], places: places ?? ["P1"], years: years ?? [this.lastClosedYear], types: stakeholderTypes ?? [null] };
  }

  async statesOf(grid: Grid, _point: unknown, onCell: (cell: Cell, verdict: CellVerdict) => void): Promise<void> {
    this.passes.push(grid);
    for (const item of grid.items)
      for (const place of grid.places)
        for (const year of grid.years)
          for (const type of grid.types) {
            const cell = { item, place, year, type };
            onCell(cell, this.verdicts.get(cellKey(cell)) ?? { state: "UNKNOWN", byOutage: false });
          }
  }

  itemsAround(items: readonly string[], actionLines: readonly string[]): ReadonlySet<string> {
    return new Set([...items, ...actionLines]);
  }

  placesAround(places: readonly string[]): ReadonlySet<string> {
    return new Set(places);
  }

  reachOfAgency(): readonly Footprint[] {
    return this.footprints;
  }

  sourcesAt(): readonly SourceState[] {
    return this.sources;
  }
}
