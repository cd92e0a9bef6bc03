import type { StatementRecord } from "@actionline/schema/coordination-records";
import { ancestorsOfItem, ancestorsOfLine, liesIn, lineOfItem } from "../columns/plan-tree";
import type { ReferenceView } from "../columns/reference-tables";
import { groupedByEach } from "./declarations";
import { effortOn } from "./effort";
import type { BaseCell } from "./expectations";

/** What it costs to read a statement, against one look at a row. */
const UNITS_OF_READ = 20;

const statementsByItem = groupedByEach<StatementRecord>(({ items }) => items);

/**
 * Signed nil statements that speak of (item, place, year): each names the year, the item or one above it, and the place or
 * one around it, and its signatory is the team of the item's own line or of the line above.
 */
export function statementsOn(item: string, place: string, year: number, view: ReferenceView): StatementRecord[] {
  if (view.statements.size === 0) return [];
  const line = lineOfItem(view, item);
  const teams = line === null ? [] : [line, ...ancestorsOfLine(view, line)];
  const naming = [item, ...ancestorsOfItem(view, item)].flatMap((id) => statementsByItem(view.statements).get(id) ?? []);
  effortOn(view).spend(naming.length * UNITS_OF_READ);
  return [...new Set(naming)].filter(
    ({ actionLine, places, years }) =>
      years.includes(year) && teams.includes(actionLine) && (places === null || places.some((whole) => liesIn(view, place, whole))),
  );
}

/** Whether a team's statement says that stakeholders of the cell's type did nothing there. */
export const isStated = ({ item, place, year, type }: BaseCell, view: ReferenceView): boolean =>
  type !== null && statementsOn(item, place, year, view).some(({ stakeholderTypes }) => stakeholderTypes.includes(type));
