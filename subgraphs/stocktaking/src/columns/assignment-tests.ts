import type { ActivityColumns } from "./activity-columns";
import { ASSIGNMENT } from "./assignment";
import type { MatchPoint, RowTest } from "./match-point";
import { ancestorsOfItem, ancestorsOfLine, lineOfItem } from "./plan-tree";
import type { ReferenceView } from "./reference-tables";
import { type AssignmentBasis, COUNTED_BASES, type RowFilter } from "./row-filter";

/** Which kinds of assignments a code counts for, as bits: to items, to whole lines. */
const MEANT = { item: 1, line: 2 } as const;

/** What a filter asks of a row's assignments: items, lines, and any on some basis. */
export function withAssignments(filter: RowFilter, point: MatchPoint): (RowTest | null)[] {
  const { columns, view } = point;
  const { items, actionLines, anyBasis, bases = COUNTED_BASES } = filter;
  return [
    items === undefined ? null : anyAssignment(point, bases, codesMeant(columns, isItemMeant(view, items), MEANT.item)),
    actionLines === undefined
      ? null
      : anyAssignment(point, bases, codesMeant(columns, isLineMeant(view, actionLines), MEANT.item | MEANT.line)),
    anyBasis === undefined
      ? null
      : anyAssignment(
          point,
          anyBasis,
          codesMeant(columns, () => true, MEANT.item | MEANT.line),
        ),
  ];
}

/** Whether an assignment to a code is one to an item asked for, or to what lies below it. */
export const isItemMeant = (view: ReferenceView, items: readonly string[]) => {
  const asked = new Set(items);
  return (code: string): boolean => asked.has(code) || ancestorsOfItem(view, code).some((above) => asked.has(above));
};

/** Whether an assignment to a code, be it a line or an item, is one to a line asked for or to what lies below it. */
export const isLineMeant = (view: ReferenceView, lines: readonly string[]) => {
  const asked = new Set(lines);
  return (code: string): boolean => {
    const line = view.lines.has(code) ? code : lineOfItem(view, code);
    return asked.has(code) || (line !== null && (asked.has(line) || ancestorsOfLine(view, line).some((above) => asked.has(above))));
  };
};

const codesMeant = (columns: ActivityColumns, isMeant: (code: string) => boolean, as: number): Uint8Array =>
  Uint8Array.from(columns.codes.texts(), (code) => (isMeant(code) ? as : 0));

/** Whether a row has an assignment that is meant, on one of the bases that count. */
function anyAssignment({ columns, sequence, privateToo }: MatchPoint, bases: readonly AssignmentBasis[], meant: Uint8Array): RowTest {
  const { reviews } = columns;
  const starts = columns.assignments.starts.array;
  const values = columns.assignments.values.array;
  const subjects = columns.subjects.array;
  /** By the two flags of an assignment: as what its code must be meant; 0 where its basis doesn't count. */
  const asked = [0, 1, 2, 3].map((flags) => {
    const counts = bases.includes((flags & ASSIGNMENT.suggested) === 0 ? "DECLARED" : "SUGGESTED");
    return counts ? ((flags & ASSIGNMENT.line) === 0 ? MEANT.item : MEANT.line) : 0;
  });
  const isMeant = (packed: number, as: number): boolean => ((meant[packed >>> ASSIGNMENT.bits] ?? 0) & as) !== 0;
  const reviewed = (subject: number, row: number): boolean =>
    reviews
      .resolvePacked(subject, values.subarray(starts[row] ?? 0, starts[row + 1] ?? 0), sequence, privateToo)
      .some(({ target, basis }) => bases.includes(basis) && isMeant(target, (target & ASSIGNMENT.line) === 0 ? MEANT.item : MEANT.line));
  const carried = (row: number): boolean => {
    const end = starts[row + 1] ?? 0;
    for (let at = starts[row] ?? 0; at < end; at += 1) {
      const packed = values[at] ?? 0;
      if (isMeant(packed, asked[packed & 3] ?? 0)) return true;
    }
    return false;
  };
  return (rows, count) => {
    let kept = 0;
    for (let at = 0; at < count; at += 1) {
      const row = rows[at] ?? 0;
      const subject = subjects[row] ?? 0;
      if (reviews.hasAny(subject) ? reviewed(subject, row) : carried(row)) rows[kept++] = row;
    }
    return kept;
  };
}
