import type { StatementRecord } from "@actionline/schema/coordination-records";
import { ancestorsOfItem, ancestorsOfLine, liesIn, lineOfItem } from "../columns/plan-tree";
import type { ReferenceView } from "../columns/reference-tables";
import { groupedByEach } from "./declarations";
import type { BaseCell } from "./expectations";

const statementsByItem = groupedByEach<StatementRecord>(({ items }) => items);

/**
 * Signed nil statements that speak of (item, place, year): each names the year, the item or one above it, and the place or
 * one around it, and its signatory is the team of the item's own line or of the line above.
 */
export function statementsOn(item: string, place: string, year: number, view: ReferenceView): StatementRecord[] {
  const line = lineOfItem(view, item);
  const teams = line === null ? [] : [line, ...ancestorsOfLine(view, line)];
  const naming = [item, ...ancestorsOfItem(view, item)].flatMap((id) => statementsByItem(view.statements).get(id) ?? []);
  return [...new Set(naming)].filter(
    ({ actionLine, places, years }) =>
      years.includes(year) && teams.includes(actionLine) && (places === null || places.some((whole) => liesIn(view, place, whole))),
  );
}

/** Whether a team's statement says that stakeholders of the cell's type did nothing there. */
export const isStated = ({ item, place, year, type }: BaseCell, view: ReferenceView): boolean =>
  type !== null && statementsOn(item, place, year, view).some(({ stakeholderTypes }) => stakeholderTypes.includes(type));
