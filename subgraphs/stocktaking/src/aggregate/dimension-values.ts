import type { ActivityColumns } from "../columns/activity-columns";
import { ASSIGNMENT } from "../columns/assignment";
import { ancestorsOfItem, ancestorsOfLine, lineOfItem } from "../columns/plan-tree";
import type { ReferenceView } from "../columns/reference-tables";
import type { AssignmentBasis } from "../columns/row-filter";
import type { IndexView } from "../index-view";
import type { ActivityDimensionName } from "./activity-dimension";

const NONE: readonly string[] = [];
/** The last year of a period without an end, as the columns write it. */
const OPEN_END = 32_767;

/**
 * The values of rows in each dimension, by the same rules by which a filter for one of them finds the row. What a code
 * or a place stands for is worked out once, however many rows have it.
 */
export class DimensionValues {
  readonly #index: IndexView;
  readonly #columns: ActivityColumns;
  readonly #view: ReferenceView;
  readonly #bases: readonly AssignmentBasis[];
  readonly #lastYear: number;
  readonly #items = new Map<number, readonly string[]>();
  readonly #lines = new Map<number, readonly string[]>();
  readonly #countries = new Map<number, readonly string[]>();
  readonly #regions = new Map<number, readonly string[]>();

  /**
   * @param bases bases whose assignments count for ITEM and ACTION_LINE
   * @param rows the rows that are looked at; a period without an end is cut off at the last year that any of them names
   */
  constructor(index: IndexView, bases: readonly AssignmentBasis[], rows: Uint32Array) {
    this.#index = index;
    this.#columns = index.columns;
    this.#view = index.reference;
    this.#bases = bases;
    this.#lastYear = lastYearOf(index.columns, rows, index.instant);
  }

  /** A row's distinct values of a dimension; none where it says nothing about it. */
  of(dimension: ActivityDimensionName, row: number): readonly string[] {
    const columns = this.#columns;
    switch (dimension) {
      case "ACTION_LINE":
        return union(this.#targetsOf(row), this.#lines, (target) => this.#linesOf(target));
      case "ITEM":
        return union(this.#targetsOf(row), this.#items, (target) => this.#itemsOf(target));
      case "COUNTRY":
        return union(columns.places.list(row), this.#countries, (place) => this.#around(place, "COUNTRY"));
      case "REGION":
        return union(columns.places.list(row), this.#regions, (place) => this.#around(place, "REGION"));
      case "SDG":
        return columns.sdgsOf(row).map(String);
      case "YEAR":
        return this.#yearsOf(row);
      case "KIND":
        return [columns.kind(row)];
      case "STATUS":
        return [columns.status(row)];
      case "REPORTER":
        return [columns.reporterOf(row)];
      case "AGENCY":
        return [columns.agencyOf(row)];
      case "SOURCE":
        return [columns.sourceOf(row)];
      case "STAKEHOLDER_TYPE":
        return columns.stakeholderTypes(row, this.#view.organizations);
      case "BASIS":
        return [...new Set(this.#assignmentsOf(row).map(({ basis }) => basis))];
    }
  }

  /** Items and lines that a row counts for, as the columns number them. */
  #targetsOf(row: number): ArrayLike<number> {
    const assignments = this.#assignmentsOf(row).filter(({ basis }) => this.#bases.includes(basis));
    return assignments.map(({ target }) => target);
  }

  #assignmentsOf(row: number): readonly { readonly target: number; readonly basis: AssignmentBasis }[] {
    const { reviews, subjects, assignments } = this.#columns;
    const subject = subjects.at(row);
    const packed = assignments.list(row);
    if (reviews.hasAny(subject)) return reviews.resolvePacked(subject, packed, this.#index.sequence, this.#index.privateToo);
    return Array.from(packed, (assignment) => ({
      target: assignment & ~ASSIGNMENT.suggested,
      basis: (assignment & ASSIGNMENT.suggested) === 0 ? "DECLARED" : "SUGGESTED",
    }));
  }

  #itemsOf(target: number): string[] {
    if ((target & ASSIGNMENT.line) !== 0) return [];
    const item = this.#columns.codes.text(target >>> ASSIGNMENT.bits);
    return [item, ...ancestorsOfItem(this.#view, item)];
  }

  #linesOf(target: number): string[] {
    const code = this.#columns.codes.text(target >>> ASSIGNMENT.bits);
    const line = (target & ASSIGNMENT.line) === 0 ? lineOfItem(this.#view, code) : code;
    return line === null ? [] : [line, ...ancestorsOfLine(this.#view, line)];
  }

  #around(place: number, level: "COUNTRY" | "REGION"): string[] {
    const id = this.#columns.placeIds.text(place);
    const { places } = this.#view;
    return [id, ...(places.get(id)?.within ?? [])].filter((each) => places.get(each)?.level === level);
  }

  #yearsOf(row: number): string[] {
    const years = this.#columns.years(row);
    if (years === null) return [];
    const length = Math.max(0, Math.min(years.last, this.#lastYear) - years.first + 1);
    return Array.from({ length }, (_, index) => String(years.first + index));
  }
}

/** The distinct values of several numbers, each number's worked out once. */
function union(
  numbers: ArrayLike<number>,
  known: Map<number, readonly string[]>,
  work: (number: number) => readonly string[],
): readonly string[] {
  let all = NONE;
  for (let place = 0; place < numbers.length; place += 1) {
    const number = numbers[place] ?? 0;
    const values = known.get(number) ?? work(number);
    known.set(number, values);
    // One number is the common case: it needs no set.
    all = all.length === 0 ? values : [...new Set([...all, ...values])];
  }
  return all;
}

/** The last year that any of the rows names, or the year of the answer's instant where that is later. */
function lastYearOf(columns: ActivityColumns, rows: Uint32Array, instant: Date): number {
  let last = instant.getUTCFullYear();
  for (const row of rows) {
    const years = columns.years(row);
    if (years === null) continue;
    if (years.first > last) last = years.first;
    if (years.last > last && years.last !== OPEN_END) last = years.last;
  }
  return last;
}
