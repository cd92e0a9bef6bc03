import { type Connection, connect } from "@actionline/kit/connection";
import { hubError } from "@actionline/kit/hub-error";
import type { PageArguments } from "@actionline/kit/list-arguments";
import { pageSize, readCursor } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import { contentHash } from "@actionline/log/canonical";
import { logEntries, versionsOf } from "@actionline/log/collections";
import { VersionReader } from "@actionline/log/versions";
import type { OverlapDecisionRecord, OverlapRecord, RelationName } from "@actionline/schema/coordination-records";
import type { Db } from "mongodb";
import type { ActivityRepository } from "../activity/activity.repository";
import type { ActivitySelector } from "../activity/activity.selector";
import { refuseUnknownCodes } from "../activity/filter-codes";
import type { IndexView } from "../index-view";
import { Once } from "../once";
import type { Overlap } from "./overlap";
import type { OverlapFilter } from "./overlap.filter";
import { showOverlap } from "./overlap.show";
import type { OverlapUndoing } from "./overlap-decision";
import { type PublicReviews, type SeenOverlap, VisibleOverlaps } from "./visible-overlaps";

/** What a pair costs to look at and a row to mark, against one look at a row. */
const UNITS = { pair: 60, row: 2 } as const;
const MOST_NAMED = 500;

/** Tells which requests for review are public at the request's point. */
export type PublicReviewsAt = (request: RequestContext) => Promise<PublicReviews>;

/** Reads overlaps for one request: which ones from the index in memory, what they say in one find a kind for a page. */
export class OverlapRepository {
  readonly #db: Db;
  readonly #index: IndexView;
  readonly #request: RequestContext;
  readonly #activities: ActivityRepository;
  readonly #selector: ActivitySelector;
  readonly #publicReviews: PublicReviewsAt;
  readonly #visible = new Once<number, VisibleOverlaps>();

  constructor(
    db: Db,
    index: IndexView,
    request: RequestContext,
    activities: ActivityRepository,
    selector: ActivitySelector,
    publicReviews: PublicReviewsAt,
  ) {
    this.#db = db;
    this.#index = index;
    this.#request = request;
    this.#activities = activities;
    this.#selector = selector;
    this.#publicReviews = publicReviews;
  }

  /** The latest changes first. */
  async page(filter: OverlapFilter | null, { first, after }: Pick<PageArguments, "first" | "after">): Promise<Connection<Overlap>> {
    const size = pageSize(first);
    const list = `overlaps ${contentHash(JSON.parse(JSON.stringify(filter ?? {}))).slice(0, 12)}`;
    const last = after == null ? Number.POSITIVE_INFINITY : Number(readCursor(list, this.#request.asOf, after)[0]);
    const found = await this.#matching(filter ?? {});
    const start = found.findIndex(({ version }) => version < last);
    const chosen = start === -1 ? [] : found.slice(start, start + size);
    return connect(
      {
        list,
        rows: await this.show(chosen),
        place: ({ version }) => [version],
        hasNextPage: start !== -1 && start + chosen.length < found.length,
        hasPreviousPage: start > 0 || (start === -1 && found.length > 0),
        totalCount: found.length,
      },
      this.#request,
    );
  }

  async byId(id: string): Promise<Overlap | null> {
    const seen = (await this.visible()).byId(id);
    return seen === null ? null : ((await this.show([seen]))[0] ?? null);
  }

  /** What this reader may see at the request's point. */
  async visible(): Promise<VisibleOverlaps> {
    await this.#index.reach();
    return this.#visible.of(this.#index.sequence, async () => {
      const published = await this.#publicReviews(this.#request);
      return new VisibleOverlaps(this.#index, this.#request.principal, published);
    });
  }

  async show(seen: readonly SeenOverlap[]): Promise<Overlap[]> {
    const undecided = seen.filter(({ decided }) => decided === null);
    const [activities, records, decisions, instants, undone] = await Promise.all([
      this.#activities.ofRows(seen.flatMap(({ rows }) => rows)),
      this.#records(seen.flatMap(({ found }) => found?.from ?? [])),
      this.#decisions(seen.flatMap(({ decided }) => decided?.from ?? [])),
      this.#instants(seen.map(({ version }) => version)),
      this.#undone(undecided.map(({ id }) => id)),
    ]);
    return seen.flatMap((each, at): Overlap[] => {
      const [one, other] = [activities[2 * at], activities[2 * at + 1]];
      if (one === undefined || other === undefined) return [];
      const found = records.get(each.found?.from ?? 0) ?? null;
      const decision = decisions.get(each.decided?.from ?? 0) ?? null;
      const since = instants.get(each.version) ?? null;
      return [{ ...showOverlap(each, [one, other], found, decision), undone: undone.get(each.id) ?? null, since }];
    });
  }

  /** The relations that people decided on, of some pairs. */
  async relations(seen: readonly SeenOverlap[]): Promise<ReadonlyMap<string, RelationName>> {
    const decisions = await this.#decisions(seen.flatMap(({ decided }) => (decided?.said === "RELATED" ? decided.from : [])));
    return new Map([...decisions.values()].flatMap(({ id, relation }) => (relation === null ? [] : [[id, relation] as const])));
  }

  async #matching({ levels, states, activities, agencies, items, places }: OverlapFilter): Promise<SeenOverlap[]> {
    refuseLong({ levels, states, activities, agencies, items, places });
    if (levels?.some((level) => level === "L1" || level === "L2"))
      throw hubError("BAD_INPUT", "L1 and L2 are worked out for one cell at a time: ask overlapsIn.");
    const visible = await this.visible();
    refuseUnknownCodes({ agencies: agencies ?? null }, this.#index.reference);
    await this.#request.work.draw(this.#index.columns.duplicates.pairs * UNITS.pair);
    const all = activities == null ? visible.all() : activities.flatMap((id) => visible.ofActivity(id));
    const both = await this.#rowsOf(items, places);
    const { columns } = this.#index;
    return [...new Map(all.map((each) => [each.id, each])).values()]
      .filter(({ level }) => levels == null || (level !== null && levels.includes(level)))
      .filter(({ state }) => states == null || states.includes(state))
      .filter(({ rows }) => agencies == null || rows.some((row) => agencies.includes(columns.agencyOf(row))))
      .filter(({ rows }) => both === null || rows.every((row) => both[row] === 1))
      .sort((one, other) => other.version - one.version);
  }

  /** A mark for each row that works for one of the items and in one of the places; null where neither is asked for. */
  async #rowsOf(items: OverlapFilter["items"], places: OverlapFilter["places"]): Promise<Uint8Array | null> {
    if (items == null && places == null) return null;
    const rows = await this.#selector.rows({ items: items ?? null, places: places ?? null });
    await this.#request.work.draw(rows.length * UNITS.row);
    const marks = new Uint8Array(this.#index.columns.rows);
    for (const row of rows) marks[row] = 1;
    return marks;
  }

  // Who may see these was judged by VisibleOverlaps: a party reads a request for review although its entry is private.
  async #records(sequences: readonly number[]): Promise<ReadonlyMap<number, OverlapRecord>> {
    const found = await versionsOf(this.#db, "OVERLAP")
      .find({ _id: { $in: [...sequences] } })
      .toArray();
    return new Map(found.map(({ _id, record }) => [_id, record]));
  }

  async #decisions(sequences: readonly number[]): Promise<ReadonlyMap<number, OverlapDecisionRecord>> {
    const found = await versionsOf(this.#db, "OVERLAP_DECISION")
      .find({ _id: { $in: [...sequences] } })
      .toArray();
    return new Map(found.map(({ _id, record }) => [_id, record]));
  }

  async #undone(ids: readonly string[]): Promise<ReadonlyMap<string, OverlapUndoing>> {
    const versions = new VersionReader(this.#db, "WITHDRAWAL", this.#request);
    const found = await Promise.all(ids.map((id) => versions.record(`OVERLAP_DECISION ${id}`)));
    return new Map(found.flatMap((record) => (record === null ? [] : [[record.line, record] as const])));
  }

  async #instants(sequences: readonly number[]): Promise<ReadonlyMap<number, Date>> {
    const found = await logEntries(this.#db)
      .find({ _id: { $in: [...sequences] } })
      .project<{ _id: number; at: Date }>({ at: 1 })
      .toArray();
    return new Map(found.map(({ _id, at }) => [_id, at]));
  }
}

function refuseLong(lists: Readonly<Record<string, readonly unknown[] | null | undefined>>): void {
  for (const [name, list] of Object.entries(lists)) {
    if (list == null || list.length <= MOST_NAMED) continue;
    throw hubError("BAD_INPUT", `filter.${name} takes up to ${MOST_NAMED} values; you gave ${list.length}.`, { most: MOST_NAMED });
  }
}
