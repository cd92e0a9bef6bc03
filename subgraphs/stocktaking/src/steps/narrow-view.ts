import { ancestorsOfItem, ancestorsOfLine, itemsBelow, lineOfItem } from "../columns/plan-tree";
import type { KeptScope, ReferenceView } from "../columns/reference-tables";

/**
 * A view whose scopes are those alone that could speak of an item, or claim it: imagining one more record then costs what
 * bears on the item, however much was declared for others.
 */
export function narrowedTo(view: ReferenceView, item: string): ReferenceView {
  const below = itemsBelow(view, item);
  const items = new Set([item, ...ancestorsOfItem(view, item), ...below.flatMap((part) => [part, ...ancestorsOfItem(view, part)])]);
  const lines = new Set(
    [item, ...below].flatMap((part) => {
      const line = lineOfItem(view, part);
      return line === null ? [] : [line, ...ancestorsOfLine(view, line)];
    }),
  );
  const bears = ({ items: named, actionLines }: KeptScope): boolean =>
    (named === undefined && actionLines === undefined) ||
    (named?.some((each) => items.has(each)) ?? false) ||
    (actionLines?.some((each) => lines.has(each)) ?? false);
  const bearing = (scopes: ReferenceView["scopes"]): ReferenceView["scopes"] => new Map([...scopes].filter(([, scope]) => bears(scope)));
  return { ...view, scopes: bearing(view.scopes), endedScopes: bearing(view.endedScopes) };
}
