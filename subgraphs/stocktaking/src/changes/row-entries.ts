import type { Assignment } from "../columns/assignment";
import type { PairStanding } from "../columns/duplicate-columns";
import type { Saying } from "../columns/sayings";
import type { CountedRow } from "../coverage/rows-of-cells";
import { type ChangeEntry, type EntryChange, entryOf } from "./change-entry";
import type { OpenedPoints } from "./two-points";

type Rows = readonly CountedRow[];

/** Activities that came. */
export function addedEntries({ asked }: OpenedPoints, rows: Rows): ChangeEntry[] {
  const { columns } = asked.index;
  return rows.map(({ row }) => ({ kind: "ACTIVITY", id: columns.subject(row), change: "ADDED" }));
}

/** Activities that went, or that another version makes say something else of the cell. */
export function changedEntries({ asked }: OpenedPoints, replaced: Rows, replacing: Rows): ChangeEntry[] {
  const { index, later, privateToo } = asked;
  const { columns } = index;
  const marksBefore = new Map(replaced.map(({ row, marks }) => [columns.subjects.at(row), marks]));
  const marksAfter = new Map(replacing.map(({ row, marks }) => [columns.subjects.at(row), marks]));
  const subjects = [...new Set([...marksBefore.keys(), ...marksAfter.keys()])];
  return subjects
    .filter((subject) => marksBefore.get(subject) !== marksAfter.get(subject))
    .map((subject) => {
      const isThere = columns.rowsOf.at(subject, later.sequence, privateToo) !== -1;
      return entryOf("ACTIVITY", columns.subjectNames.text(subject), true, isThere);
    });
}

/** Reviewers' decisions, found by what they changed about an activity's assignments. */
export function reviewEntries(points: OpenedPoints, rows: Rows): ChangeEntry[] {
  const { index, earlier, later, privateToo } = points.asked;
  const { columns } = index;
  return rowsBySubject(points, rows).flatMap((row) => {
    if (!columns.reviews.hasAny(columns.subjects.at(row))) return [];
    const basesAt = (sequence: number) =>
      new Map(columns.assignmentsOf(row, sequence, privateToo).map(({ code, basis }): [string, Assignment["basis"]] => [code, basis]));
    const were = basesAt(earlier.sequence);
    const are = basesAt(later.sequence);
    return [...new Set([...were.keys(), ...are.keys()])]
      .filter((code) => were.get(code) !== are.get(code))
      .map(
        (code): ChangeEntry => ({ kind: "REVIEW", id: `${columns.subject(row)}#${code}`, change: decided(were.get(code), are.get(code)) }),
      );
  });
}

/** What was only suggested has been decided on; what is only suggested again has been taken back. */
function decided(was: Assignment["basis"] | undefined, is: Assignment["basis"] | undefined): EntryChange {
  if (is === "SUGGESTED") return "REMOVED";
  return was === "SUGGESTED" || (was === undefined && is === "REVIEWED") ? "ADDED" : "CHANGED";
}

/** What was found or decided about pairs that an activity is one of. */
export function duplicateEntries(points: OpenedPoints, rows: Rows): ChangeEntry[] {
  const { index, earlier, later, privateToo } = points.asked;
  const { duplicates, subjects } = index.columns;
  const sayings = (standing: PairStanding | undefined, kind: "found" | "decided"): number | null => {
    const saying: Saying<unknown> | null = standing?.[kind] ?? null;
    return saying === null || (saying.hidden && !privateToo) ? null : saying.from;
  };
  const entries = new Map<string, ChangeEntry>();
  for (const row of rowsBySubject(points, rows)) {
    const subject = subjects.at(row);
    const were = new Map(duplicates.standingsOf(subject, earlier.sequence).map((standing) => [standing.id, standing]));
    const are = new Map(duplicates.standingsOf(subject, later.sequence).map((standing) => [standing.id, standing]));
    for (const id of new Set([...were.keys(), ...are.keys()])) {
      for (const [kind, saying] of [
        ["OVERLAP_DECISION", "decided"],
        ["OVERLAP", "found"],
      ] as const) {
        const was = sayings(were.get(id), saying);
        const is = sayings(are.get(id), saying);
        if (was !== is) entries.set(`${kind} ${id}`, entryOf(kind, id, was !== null, is !== null));
      }
    }
  }
  return [...entries.values()];
}

/** One row of each activity among some. */
function rowsBySubject({ asked }: OpenedPoints, rows: Rows): number[] {
  const { subjects } = asked.index.columns;
  return [...new Map(rows.map(({ row }) => [subjects.at(row), row])).values()];
}
