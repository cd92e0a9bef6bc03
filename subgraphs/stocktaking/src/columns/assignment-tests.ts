import type { ActivityColumns } from "./activity-columns";
import { ASSIGNMENT } from "./assignment";
import type { MatchPoint, RowTest } from "./match-point";
import { ancestorsOfItem, ancestorsOfLine, lineOfItem } from "./plan-tree";
import { type AssignmentBasis, COUNTED_BASES, type RowFilter } from "./row-filter";

/** What a filter asks of a row's assignments: items, lines, and any on some basis. */
export function withAssignments(filter: RowFilter, point: MatchPoint): (RowTest | null)[] {
  const { columns, view } = point;
  const { items, actionLines, anyBasis, bases = COUNTED_BASES } = filter;
  const itemsMeant = items === undefined ? null : codesMeant(columns, (code) => isAtOrBelow(code, ancestorsOfItem(view, code), items));
  const linesMeant =
    actionLines === undefined
      ? null
      : codesMeant(columns, (code) => {
          const line = view.lines.has(code) ? code : lineOfItem(view, code);
          return actionLines.includes(code) || (line !== null && isAtOrBelow(line, ancestorsOfLine(view, line), actionLines));
        });
  return [
    itemsMeant && anyAssignment(point, bases, (target) => (target & ASSIGNMENT.line) === 0 && itemsMeant[target >>> ASSIGNMENT.bits] === 1),
    linesMeant && anyAssignment(point, bases, (target) => linesMeant[target >>> ASSIGNMENT.bits] === 1),
    anyBasis === undefined ? null : anyAssignment(point, anyBasis, () => true),
  ];
}

const isAtOrBelow = (id: string, above: readonly string[], asked: readonly string[]): boolean =>
  asked.includes(id) || above.some((ancestor) => asked.includes(ancestor));

const codesMeant = (columns: ActivityColumns, isMeant: (code: string) => boolean): Uint8Array =>
  Uint8Array.from(columns.codes.texts(), (code) => (isMeant(code) ? 1 : 0));

/** Whether a row has an assignment that is meant, on one of the bases that count. */
function anyAssignment(
  { columns, sequence, privateToo }: MatchPoint,
  bases: readonly AssignmentBasis[],
  isMeant: (target: number) => boolean,
): RowTest {
  const starts = columns.assignments.starts.array;
  const values = columns.assignments.values.array;
  const subjects = columns.subjects.array;
  const declared = bases.includes("DECLARED");
  const suggested = bases.includes("SUGGESTED");
  return (row) => {
    const subject = subjects[row] ?? 0;
    const list = values.subarray(starts[row] ?? 0, starts[row + 1] ?? 0);
    if (columns.reviews.hasAny(subject)) {
      const resolved = columns.reviews.resolvePacked(subject, list, sequence, privateToo);
      return resolved.some(({ target, basis }) => bases.includes(basis) && isMeant(target));
    }
    return list.some((packed) => ((packed & ASSIGNMENT.suggested) === 0 ? declared : suggested) && isMeant(packed));
  };
}
