import { wordsOfCell } from "../event/event-words";
import type { CellVerdict } from "../ports";
import { type Cell, cellKey, EVERYTHING } from "../watch/watch-slice";
import { asking, type Round } from "./round";
import type { Touched } from "./touched";
import { touchedGrids } from "./touched-grids";
import type { UnsettledWatch } from "./watch-book";
import { WatchIndex } from "./watch-index";

/** What a round changes in the list of known gaps. */
export interface GapChanges {
  readonly begun: Set<string>;
  readonly ended: Set<string>;
}

/**
 * Works out the touched cells that anybody watches, and tells of those that became possible gaps. A cell that is known
 * to be one is told of again only after something decided otherwise: while a source fails nothing is decided, so an
 * outage and its end tell nothing of cells.
 */
export async function findCellNews(round: Round, touched: Touched, known: ReadonlySet<string>): Promise<GapChanges> {
  const changes: GapChanges = { begun: new Set(), ended: new Set() };
  const { cells, point, index } = round;
  for (const grid of touchedGrids(index, touched.footprints(cells, point))) {
    await cells.statesOf(grid, point, (cell, { state }) => {
      if (state === "UNKNOWN") return;
      const key = cellKey(cell);
      if (state === "OTHER" && known.has(key)) changes.ended.add(key);
      if (state === "OMITTED" && !known.has(key)) tellOfGap(round, cell, key, changes);
    });
  }
  return changes;
}

function tellOfGap(round: Round, cell: Cell, key: string, { begun }: GapChanges): void {
  const watches = round.index.matching(cell);
  if (watches.length === 0) return;
  begun.add(key);
  for (const watch of asking(round, watches, "CELL_OMITTED"))
    round.drafts.tell(watch, "CELL_OMITTED", "PUBLIC", { cell, words: wordsOfCell(cell) });
}

/** Notes what holds already in the slices of new watches, so that it is told to none of them as news. */
export async function settleNewWatches(
  round: Round,
  fresh: readonly UnsettledWatch[],
  known: ReadonlySet<string>,
  changes: GapChanges,
): Promise<void> {
  const meant = new WatchIndex();
  for (const { id, grid } of fresh) meant.add(id, grid);
  for (const grid of touchedGrids(meant, [EVERYTHING])) {
    await round.cells.statesOf(grid, round.point, (cell, verdict) => {
      if (meant.matching(cell).length > 0) settle(cell, verdict, round.index, known, changes);
    });
  }
}

function settle(
  cell: Cell,
  { state, byOutage }: CellVerdict,
  watched: WatchIndex,
  known: ReadonlySet<string>,
  { begun, ended }: GapChanges,
): void {
  const key = cellKey(cell);
  // What a failing source hides was there before the watch was.
  const isGap = state === "OMITTED" || byOutage;
  if (isGap && !known.has(key) && (state === "OMITTED" || watched.matching(cell).length === 0)) begun.add(key);
  // Of a cell that nobody watched it isn't known what came between.
  if (!isGap && known.has(key) && (state === "OTHER" || watched.matching(cell).length === 0)) ended.add(key);
}
