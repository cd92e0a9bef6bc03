import { hubError } from "@actionline/kit/hub-error";
import { resolveAsOf } from "@actionline/log/as-of";
import type { Db } from "mongodb";
import { DimensionValues } from "../aggregate/dimension-values";
import { type AssignmentBasis, COUNTED_BASES, type RowFilter } from "../columns/row-filter";
import { coverageQueryOf } from "../coverage-graph/coverage.query";
import type { EvidenceFilter } from "../coverage-graph/evidence.filter";
import type { IndexView } from "../index-view";
import { NO_ROWS, rowsInBoth, rowsWithout } from "../row-sets";
import type { ActivityFilter, ChangedSince } from "./activity.filter";
import type { ActivityTextSearch } from "./activity.text-search";

const MOST = { values: 500, filters: 250, depth: 4 } as const;

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

  constructor(db: Db, index: IndexView, texts: ActivityTextSearch) {
    this.#db = db;
    this.#index = index;
    this.#texts = texts;
  }

  /** Rows that match, in the order of the log. */
  async rows(filter: ActivityFilter): Promise<Uint32Array> {
    checkSize(filter);
    await this.#index.reach();
    return this.#rows(filter);
  }

  async #rows(filter: ActivityFilter): Promise<Uint32Array> {
    let rows = this.#index.rowsMatching(await this.#rowFilter(filter));
    for (const places of [filter.countries, filter.regions, filter.places].filter(isGiven).slice(1)) {
      rows = rowsInBoth(rows, this.#index.rowsMatching({ places }));
    }
    rows = this.#without(rows, filter);
    if (isGiven(filter.evidenceFor)) rows = rowsInBoth(rows, this.#evidence(filter.evidenceFor));
    for (const part of filter.allOf ?? []) rows = rowsInBoth(rows, await this.#rows(part));
    for (const part of filter.noneOf ?? []) rows = rows.length === 0 ? NO_ROWS : rowsWithout(rows, await this.#rows(part));
    return rows;
  }

  async #rowFilter(filter: ActivityFilter): Promise<RowFilter> {
    const { years, changedSince, text, countries, regions, places } = filter;
    const [place] = [countries, regions, places].filter(isGiven);
    const sequences = isGiven(text) ? await this.#texts.search(text, this.#index.sequence) : null;
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

  #without(rows: Uint32Array, filter: ActivityFilter): Uint32Array {
    const { without } = filter;
    if (!isGiven(without)) return rows;
    const values = new DimensionValues(this.#index, basesOf(filter), rows);
    return rows.filter((row) => without.some((dimension) => values.of(dimension, row).length === 0));
  }

  #evidence({ at, strengths, ...grid }: EvidenceFilter): Uint32Array {
    const query = coverageQueryOf({ ...grid, by: at.map(({ axis }) => axis) });
    const cell = Object.fromEntries(at.map(({ axis, value }) => [axis, value]));
    const wanted = strengths ?? ["STRONG", "WEAK"];
    const found = this.#index.evidenceOf(query, cell, Number.MAX_SAFE_INTEGER);
    return Uint32Array.from(new Set(found.filter(({ strength }) => wanted.includes(strength)).map(({ row }) => row))).sort();
  }

  async #sequenceOf({ sequence, at }: ChangedSince): Promise<number> {
    if (isGiven(sequence) === isGiven(at)) throw hubError("BAD_INPUT", "changedSince takes exactly one of sequence and at.");
    if (isGiven(sequence)) return sequence;
    return (await resolveAsOf(this.#db, { at: at ?? null }, this.#index.instant)).sequence;
  }
}

const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

/** The field where it is given, nothing where it is left out or null. */
function given<Key extends string, T>(key: Key, value: T | null | undefined): { [Each in Key]?: T } {
  return isGiven(value) ? ({ [key]: value } as { [Each in Key]: T }) : {};
}

/** Refuses a filter whose size would make one request do the work of hundreds. */
function checkSize(filter: ActivityFilter): void {
  let filters = 0;
  const check = (part: ActivityFilter, depth: number): void => {
    filters += 1;
    if (depth > MOST.depth || filters > MOST.filters) {
      throw hubError("BAD_INPUT", `A filter takes up to ${MOST.filters} filters in it, up to ${MOST.depth} deep; ask in parts.`, MOST);
    }
    for (const value of Object.values(part)) {
      if (!Array.isArray(value) || value.length <= MOST.values) continue;
      throw hubError("BAD_INPUT", `A list in a filter takes up to ${MOST.values} values; you gave ${value.length}.`, MOST);
    }
    for (const inner of [...(part.allOf ?? []), ...(part.noneOf ?? [])]) check(inner, depth + 1);
  };
  check(filter, 1);
}
