import { ancestorsOfItem, ancestorsOfLine, liesIn, lineOfItem } from "../columns/plan-tree";
import type { KeptScope, ReferenceView } from "../columns/reference-tables";

/** Whether a scope speaks of an item and a place as a whole, be it that another one speaks more closely. */
export function containsCell({ items, actionLines, places }: KeptScope, item: string, place: string, view: ReferenceView): boolean {
  if (places !== undefined && !places.some((whole) => liesIn(view, place, whole))) return false;
  if (items === undefined && actionLines === undefined) return true;
  if ([item, ...ancestorsOfItem(view, item)].some((id) => items?.includes(id))) return true;
  const line = lineOfItem(view, item);
  return line !== null && [line, ...ancestorsOfLine(view, line)].some((code) => actionLines?.some((of) => of === code));
}
