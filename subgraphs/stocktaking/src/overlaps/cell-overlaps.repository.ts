import { type Connection, connect } from "@actionline/kit/connection";
import { hubError } from "@actionline/kit/hub-error";
import { pageSize, readCursor } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import { METHOD } from "@actionline/matching/method";
import type { ActivityRepository } from "../activity/activity.repository";
import { oncePerCluster } from "../columns/once-per-cluster";
import type { IndexView } from "../index-view";
import { Once } from "../once";
import { comparePairs, type Pair } from "./compare-pairs";
import type { Overlap } from "./overlap";
import type { OverlapLevelName } from "./overlap.enums";
import type { OverlapRepository } from "./overlap.repository";
import type { OverlapComparisonRepository } from "./overlap-comparison.repository";
import type { OverlapsInArguments } from "./overlaps-in.arguments";

/** Every two of so many are compared within a second, which is what one request may cause. */
export const MOST_IN_CELL = 150;

/** Works out, for one request, which activities of one cell overlap: facts of the moment, that no entry of the log holds. */
export class CellOverlapsRepository {
  readonly #index: IndexView;
  readonly #request: RequestContext;
  readonly #activities: ActivityRepository;
  readonly #overlaps: OverlapRepository;
  readonly #comparisons: OverlapComparisonRepository;
  readonly #pairs = new Once<string, Pair[]>();

  constructor(
    index: IndexView,
    request: RequestContext,
    activities: ActivityRepository,
    overlaps: OverlapRepository,
    comparisons: OverlapComparisonRepository,
  ) {
    this.#index = index;
    this.#request = request;
    this.#activities = activities;
    this.#overlaps = overlaps;
    this.#comparisons = comparisons;
  }

  /** The pairs that have most to do with each other first: by level, then by place, then those that nothing explains. */
  async page(asked: OverlapsInArguments): Promise<Connection<Overlap>> {
    const { item, place, year, first, after } = asked;
    const size = pageSize(first);
    const levels: readonly OverlapLevelName[] = asked.levels ?? ["L2", "L3"];
    const list = `overlapsIn ${JSON.stringify([item, place, year, [...levels].sort()])}`.slice(0, 400);
    const [rank = -1, id = ""] = after == null ? [] : readCursor(list, this.#request.asOf, after);
    const pairs = (await this.#pairsOf(asked)).filter(({ level }) => levels.includes(level));
    const start = pairs.filter((pair) => pair.rank < Number(rank) || (pair.rank === rank && pair.id <= String(id))).length;
    const chosen = pairs.slice(start, start + size);
    const places = new Map(chosen.map((pair) => [pair.id, [pair.rank, pair.id]]));
    return connect(
      {
        list,
        rows: await this.#show(chosen),
        place: (overlap) => places.get(overlap.id) ?? [],
        hasNextPage: start + chosen.length < pairs.length,
        hasPreviousPage: start > 0,
        totalCount: pairs.length,
      },
      this.#request,
    );
  }

  async #pairsOf({ item, place, year }: OverlapsInArguments): Promise<Pair[]> {
    await this.#index.reach();
    return this.#pairs.of(JSON.stringify([this.#index.sequence, item, place, year]), async () => {
      const activities = await this.#activities.ofRows(await this.#strongRows(item, place, year));
      const visible = await this.#overlaps.visible();
      const relations = await this.#overlaps.relations(activities.flatMap(({ id }) => visible.ofActivity(id)));
      const [features, context] = await Promise.all([this.#comparisons.features(activities), this.#comparisons.context(relations)]);
      return this.#request.work.run(comparePairs(activities, features, context, visible));
    });
  }

  /** What covers the cell, one record of each activity. */
  async #strongRows(item: string, place: string, year: number): Promise<number[]> {
    const placeLevel = this.#index.reference.places.get(place)?.level;
    if (placeLevel === "GLOBAL") {
      throw hubError("BAD_INPUT", "Overlaps are worked out for a country or a region; the whole world is no place to meet in.");
    }
    const query = {
      items: [item],
      places: [place],
      years: [year],
      by: ["ITEM"] as const,
      ...(placeLevel === undefined ? {} : { placeLevel }),
    };
    const found = await this.#index.evidenceOf(query, { ITEM: item });
    const strong = Uint32Array.from(found.filter(({ strength }) => strength === "STRONG").map(({ row }) => row)).sort();
    const rows = oncePerCluster(strong, this.#index.columns, await this.#index.clusters(), "confirmed");
    if (rows.length <= MOST_IN_CELL) return [...rows];
    throw hubError(
      "QUERY_TOO_COSTLY",
      `${rows.length} activities cover this cell; at most ${MOST_IN_CELL} are compared with one another at once. Ask for a narrower item or place.`,
      { activities: rows.length, most: MOST_IN_CELL },
    );
  }

  /** What stands in the log about a pair is shown beside what was worked out. */
  async #show(pairs: readonly Pair[]): Promise<Overlap[]> {
    const entered = await this.#overlaps.show(pairs.flatMap(({ seen }) => seen ?? []));
    const byId = new Map(entered.map((overlap) => [overlap.id, overlap]));
    return pairs.map(({ id, level, activities, assessment }): Overlap => {
      const known = byId.get(id) ?? null;
      return {
        found: known?.found ?? null,
        id,
        level,
        state: known?.state ?? null,
        activities,
        assertions: assessment.assertions,
        decision: known?.decision ?? null,
        undone: known?.undone ?? null,
        method: METHOD,
        version: known?.version ?? null,
        since: known?.since ?? null,
      };
    });
  }
}
