import type { ActionLineRecord } from "../reference-records";

/** Lines in the plan's order, each followed by its sub-lines: a sub-line's number counts within its line. */
export function inPlanOrder(lines: readonly ActionLineRecord[]): ActionLineRecord[] {
  const orderOf = new Map(lines.map(({ id, order }) => [id, order]));
  const placeOf = ({ parent, order }: ActionLineRecord): readonly [number, number] =>
    parent === null ? [order, 0] : [orderOf.get(parent) ?? order, order];
  return [...lines].sort((one, other) => {
    const [line, subLine] = placeOf(one);
    const [otherLine, otherSubLine] = placeOf(other);
    return line - otherLine || subLine - otherSubLine;
  });
}
