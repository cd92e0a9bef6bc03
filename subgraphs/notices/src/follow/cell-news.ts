import { wordsOfCell } from "../event/event-words";
import type { CellVerdict } from "../ports";
import { type Cell, cellKey, EVERYTHING } from "../watch/watch-slice";
import { asking, isWatched, type Round, watchesOfCell } from "./round";
import type { Touched } from "./touched";
import { touchedGrids } from "./touched-grids";
import type { UnsettledWatch } from "./watch-book";
import { WatchIndex } from "./watch-index";

/** Keys of the cells that are known to be empty, and whether that is only assumed of them. */
export type KnownGaps = ReadonlyMap<string, boolean>;

/** What a round changes in the list of known gaps. */
export interface GapChanges {
  readonly begun: Map<string, boolean>;
  readonly ended: Set<string>;
}

/**
 * Works out the touched cells that anybody watches, and tells of those that became possible gaps. A cell that is known
 * to be one is told of again only after something decided otherwise: while a source fails nothing is decided, so an
 * outage and its end tell nothing of cells. What was only assumed to be empty isn't any more when something else than an
 * outage keeps it from being decided.
 */
export async function findCellNews(round: Round, touched: Touched, known: KnownGaps): Promise<GapChanges> {
  const changes: GapChanges = { begun: new Map(), ended: new Set() };
  const { cells, point, index } = round;
  for (const grid of touchedGrids(index, touched.footprints(cells, point))) {
    const turned: Cell[] = [];
    await cells.statesOf(grid, point, (cell, verdict) => {
      const key = cellKey(cell);
      const assumed = known.get(key);
      if (isOver(verdict, assumed)) changes.ended.add(key);
      if (verdict.state !== "OMITTED") return;
      if (assumed === undefined) turned.push(cell);
      else if (assumed) changes.begun.set(key, false);
    });
    for (const cell of turned) await tellOfGap(round, cell, changes);
  }
  return changes;
}

/** @param assumed undefined where it isn't known to be a gap */
const isOver = ({ state, byOutage }: CellVerdict, assumed: boolean | undefined): boolean =>
  assumed !== undefined && (state === "OTHER" || (assumed && state === "UNKNOWN" && !byOutage));

async function tellOfGap(round: Round, cell: Cell, { begun }: GapChanges): Promise<void> {
  const watches = await watchesOfCell(round, cell);
  if (watches.length === 0) return;
  begun.set(cellKey(cell), false);
  for (const watch of asking(round, watches, "CELL_OMITTED"))
    round.drafts.tell(watch, "CELL_OMITTED", "PUBLIC", { cell, words: wordsOfCell(cell) });
}

/** Notes what holds already in the slices of new watches, so that it is told to none of them as news. */
export async function settleNewWatches(
  round: Round,
  fresh: readonly UnsettledWatch[],
  known: KnownGaps,
  changes: GapChanges,
): Promise<void> {
  const meant = new WatchIndex();
  for (const { id, grid } of fresh) meant.add(id, grid);
  for (const grid of touchedGrids(meant, [EVERYTHING])) {
    const mattering: [Cell, CellVerdict][] = [];
    await round.cells.statesOf(grid, round.point, (cell, verdict) => {
      if (isGap(verdict) || known.has(cellKey(cell))) mattering.push([cell, verdict]);
    });
    for (const [cell, verdict] of mattering) {
      if (await isWatched({ index: meant, work: round.work }, cell)) await settle(round, cell, verdict, known, changes);
    }
  }
}

/** What a failing source hides was there before the watch was. */
const isGap = ({ state, byOutage }: CellVerdict): boolean => state === "OMITTED" || byOutage;

async function settle(round: Round, cell: Cell, verdict: CellVerdict, known: KnownGaps, { begun, ended }: GapChanges): Promise<void> {
  const key = cellKey(cell);
  const assumed = known.get(key);
  if (verdict.state === "OMITTED") {
    if (assumed !== false) begun.set(key, false);
  } else if (isOver(verdict, assumed)) {
    ended.add(key);
  } else if (isGap(verdict) === (assumed === undefined) && !(await isWatched(round, cell))) {
    // Of a cell that nobody watched it isn't known what came between.
    if (assumed === undefined) begun.set(key, true);
    else ended.add(key);
  }
}
