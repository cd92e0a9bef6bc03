import { WorkBudget } from "@actionline/kit/work-budget";
import type { CellsEffect, TurnedCell } from "@actionline/registry/admin/effect";
import { findStates } from "@actionline/stocktaking/coverage/base-findings";
import { lastClosedYear } from "@actionline/stocktaking/coverage/base-grid";
import type { BaseState } from "@actionline/stocktaking/coverage/cell-state";
import { RollUp } from "@actionline/stocktaking/coverage/roll-up";
import { openSlice, tallyOf } from "@actionline/stocktaking/coverage/slice";
import { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import type { RehearsedRun } from "./rehearsed-run";

/** Years looked at: the current one and those before it. */
const YEARS = 11;
/** Cells that are named; all are counted. */
const MOST_NAMED = 50;
const EVIDENT: ReadonlySet<BaseState> = new Set(["COVERED", "PARTIAL"]);

/** Which cells of the plan, by item, region and year, a run turns: as anybody may see them. */
export async function effectOnCells({ scratch, before, after, instant, stop }: RehearsedRun): Promise<CellsEffect> {
  const index = await StocktakingIndex.open(scratch);
  const last = lastClosedYear(instant) + 1;
  const years = Array.from({ length: YEARS }, (_, back) => last - YEARS + 1 + back);
  const was = await statesAt(index, before, { instant, years, stop });
  const is = await statesAt(index, after, { instant, years, stop });
  const turned = [...is].flatMap(([cell, to]): Turned[] => {
    const from = was.get(cell) ?? "UNKNOWN";
    return from === to ? [] : [{ cell, from, to }];
  });
  return {
    from: years[0] ?? last,
    to: last,
    turned: turned.length,
    filled: turned.filter(({ from, to }) => !EVIDENT.has(from) && EVIDENT.has(to)).length,
    opened: turned.filter(({ from, to }) => EVIDENT.has(from) && !EVIDENT.has(to)).length,
    cells: turned.slice(0, MOST_NAMED).map(asTold),
  };
}

interface Turned {
  readonly cell: string;
  readonly from: BaseState;
  readonly to: BaseState;
}

interface Looking {
  readonly instant: Date;
  readonly years: readonly number[];
  readonly stop: AbortSignal;
}

/** In turns of the event loop: the hub goes on beside it. */
async function statesAt(index: StocktakingIndex, sequence: number, { instant, years, stop }: Looking): Promise<Map<string, BaseState>> {
  const slice = openSlice(index, { by: [], years }, { sequence, instant, latest: false }, false);
  const { items, places } = slice.grid;
  const tally = tallyOf(slice, new RollUp([], slice.grid, slice.view, []));
  const work = new WorkBudget(() => stop.aborted, Number.POSITIVE_INFINITY);
  await work.run(tally.steps());
  const states = new Map<string, BaseState>();
  await work.run(
    findStates(slice, tally, ({ state }, i, p, y) => void states.set([items[i], places[p], slice.grid.years[y]].join(" "), state)),
  );
  stop.throwIfAborted();
  return states;
}

function asTold({ cell, from, to }: Turned): TurnedCell {
  const [item = "", place = "", year] = cell.split(" ");
  return { item, place, year: Number(year), from, to };
}
