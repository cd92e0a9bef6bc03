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
import type { ClusterCounter, ClusterCounts } from "../columns/once-per-cluster";
import { COUNTED_ONCE, countedBy, type DedupeName, showCount } from "../dedupe";
import type { IndexView } from "../index-view";
import type { ActivityAggregate, AggregateGroup } from "./activity-aggregate";
import type { ActivityDimensionName } from "./activity-dimension";
import type { AggregateArguments, AggregateOrder } from "./aggregate.arguments";
import { conditionOf, exclude, narrow } from "./dimension-conditions";
import { labelOf } from "./dimension-labels";
import { DimensionValues } from "./dimension-values";
import { groupRows, MILLIONTHS, type RowGroup, valuesOf } from "./group-rows";

/** What a row costs to count, and a group to put in order, against one look at a row. */
const UNITS_OF_COUNTED = 10;
const UNITS_OF_ORDERED = 100;
const LARGEST_FIRST: AggregateOrder = { field: "COUNT", direction: "DESCENDING" };

type Place = readonly [count: number, key: string];

/** A group with its three counts. */
interface CountedGroup extends RowGroup {
  readonly counts: ClusterCounts;
}

/** What is asked, with all that it leaves out. */
interface Question extends AggregateArguments {
  /** Every group's filter begins with it: it tells how the rows are listed that a count opens to. */
  readonly filter: ActivityFilter;
  readonly dimensions: readonly ActivityDimensionName[];
  readonly order: AggregateOrder;
  readonly dedupe: DedupeName;
}

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
    const question = questionOf(asked);
    const { filter, dimensions } = question;
    const rows = await this.#selector.rows(filter);
    const request = this.#request;
    const { work } = request;
    await work.draw(rows.length * UNITS_OF_COUNTED);
    const grouped = await work.run(groupRows(rows, dimensions, new DimensionValues(this.#index, basesOf(filter), rows)));
    const counter = await this.#selector.counter();
    await work.draw(grouped.groups.length * UNITS_OF_ORDERED);
    const page = this.#page(listedGroups(grouped.groups, counter, question), question);
    const outside = rowsOutside(rows, [...page.groups.map((each) => each.rows), grouped.missing]);
    return {
      groups: page.connection,
      other: group("other", counter.count(outside), exclude(filter, othersThan(page.groups, dimensions))),
      missing: group("missing", counter.count(grouped.missing), narrow(filter, { without: [...dimensions] })),
      totals: showCount(counter.count(rows)),
      overlapping: grouped.overlapping,
      asOf: snapshotOf(request),
      sources: this.#sources.note(filter),
      get cite() {
        return request.cite();
      },
    };
  }

  #page(listed: readonly CountedGroup[], question: Question): { groups: CountedGroup[]; connection: Connection<AggregateGroup> } {
    const { filter, dimensions, having, order, dedupe, first, after } = question;
    const list = `groups ${contentHash([keyOfFilter(filter), dimensions, having ?? null, order]).slice(0, 12)}`;
    const last = after == null ? null : placeIn(readCursor(list, this.#request.asOf, after));
    const from = last === null ? 0 : listed.findIndex((each) => compare(placeOf(each, dedupe), last, order) > 0);
    const start = from === -1 ? listed.length : from;
    const groups = listed.slice(start, start + pageSize(first));
    const connection = connect(
      {
        list,
        rows: groups.map((each) => this.#show(each, question)),
        place: ({ count, id }) => [countedBy(count, dedupe), id],
        hasNextPage: start + groups.length < listed.length,
        hasPreviousPage: start > 0,
        totalCount: listed.length,
      },
      this.#request,
    );
    return { groups, connection };
  }

  #show(row: CountedGroup, { dimensions, filter }: Question): AggregateGroup {
    const values = valuesOf(row);
    const keys = dimensions.map((dimension, index) => {
      const value = values[index] ?? "";
      return { dimension, value, label: labelOf(dimension, value, this.#index) };
    });
    return {
      id: row.key,
      keys,
      count: showCount(row.counts),
      apportioned: row.share / MILLIONTHS,
      filter: narrow(filter, conditionOf(dimensions, values)),
    };
  }
}

function questionOf(asked: AggregateArguments): Question {
  const dedupe = asked.dedupe ?? asked.filter?.dedupe ?? COUNTED_ONCE;
  return {
    ...asked,
    dedupe,
    filter: { ...asked.filter, dedupe },
    dimensions: distinct(asked.groupBy),
    order: asked.orderBy ?? LARGEST_FIRST,
  };
}

/** The groups that `having` lets through, in order; both go by the count that is asked for. */
function listedGroups(groups: readonly RowGroup[], counter: ClusterCounter, { having, order, dedupe }: Question): CountedGroup[] {
  const { atLeast, atMost } = having ?? {};
  return groups
    .map((each) => ({ ...each, counts: counter.count(each.rows) }))
    .filter(({ counts }) => countedBy(counts, dedupe) >= (atLeast ?? 0))
    .filter(({ counts }) => countedBy(counts, dedupe) <= (atMost ?? Number.POSITIVE_INFINITY))
    .sort((one, another) => compare(placeOf(one, dedupe), placeOf(another, dedupe), order));
}

/** What keeps rows out of `other`: being in a group of this page, or in none at all. */
function othersThan(groups: readonly RowGroup[], dimensions: readonly ActivityDimensionName[]): ActivityFilter[] {
  return [...groups.map((each) => conditionOf(dimensions, valuesOf(each))), { without: [...dimensions] }];
}

/** Rows that are in none of the lists; a mark for each row, because lists may share rows. */
function rowsOutside(rows: Uint32Array, lists: readonly (readonly number[])[]): Uint32Array {
  const marks = new Uint8Array((rows.at(-1) ?? -1) + 1);
  for (const list of lists) for (const row of list) marks[row] = 1;
  return rows.filter((row) => marks[row] !== 1);
}

function group(id: string, counts: ClusterCounts, filter: ActivityFilter): AggregateGroup | null {
  return counts.none === 0 ? null : { id, keys: [], count: showCount(counts), apportioned: counts.none, filter };
}

const placeOf = ({ counts, key }: CountedGroup, dedupe: DedupeName): Place => [countedBy(counts, dedupe), key];
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
