import type { ActivityColumns } from "./activity-columns";
import { findAscending } from "./ascending";
import { isItemMeant, isLineMeant } from "./assignment-tests";
import type { MatchPoint } from "./match-point";
import { liesIn } from "./plan-tree";
import type { RowFilter } from "./row-filter";
import { areTooMany, unionOfRows } from "./row-lists";

/** The rows among which all that match are, ascending: from the shortest of the lists that help; null for all rows. */
export function rowsToLookAt(filter: RowFilter, point: MatchPoint): Int32Array | null {
  const { columns, view } = point;
  const { items, actionLines, places, subjects, sequences, allOf = [] } = filter;
  const found = [
    subjects && rowsOfSubjects(columns, new Set(subjects.map((subject) => columns.subjectNames.find(subject))), point),
    sequences && rowsOfSequences(columns, sequences),
    items && rowsOfCodes(numbersOf(columns.codes.texts(), isItemMeant(view, items)), point),
    actionLines && rowsOfCodes(numbersOf(columns.codes.texts(), isLineMeant(view, actionLines)), point),
    places &&
      rowsOfPlaces(
        numbersOf(columns.placeIds.texts(), (place) => places.some((asked) => liesIn(view, place, asked))),
        columns,
      ),
    ...allOf.map((part) => rowsToLookAt(part, point)),
  ];
  return shortest(found);
}

/** The one with the fewest rows; null, which means all rows, where there is none. */
export function shortest(sources: readonly (Int32Array | null | undefined)[]): Int32Array | null {
  return sources.reduce<Int32Array | null>(
    (least, rows) => (rows != null && (least === null || rows.length < least.length) ? rows : least),
    null,
  );
}

/** Rows that carry one of the codes, or were given one by a reviewer. */
export function rowsOfCodes(codes: readonly number[], { columns, sequence, privateToo }: MatchPoint): Int32Array | null {
  const { rowsByCode, reviews, rowsOf, rows } = columns;
  const lists = codes.map((code) => rowsByCode.list(code));
  if (areTooMany(lists, rows)) return null;
  const accepted = codes.flatMap((code) => reviews.acceptedFor(code)).map((subject) => rowsOf.at(subject, sequence, privateToo));
  const reviewed = Int32Array.from(accepted.filter((row) => row !== -1));
  return unionOfRows([...lists, reviewed], rows);
}

export function rowsOfPlaces(places: readonly number[], { rowsByPlace, rows }: ActivityColumns): Int32Array | null {
  return unionOfRows(
    places.map((place) => rowsByPlace.list(place)),
    rows,
  );
}

function rowsOfSubjects({ rowsOf }: ActivityColumns, subjects: ReadonlySet<number>, { sequence, privateToo }: MatchPoint): Int32Array {
  const live = Array.from(subjects, (subject) => rowsOf.at(subject, sequence, privateToo));
  return Int32Array.from(live.filter((row) => row !== -1)).sort();
}

function rowsOfSequences({ from }: ActivityColumns, sequences: ReadonlySet<number>): Int32Array {
  return Int32Array.from(Array.from(sequences, (sequence) => findAscending(from, sequence)).filter((row) => row !== -1)).sort();
}

const numbersOf = (texts: readonly string[], isMeant: (text: string) => boolean): number[] =>
  texts.flatMap((text, number) => (isMeant(text) ? [number] : []));
