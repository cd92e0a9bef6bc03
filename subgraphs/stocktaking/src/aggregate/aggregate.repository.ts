import { snapshotOf } from "@actionline/kit/as-of";
import { type Connection, connect } from "@actionline/kit/connection";
import { hubError } from "@actionline/kit/hub-error";
import { pageSize, readCursor } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import { contentHash } from "@actionline/log/canonical";
import type { ActivityFilter } from "../activity/activity.filter";
import { type ActivitySelector, basesOf } from "../activity/activity.selector";
import { keyOfFilter } from "../activity/filter-limits";
import type { AnsweringSources } from "../answering-sources";
import { countOf } from "../dedupe";
import type { IndexView } from "../index-view";
import type { ActivityAggregate, AggregateGroup } from "./activity-aggregate";
import type { ActivityDimensionName } from "./activity-dimension";
import type { AggregateArguments, AggregateOrder } from "./aggregate.arguments";
import { conditionOf, exclude, narrow } from "./dimension-conditions";
import { labelOf } from "./dimension-labels";
import { DimensionValues } from "./dimension-values";
import { groupRows, type RowGroup, valuesOf } from "./group-rows";

/** What a row costs to count, and a group to put in order, against one look at a row. */
const UNITS_OF_COUNTED = 10;
const UNITS_OF_ORDERED = 100;
const LARGEST_FIRST: AggregateOrder = { field: "COUNT", direction: "DESCENDING" };

type Place = readonly [count: number, key: string];

/** Counts activities by what they share, for one request; it reads nothing but the index in memory. */
export class AggregateRepository {
  readonly #index: IndexView;
  readonly #request: RequestContext;
  readonly #selector: ActivitySelector;
  readonly #sources: AnsweringSources;

  constructor(index: IndexView, request: RequestContext, selector: ActivitySelector, sources: AnsweringSources) {
    this.#index = index;
    this.#request = request;
    this.#selector = selector;
    this.#sources = sources;
  }

  async aggregate(asked: AggregateArguments): Promise<ActivityAggregate> {
    const dimensions = distinct(asked.groupBy);
    const filter = asked.filter ?? {};
    const rows = await this.#selector.rows(filter);
    const { work } = this.#request;
    await work.draw(rows.length * UNITS_OF_COUNTED);
    const grouped = await work.run(groupRows(rows, dimensions, new DimensionValues(this.#index, basesOf(filter), rows)));
    await work.draw(grouped.groups.length * UNITS_OF_ORDERED);
    const listed = listedGroups(grouped.groups, asked);
    const page = this.#page(listed, asked, dimensions);
    const other = countOutside(rows, [...page.groups.map((each) => each.rows), grouped.missing]);
    return {
      groups: page.connection,
      other: group("other", other, exclude(filter, othersThan(page.groups, dimensions))),
      missing: group("missing", grouped.missing.length, narrow(filter, { without: dimensions })),
      totals: countOf(rows.length),
      overlapping: grouped.overlapping,
      asOf: snapshotOf(this.#request),
      sources: this.#sources.note(filter),
    };
  }

  #page(
    listed: readonly RowGroup[],
    { filter, first, after, ...question }: AggregateArguments,
    dimensions: readonly ActivityDimensionName[],
  ): { groups: RowGroup[]; connection: Connection<AggregateGroup> } {
    const list = `groups ${contentHash([keyOfFilter(filter ?? {}), dimensions, question.having ?? null, question.orderBy ?? null]).slice(0, 12)}`;
    const order = question.orderBy ?? LARGEST_FIRST;
    const last = after == null ? null : placeIn(readCursor(list, this.#request.asOf, after));
    const from = last === null ? 0 : listed.findIndex((each) => compare(placeOf(each), last, order) > 0);
    const start = from === -1 ? listed.length : from;
    const groups = listed.slice(start, start + pageSize(first));
    const connection = connect(
      {
        list,
        rows: groups.map((each) => this.#show(each, dimensions, filter ?? {})),
        place: ({ count, id }) => [count.none, id],
        hasNextPage: start + groups.length < listed.length,
        hasPreviousPage: start > 0,
        totalCount: listed.length,
      },
      this.#request,
    );
    return { groups, connection };
  }

  #show(row: RowGroup, dimensions: readonly ActivityDimensionName[], filter: ActivityFilter): AggregateGroup {
    const values = valuesOf(row);
    const keys = dimensions.map((dimension, index) => {
      const value = values[index] ?? "";
      return { dimension, value, label: labelOf(dimension, value, this.#index) };
    });
    return { id: row.key, keys, count: countOf(row.rows.length), filter: narrow(filter, conditionOf(dimensions, values)) };
  }
}

/** The groups that `having` lets through, in order. */
function listedGroups(groups: readonly RowGroup[], { having, orderBy }: AggregateArguments): RowGroup[] {
  const { atLeast, atMost } = having ?? {};
  return groups
    .filter(({ rows }) => rows.length >= (atLeast ?? 0) && rows.length <= (atMost ?? Number.POSITIVE_INFINITY))
    .toSorted((one, another) => compare(placeOf(one), placeOf(another), orderBy ?? LARGEST_FIRST));
}

/** What keeps rows out of `other`: being in a group of this page, or in none at all. */
function othersThan(groups: readonly RowGroup[], dimensions: readonly ActivityDimensionName[]): ActivityFilter[] {
  return [...groups.map((each) => conditionOf(dimensions, valuesOf(each))), { without: [...dimensions] }];
}

/** How many of the rows are in none of the lists; a mark for each row, because lists may share rows. */
function countOutside(rows: Uint32Array, lists: readonly (readonly number[])[]): number {
  const marks = new Uint8Array((rows.at(-1) ?? -1) + 1);
  for (const list of lists) for (const row of list) marks[row] = 1;
  return rows.reduce((count, row) => count + (marks[row] === 1 ? 0 : 1), 0);
}

function group(id: string, rows: number, filter: ActivityFilter): AggregateGroup | null {
  return rows === 0 ? null : { id, keys: [], count: countOf(rows), filter };
}

const placeOf = (each: RowGroup): Place => [each.rows.length, each.key];
const placeIn = ([count, key]: readonly (string | number | null)[]): Place => [Number(count), String(key)];

/** Equal counts go by their keys upwards, in both directions. */
function compare(one: Place, another: Place, { field, direction }: AggregateOrder): number {
  const sign = direction === "ASCENDING" ? 1 : -1;
  const byKey = one[1] < another[1] ? -1 : Number(one[1] > another[1]);
  return field === "KEY" ? sign * byKey : sign * (one[0] - another[0]) || byKey;
}

function distinct(groupBy: readonly ActivityDimensionName[]): ActivityDimensionName[] {
  const dimensions = [...new Set(groupBy)];
  if (dimensions.length === groupBy.length && dimensions.length >= 1 && dimensions.length <= 3) return dimensions;
  throw hubError("BAD_INPUT", "groupBy takes one to three different dimensions.");
}
