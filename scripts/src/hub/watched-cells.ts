import type { Point } from "@actionline/kit/point";
import type { AsOfPoint } from "@actionline/kit/request-context";
import { WorkBudget } from "@actionline/kit/work-budget";
import type { CellStates, CellVerdict, SourceState } from "@actionline/notices/ports";
import type { Cell, Footprint, Grid, WatchSlice } from "@actionline/notices/watch/watch-slice";
import { ancestorsOfItem, ancestorsOfLine, itemsBelow, liesIn, lineOfItem } from "@actionline/stocktaking/columns/plan-tree";
import type { ReferenceView } from "@actionline/stocktaking/columns/reference-tables";
import type { SourceStanding } from "@actionline/stocktaking/columns/source-standing";
import { findStates } from "@actionline/stocktaking/coverage/base-findings";
import { baseGrid } from "@actionline/stocktaking/coverage/base-grid";
import type { CellFinding, CellReason } from "@actionline/stocktaking/coverage/cell-state";
import type { CoverageQuery } from "@actionline/stocktaking/coverage/coverage-query";
import { RollUp } from "@actionline/stocktaking/coverage/roll-up";
import { openSlice, tallyOf } from "@actionline/stocktaking/coverage/slice";
import type { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import { reachOfAgency } from "./reach-of-agency";

/** Reasons for not knowing that are a source's or the hub's own doing, and say nothing about the world. */
const OUTAGES: ReadonlySet<CellReason> = new Set(["SOURCE_FAILING", "SOURCE_LAPSED", "RECORDS_REFUSED"]);

/** What notices ask of the plan and of coverage, answered by the index in memory as anybody may see it. */
export class WatchedCells implements CellStates {
  readonly #index: StocktakingIndex;

  constructor(index: StocktakingIndex) {
    this.#index = index;
  }

  reach(sequence: number): Promise<void> {
    return this.#index.reach(sequence);
  }

  gridOf({ items, actionLines, places, placeLevel, years, stakeholderTypes }: WatchSlice, { sequence, instant }: Point): Grid {
    const query: CoverageQuery = {
      by: [],
      ...(items !== null && { items }),
      ...(actionLines !== null && { actionLines }),
      ...(places !== null && { places }),
      ...(placeLevel !== null && { placeLevel }),
      ...(years !== null && { years }),
      ...(stakeholderTypes !== null && { stakeholderTypes }),
    };
    return baseGrid(query, this.#view(sequence), instant);
  }

  async statesOf(grid: Grid, point: Point, onCell: (cell: Cell, verdict: CellVerdict) => void): Promise<void> {
    const types = grid.types.filter((type) => type !== null);
    const { items, places, years } = grid;
    const query = { by: [], items, places, years } as const;
    if (grid.types.includes(null)) await this.#pass(query, point, onCell);
    if (types.length > 0) await this.#pass({ ...query, stakeholderTypes: types }, point, onCell);
  }

  itemsAround(items: readonly string[], actionLines: readonly string[], below: boolean, { sequence }: Point): ReadonlySet<string> {
    const view = this.#view(sequence);
    const around = new Set(items.flatMap((item) => [item, ...ancestorsOfItem(view, item), ...(below ? itemsBelow(view, item) : [])]));
    if (actionLines.length === 0) return around;
    for (const item of view.items.keys()) if (isInLines(item, actionLines, view)) around.add(item);
    return around;
  }

  placesAround(places: readonly string[], below: boolean, { sequence }: Point): ReadonlySet<string> {
    const view = this.#view(sequence);
    const around = new Set(places.flatMap((place) => [place, ...(view.places.get(place)?.within ?? [])]));
    if (!below) return around;
    for (const place of view.places.keys()) if (places.some((of) => liesIn(view, place, of))) around.add(place);
    return around;
  }

  reachOfAgency(agency: string, { sequence }: Point): readonly Footprint[] {
    return reachOfAgency(agency, this.#view(sequence));
  }

  sourcesAt(point: Point): readonly SourceState[] {
    return [...this.#index.sourcesOf(asked(point), false).values()].map((standing) => ({
      source: standing.source,
      agency: standing.agency,
      standing: howItStands(standing),
    }));
  }

  /** In turns of the event loop: nobody waits for it, and it makes nobody wait. */
  async #pass(query: CoverageQuery, point: Point, onCell: (cell: Cell, verdict: CellVerdict) => void): Promise<void> {
    const slice = openSlice(this.#index, query, asked(point), false);
    const { items, places, years, types } = slice.grid;
    const tally = tallyOf(slice, new RollUp([], slice.grid, slice.view, []));
    const work = new WorkBudget(() => false, Number.POSITIVE_INFINITY);
    await work.run(tally.steps());
    await work.run(
      findStates(slice, tally, (finding, i, p, y, t) => {
        const [item, place, year, type] = [items[i], places[p], years[y], types[t]];
        if (item === undefined || place === undefined || year === undefined || type === undefined) return;
        onCell({ item, place, year, type }, verdictOf(finding));
      }),
    );
  }

  #view(sequence: number): ReferenceView {
    return this.#index.tables.at(sequence, false);
  }
}

const asked = ({ sequence, instant }: Point): AsOfPoint => ({ sequence, instant, latest: false });

function howItStands({ lastHarvest, freshness, asOf }: SourceStanding): SourceState["standing"] {
  // It counts as lapsed from the start; but what was never read can't have failed, nor recover when it is.
  if (lastHarvest === null) return "GOOD";
  if (freshness === "LAPSED" && asOf !== null) return "FAILED";
  if (lastHarvest === "RUNNING") return "UNDER_WAY";
  return lastHarvest === "SUCCEEDED" ? "GOOD" : "FAILED";
}

function verdictOf({ state, reasons }: CellFinding): CellVerdict {
  const isKnown = state === "OMITTED" || state === "UNKNOWN" ? state : "OTHER";
  return { state: isKnown, byOutage: state === "UNKNOWN" && reasons.length > 0 && reasons.every((reason) => OUTAGES.has(reason)) };
}

/** Whether an item belongs to one of the lines or to a line below one of them. */
function isInLines(item: string, lines: readonly string[], view: ReferenceView): boolean {
  const line = lineOfItem(view, item);
  return line !== null && (lines.includes(line) || ancestorsOfLine(view, line).some((above) => lines.includes(above)));
}
