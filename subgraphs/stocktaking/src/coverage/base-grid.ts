import { hubError } from "@actionline/kit/hub-error";
import { inPlanOrder } from "@actionline/schema/reference/in-plan-order";
import { STAKEHOLDER_TYPES, type StakeholderType } from "@actionline/schema/stakeholder-type";
import { ancestorsOfItem, ancestorsOfLine, lineOfItem, remembered } from "../columns/plan-tree";
import type { ReferenceView } from "../columns/reference-tables";
import { unknownId } from "../columns/unknown-id";
import type { CoverageQuery } from "./coverage-query";
import { isExpectable } from "./expectations";
import { placesMeant } from "./grid-places";

/** The base cells of a query: the product of the four lists. A type of null means any type. */
export interface BaseGrid {
  readonly items: readonly string[];
  readonly places: readonly string[];
  readonly years: readonly number[];
  readonly types: readonly (StakeholderType | null)[];
}

/** Beyond this a slice is refused with a sentence; states of this many base cells are worked out within a second. */
export const MOST_BASE_CELLS = 500_000;

/** The calendar year before that of the instant: the last one over by then. */
export const lastClosedYear = (instant: Date): number => instant.getUTCFullYear() - 1;

/** The base cells that a query means at a point; refuses names that the plan doesn't know and slices too large. */
export function baseGrid(query: CoverageQuery, view: ReferenceView, instant: Date): BaseGrid {
  refuseUnknown("plan item", query.items, view.items);
  refuseUnknown("action line", query.actionLines, view.lines);
  refuseUnknown("place", query.places, view.places);
  const grid = {
    items: itemsMeant(query, view),
    places: placesMeant(query, view),
    years: yearsMeant(query, instant),
    types: typesMeant(query),
  };
  const size = grid.items.length * grid.places.length * grid.years.length * grid.types.length;
  if (size > MOST_BASE_CELLS) {
    throw hubError(
      "QUERY_TOO_COSTLY",
      `This slice has ${size} cells; at most ${MOST_BASE_CELLS} are worked out at once. Name fewer items, places, years or types.`,
      { cells: size, most: MOST_BASE_CELLS },
    );
  }
  return grid;
}

function refuseUnknown(noun: string, asked: readonly string[] | undefined, known: ReadonlyMap<string, unknown>): void {
  const unknown = asked?.find((id) => !known.has(id));
  if (unknown === undefined) return;
  throw unknownId(noun, unknown);
}

function itemsMeant({ items, actionLines, sdgs }: CoverageQuery, view: ReferenceView): string[] {
  const named = items === undefined ? null : new Set(items);
  return [...view.items.values()]
    .filter(({ id, nature }) => (named === null ? isExpectable(nature) : named.has(id)))
    .filter(({ id }) => actionLines === undefined || isInLines(id, actionLines, view))
    .filter(({ id }) => sdgs === undefined || goalsOfItem(id, view).some((goal) => sdgs.includes(goal)))
    .map(({ id }) => id)
    .sort((a, b) => compareItems(a, b, view));
}

function isInLines(item: string, lines: readonly string[], view: ReferenceView): boolean {
  const line = lineOfItem(view, item);
  return line !== null && (lines.includes(line) || ancestorsOfLine(view, line).some((above) => lines.includes(above)));
}

/** Goals that an item's line is linked to; disputed links don't count. */
export function goalsOfItem(item: string, view: ReferenceView): number[] {
  const links = view.lines.get(lineOfItem(view, item) ?? "")?.sdgLinks ?? [];
  return [...new Set(links.filter(({ disputed }) => !disputed).map(({ goal }) => goal))];
}

/** Each line's number in the plan's order, counted through lines and sub-lines. */
const ranksOf = remembered(
  (lines: ReferenceView["lines"]) => new Map(inPlanOrder([...lines.values()]).map(({ id }, rank): [string, number] => [id, rank])),
);

// The plan's own order: by line, then by paragraph and letter; items of no line come last.
function compareItems(a: string, b: string, view: ReferenceView): number {
  const ranks = ranksOf(view.lines);
  const rank = (item: string): number => ranks.get(lineOfItem(view, item) ?? "") ?? ranks.size;
  return rank(a) - rank(b) || compareNatural(a, b);
}

const natural = new Intl.Collator("en", { numeric: true });
const compareNatural = (a: string, b: string): number => natural.compare(a, b) || (a < b ? -1 : 1);

function yearsMeant({ years }: CoverageQuery, instant: Date): number[] {
  if (years === undefined) return [lastClosedYear(instant)];
  const wrong = years.find((year) => !Number.isInteger(year) || year < 1990 || year > 2199);
  if (wrong !== undefined) throw hubError("BAD_INPUT", `${wrong} isn't a year from 1990 to 2199.`);
  return [...new Set(years)].sort((a, b) => a - b);
}

function typesMeant({ stakeholderTypes, by }: CoverageQuery): (StakeholderType | null)[] {
  if (stakeholderTypes !== undefined) return STAKEHOLDER_TYPES.filter((type) => stakeholderTypes.includes(type));
  return by.includes("STAKEHOLDER_TYPE") ? [...STAKEHOLDER_TYPES] : [null];
}

/** Whether an item is the other one or stands below it. */
export const isAtOrBelow = (item: string, other: string, view: ReferenceView): boolean =>
  item === other || ancestorsOfItem(view, item).includes(other);
