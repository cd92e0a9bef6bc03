import { ACTIVITY_KINDS, type ActivityColumns, STATUSES } from "./activity-columns";
import { EVER, typeBit } from "./activity-row";
import { withAssignments } from "./assignment-tests";
import type { Dictionary } from "./dictionary";
import type { MatchPoint, RowTest } from "./match-point";
import { liesIn } from "./plan-tree";
import type { ReferenceTables } from "./reference-tables";
import type { RowFilter } from "./row-filter";
import { typeMasks } from "./type-masks";

/** Live rows that match, in the order of the log; one pass over the columns. */
export function matchingRows(
  { columns, tables }: { readonly columns: ActivityColumns; readonly tables: ReferenceTables },
  filter: RowFilter,
  sequence: number,
  privateToo: boolean,
): Uint32Array {
  const tests = rowTests(filter, { columns, view: tables.at(sequence, privateToo), sequence, privateToo });
  const from = columns.from.array;
  const to = columns.to.array;
  const hidden = columns.hidden.array;
  const found = new Uint32Array(columns.rows);
  let count = 0;
  for (let row = 0; row < columns.rows; row += 1) {
    if ((from[row] ?? 0) > sequence) break; // rows ascend by sequence
    if ((to[row] ?? 0) <= sequence || (!privateToo && hidden[row] === 1)) continue;
    if (passes(tests, row)) found[count++] = row;
  }
  return found.slice(0, count);
}

export function passes(tests: readonly RowTest[], row: number): boolean {
  for (const test of tests) if (!test(row)) return false;
  return true;
}

/** One test for each field that the filter gives, the cheap ones first. */
export function rowTests(filter: RowFilter, point: MatchPoint): RowTest[] {
  const { columns } = point;
  const numbers = [
    oneOf(filter.statuses, (status) => STATUSES.indexOf(status), columns.statuses),
    oneOf(filter.activityKinds, (kind) => ACTIVITY_KINDS.indexOf(kind), columns.kinds),
    oneOf(filter.sources, numberIn(columns.sourceIds), columns.sources),
    oneOf(filter.agencies, numberIn(columns.agencyIds), columns.agencies),
    oneOf(filter.reporters, numberIn(columns.organizationKeys), columns.reporters),
    oneOf(filter.subjects, numberIn(columns.subjectNames), columns.subjects),
  ];
  const tests = [
    ...numbers,
    inYears(filter, columns),
    withGoal(filter, columns),
    changedSince(filter, columns),
    amongSequences(filter, columns),
    inPlaces(filter, point),
    withType(filter, point),
    ...withAssignments(filter, point),
    withBudget(filter, point),
    ...(filter.allOf ?? []).flatMap((further) => rowTests(further, point)),
  ];
  return tests.filter((test) => test !== null);
}

const numberIn =
  (dictionary: Dictionary) =>
  (text: string): number =>
    dictionary.find(text);

function oneOf<T>(
  asked: readonly T[] | undefined,
  numberOf: (value: T) => number,
  column: { readonly array: ArrayLike<number> },
): RowTest | null {
  if (asked === undefined) return null;
  const wanted = new Set(asked.map(numberOf));
  const { array } = column;
  return (row) => wanted.has(array[row] ?? -1);
}

function inYears({ years }: RowFilter, columns: ActivityColumns): RowTest | null {
  if (years === undefined) return null;
  const from = years.from ?? EVER.first;
  const to = years.to ?? EVER.last;
  const first = columns.firstYear.array;
  const last = columns.lastYear.array;
  // The middle comparison keeps out a period without any date, which meets no year however wide the range.
  return (row) => (first[row] ?? 0) <= to && (first[row] ?? 0) <= (last[row] ?? 0) && (last[row] ?? 0) >= from;
}

function withGoal({ sdgs }: RowFilter, columns: ActivityColumns): RowTest | null {
  if (sdgs === undefined) return null;
  const wanted = sdgs.filter((goal) => goal >= 1 && goal <= 17).reduce((mask, goal) => mask | (1 << goal), 0);
  const goals = columns.goals.array;
  return (row) => ((goals[row] ?? 0) & wanted) !== 0;
}

function changedSince({ changedSince: since }: RowFilter, columns: ActivityColumns): RowTest | null {
  if (since === undefined) return null;
  const from = columns.from.array;
  return (row) => (from[row] ?? 0) > since.sequence;
}

function amongSequences({ sequences }: RowFilter, columns: ActivityColumns): RowTest | null {
  if (sequences === undefined) return null;
  const from = columns.from.array;
  return (row) => sequences.has(from[row] ?? 0);
}

function inPlaces({ places }: RowFilter, { columns, view }: MatchPoint): RowTest | null {
  if (places === undefined) return null;
  const wanted = Uint8Array.from(columns.placeIds.texts(), (place) => (places.some((asked) => liesIn(view, place, asked)) ? 1 : 0));
  const starts = columns.places.starts.array;
  const values = columns.places.values.array;
  return (row) => {
    const end = starts[row + 1] ?? 0;
    for (let place = starts[row] ?? 0; place < end; place += 1) if (wanted[values[place] ?? 0] === 1) return true;
    return false;
  };
}

function withType({ stakeholderTypes }: RowFilter, { columns, view }: MatchPoint): RowTest | null {
  if (stakeholderTypes === undefined) return null;
  const wanted = stakeholderTypes.reduce((mask, type) => mask | typeBit(type), 0);
  const maskOf = typeMasks(columns, view.organizations);
  return (row) => (maskOf(row) & wanted) !== 0;
}

function withBudget({ hasBudget }: RowFilter, { columns, sequence, privateToo }: MatchPoint): RowTest | null {
  if (hasBudget === undefined) return null;
  return (row) => columns.budgets.has(columns.subjects.at(row), sequence, privateToo) === hasBudget;
}
