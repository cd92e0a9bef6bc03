import { hubError } from "@actionline/kit/hub-error";
import type { WorkBudget } from "@actionline/kit/work-budget";
import { resolveAsOf } from "@actionline/log/as-of";
import type { Db } from "mongodb";
import type { ActivityDimensionName } from "../aggregate/activity-dimension";
import { DimensionValues } from "../aggregate/dimension-values";
import { ClusterCounter, clusterKindOf, oncePerCluster } from "../columns/once-per-cluster";
import { type AssignmentBasis, COUNTED_BASES, type RowFilter } from "../columns/row-filter";
import { coverageQueryOf } from "../coverage-graph/coverage.query";
import type { EvidenceFilter } from "../coverage-graph/evidence.filter";
import type { IndexView } from "../index-view";
import { Once } from "../once";
import { NO_ROWS, RowsLeft, rowsInBoth } from "../row-sets";
import type { ActivityFilter, ChangedSince } from "./activity.filter";
import type { ActivityTextSearch } from "./activity.text-search";
import { refuseUnknownCodes } from "./filter-codes";
import { FilterLimits, keyOfFilter } from "./filter-limits";

/** What one row costs against a plain look at it, by what is asked of it. */
const UNITS = { set: 2, text: 50, dimension: 80 } as const;

/** Every basis on which a suggestion counts too. */
const WITH_SUGGESTED: readonly AssignmentBasis[] = [...COUNTED_BASES, "SUGGESTED"];

/** Bases whose assignments count under a filter. */
export const basesOf = ({ includeSuggested }: ActivityFilter): readonly AssignmentBasis[] =>
  includeSuggested === true ? WITH_SUGGESTED : COUNTED_BASES;

/** Turns filters into rows of the index, for one request. */
export class ActivitySelector {
  readonly #db: Db;
  readonly #index: IndexView;
  readonly #texts: ActivityTextSearch;

  readonly #work: WorkBudget;
  readonly #limits = new FilterLimits();
  readonly #found = new Once<string, Uint32Array>();
  readonly #searched = new Once<string, ReadonlySet<number> | null>();

  constructor(db: Db, index: IndexView, texts: ActivityTextSearch, work: WorkBudget) {
    this.#db = db;
    this.#index = index;
    this.#texts = texts;
    this.#work = work;
  }

  /** Rows that match, in the order of the log: every record, however the filter has them listed. */
  async rows({ dedupe: _listed, ...filter }: ActivityFilter): Promise<Uint32Array> {
    this.#limits.check(filter);
    await this.#index.reach();
    return this.#rows(filter);
  }

  /** Of rows that match, those that are listed: one record of each activity where the filter asks for that. */
  async listed(rows: Uint32Array, { dedupe }: ActivityFilter): Promise<Uint32Array> {
    const kind = clusterKindOf(dedupe ?? "NONE");
    if (kind === null) return rows;
    await this.#work.draw(rows.length * UNITS.set);
    return oncePerCluster(rows, this.#index.columns, await this.#index.clusters(), kind);
  }

  /** How many activities rows are, counted in each of the three ways. */
  async counter(): Promise<ClusterCounter> {
    return new ClusterCounter(this.#index.columns, await this.#index.clusters());
  }

  /** The same filter is worked out once, wherever in the request it stands. */
  #rows(filter: ActivityFilter): Promise<Uint32Array> {
    return this.#found.of(`${this.#index.sequence} ${keyOfFilter(filter)}`, () => this.#select(filter));
  }

  async #select(filter: ActivityFilter): Promise<Uint32Array> {
    let rows = await this.#index.rowsMatching(await this.#rowFilter(filter));
    for (const places of [filter.countries, filter.regions, filter.places].filter(isGiven).slice(1)) {
      rows = rowsInBoth(rows, await this.#index.rowsMatching({ places }));
    }
    rows = await this.#without(rows, filter);
    if (isGiven(filter.evidenceFor)) rows = rowsInBoth(rows, await this.#evidence(filter.evidenceFor));
    for (const part of filter.allOf ?? []) rows = await this.#within(rows, part);
    return this.#outside(rows, filter.noneOf ?? []);
  }

  async #within(rows: Uint32Array, part: ActivityFilter): Promise<Uint32Array> {
    if (rows.length === 0) return NO_ROWS;
    const others = await this.#rows(part);
    await this.#work.draw((rows.length + others.length) * UNITS.set);
    return rowsInBoth(rows, others);
  }

  async #outside(rows: Uint32Array, parts: readonly ActivityFilter[]): Promise<Uint32Array> {
    if (rows.length === 0 || parts.length === 0) return rows;
    const left = new RowsLeft(rows);
    for (const part of parts) {
      const others = await this.#rows(part);
      await this.#work.draw(others.length * UNITS.set);
      left.without(others);
    }
    return left.rows;
  }

  async #rowFilter(filter: ActivityFilter): Promise<RowFilter> {
    refuseUnknownCodes(filter, this.#index.reference);
    const { years, changedSince, text, countries, regions, places } = filter;
    const [place] = [countries, regions, places].filter(isGiven);
    const sequences = isGiven(text) ? await this.#search(text) : null;
    return {
      bases: basesOf(filter),
      ...given("subjects", filter.ids),
      ...given("sequences", sequences),
      ...given("items", filter.items),
      ...given("actionLines", filter.actionLines),
      ...given("sdgs", filter.sdgs),
      ...given("places", place),
      ...given("activityKinds", filter.kinds),
      ...given("statuses", filter.statuses),
      ...given("years", isGiven(years) ? { from: years.from ?? null, to: years.to ?? null } : null),
      ...given("reporters", filter.reporters),
      ...given("agencies", filter.agencies),
      ...given("sources", filter.sources),
      ...given("stakeholderTypes", filter.stakeholderTypes),
      ...given("hasBudget", filter.hasBudget),
      ...given("anyBasis", filter.basis),
      ...given("changedSince", isGiven(changedSince) ? { sequence: await this.#sequenceOf(changedSince) } : null),
    };
  }

  #search(text: string): Promise<ReadonlySet<number> | null> {
    const { sequence, columns } = this.#index;
    return this.#searched.of(`${sequence} ${text}`, async () => {
      await this.#work.draw(columns.rows * UNITS.text);
      return this.#texts.search(text, sequence);
    });
  }

  async #without(rows: Uint32Array, filter: ActivityFilter): Promise<Uint32Array> {
    const { without } = filter;
    if (!isGiven(without)) return rows;
    return this.#work.run(rowsLacking(rows, without, new DimensionValues(this.#index, basesOf(filter), rows)));
  }

  async #evidence({ at, strengths, ...grid }: EvidenceFilter): Promise<Uint32Array> {
    const query = coverageQueryOf({ ...grid, by: at.map(({ axis }) => axis) });
    const cell = Object.fromEntries(at.map(({ axis, value }) => [axis, value]));
    const wanted = strengths ?? ["STRONG", "WEAK"];
    const found = await this.#index.evidenceOf(query, cell);
    const meant = found.filter((evidence) => evidence.strengths.some((strength) => wanted.includes(strength)));
    return Uint32Array.from(new Set(meant.map(({ row }) => row))).sort();
  }

  async #sequenceOf({ sequence, at }: ChangedSince): Promise<number> {
    if (isGiven(sequence) === isGiven(at)) throw hubError("BAD_INPUT", "changedSince takes exactly one of sequence and at.");
    if (isGiven(sequence)) return sequence;
    return (await resolveAsOf(this.#db, { at: at ?? null }, this.#index.instant)).sequence;
  }
}

/** Rows without a value in some of the dimensions, in steps that tell what they cost. */
function* rowsLacking(
  rows: Uint32Array,
  dimensions: readonly ActivityDimensionName[],
  values: DimensionValues,
): Generator<number, Uint32Array, void> {
  const lacking = new Uint32Array(rows.length);
  let count = 0;
  for (const row of rows) {
    yield dimensions.length * UNITS.dimension;
    if (dimensions.some((dimension) => values.of(dimension, row).length === 0)) lacking[count++] = row;
  }
  return lacking.slice(0, count);
}

const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

/** The field where it is given, nothing where it is left out or null. */
function given<Key extends string, T>(key: Key, value: T | null | undefined): { [Each in Key]?: T } {
  return isGiven(value) ? ({ [key]: value } as { [Each in Key]: T }) : {};
}
