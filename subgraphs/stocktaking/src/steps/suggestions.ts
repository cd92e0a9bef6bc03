import { STATUSES } from "../columns/activity-columns";
import type { Assignment } from "../columns/assignment";
import { ancestorsOfItem, ancestorsOfLine, liesIn, lineOfItem } from "../columns/plan-tree";
import type { ReferenceView } from "../columns/reference-tables";
import { MARK } from "../coverage/cell-counters";
import { NEARNESS } from "../coverage/targets";
import type { Suggestion } from "./change-step";
import type { ImaginedWorld } from "./imagined-world";

/** The suggestions of a row that meet the cell and say more than what is declared. */
export function suggestionsOf({ slice, view, cell }: ImaginedWorld, row: number): Suggestion[] {
  const { index, point, privateToo } = slice;
  const assignments = index.columns.assignmentsOf(row, point.sequence, privateToo);
  const nearness = (assignment: Assignment): number => nearnessOf(assignment, cell.item, view);
  const declared = Math.max(0, ...assignments.filter(({ basis }) => basis !== "SUGGESTED").map(nearness));
  const activity = index.columns.subject(row);
  return assignments
    .filter((assignment) => assignment.basis === "SUGGESTED" && nearness(assignment) > declared)
    .map(({ code, isLine }) => ({ activity, code, isLine }));
}

/** What a row would be evidence of, were the suggestion accepted; whether its source has lapsed stands apart. */
export function flawsOnceAccepted({ slice, view, cell }: ImaginedWorld, row: number, suggestion: Suggestion): number {
  const { columns } = slice.index;
  const planned = STATUSES[columns.statuses.at(row)] === "PLANNED";
  const coarse = nearnessOf(suggestion, cell.item, view) !== NEARNESS.within;
  const diffuse = !columns.placesOf(row).some((place) => liesIn(view, place, cell.place));
  return (planned ? MARK.PLANNED : 0) | (coarse ? MARK.COARSE : 0) | (diffuse ? MARK.DIFFUSE : 0);
}

/** How closely an assignment to an item or a line meets an item. */
function nearnessOf({ code, isLine }: Pick<Assignment, "code" | "isLine">, item: string, view: ReferenceView): number {
  if (isLine) {
    const line = lineOfItem(view, item);
    return line !== null && [line, ...ancestorsOfLine(view, line)].includes(code) ? NEARNESS.wider : NEARNESS.none;
  }
  if (code === item || ancestorsOfItem(view, code).includes(item)) return NEARNESS.within;
  return ancestorsOfItem(view, item).includes(code) ? NEARNESS.wider : NEARNESS.none;
}
