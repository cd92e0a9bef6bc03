import { ACTIVITY_KINDS, type ActivityColumns, STATUSES } from "./activity-columns";
import { EVER, typeBit } from "./activity-row";
import { withAssignments } from "./assignment-tests";
import type { Dictionary } from "./dictionary";
import type { MatchPoint, RowTest } from "./match-point";
import { clusterKindOf, oncePerCluster } from "./once-per-cluster";
import { liesIn } from "./plan-tree";
import type { ReferenceTables } from "./reference-tables";
import type { RowFilter } from "./row-filter";
import { ROWS_OF_STEP, RowScan } from "./row-scan";
import { rowsToLookAt } from "./row-source";
import { typeMasks } from "./type-masks";

/** Live rows that match, in the order of the log; one pass over the columns, or over the shortest list that holds them all. */
export function matchingRows(
  { columns, tables }: { readonly columns: ActivityColumns; readonly tables: ReferenceTables },
  filter: RowFilter,
  sequence: number,
  privateToo: boolean,
): Uint32Array {
  const point = { columns, view: tables.at(sequence, privateToo), sequence, privateToo };
  const scan = new RowScan(point, rowTests(filter, point), rowsToLookAt(filter, point));
  const matching = new Uint32Array(scan.length);
  let total = 0;
  for (let start = 0; start < scan.length; start += ROWS_OF_STEP) {
    const count = scan.read(start);
    matching.set(scan.found.subarray(0, count), total);
    total += count;
  }
  const rows = matching.slice(0, total);
  const kind = clusterKindOf(filter.dedupe ?? "NONE");
  return kind === null ? rows : oncePerCluster(rows, columns, columns.duplicates.at(sequence, privateToo), kind);
}

/** One test for each field that the filter gives, the cheap ones first. */
export function rowTests(filter: RowFilter, point: MatchPoint): RowTest[] {
  const { columns } = point;
  const numbers = [
    oneOf(filter.statuses, (status) => STATUSES.indexOf(status), columns.statuses, STATUSES.length),
    oneOf(filter.activityKinds, (kind) => ACTIVITY_KINDS.indexOf(kind), columns.kinds, ACTIVITY_KINDS.length),
    oneOf(filter.sources, numberIn(columns.sourceIds), columns.sources, columns.sourceIds.size),
    oneOf(filter.agencies, numberIn(columns.agencyIds), columns.agencies, columns.agencyIds.size),
    oneOf(filter.reporters, numberIn(columns.organizationKeys), columns.reporters, columns.organizationKeys.size),
    oneOf(filter.subjects, numberIn(columns.subjectNames), columns.subjects, columns.subjectNames.size),
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

/** A test of each row by itself. */
const eachRow =
  (holds: (row: number) => boolean): RowTest =>
  (rows, count) => {
    let kept = 0;
    for (let at = 0; at < count; at += 1) {
      const row = rows[at] ?? 0;
      if (holds(row)) rows[kept++] = row;
    }
    return kept;
  };

function oneOf<T>(
  asked: readonly T[] | undefined,
  numberOf: (value: T) => number,
  column: { readonly array: Uint8Array | Int32Array },
  size: number,
): RowTest | null {
  if (asked === undefined) return null;
  const wanted = new Uint8Array(size);
  for (const number of asked.map(numberOf)) if (number !== -1) wanted[number] = 1;
  const { array } = column;
  return (rows, count) => {
    let kept = 0;
    for (let at = 0; at < count; at += 1) {
      const row = rows[at] ?? 0;
      if (wanted[array[row] ?? 0] === 1) rows[kept++] = row;
    }
    return kept;
  };
}

function inYears({ years }: RowFilter, columns: ActivityColumns): RowTest | null {
  if (years === undefined) return null;
  const from = years.from ?? EVER.first;
  const to = years.to ?? EVER.last;
  const first = columns.firstYear.array;
  const last = columns.lastYear.array;
  return (rows, count) => {
    let kept = 0;
    for (let at = 0; at < count; at += 1) {
      const row = rows[at] ?? 0;
      const begins = first[row] ?? 0;
      const ends = last[row] ?? 0;
      // The middle comparison keeps out a period without any date, which meets no year however wide the range.
      if (begins <= to && begins <= ends && ends >= from) rows[kept++] = row;
    }
    return kept;
  };
}

function withGoal({ sdgs }: RowFilter, columns: ActivityColumns): RowTest | null {
  if (sdgs === undefined) return null;
  const wanted = sdgs.filter((goal) => goal >= 1 && goal <= 17).reduce((mask, goal) => mask | (1 << goal), 0);
  const goals = columns.goals.array;
  return eachRow((row) => ((goals[row] ?? 0) & wanted) !== 0);
}

function changedSince({ changedSince: since }: RowFilter, columns: ActivityColumns): RowTest | null {
  if (since === undefined) return null;
  const from = columns.from.array;
  return eachRow((row) => (from[row] ?? 0) > since.sequence);
}

function amongSequences({ sequences }: RowFilter, columns: ActivityColumns): RowTest | null {
  if (sequences === undefined) return null;
  const from = columns.from.array;
  return eachRow((row) => sequences.has(from[row] ?? 0));
}

function inPlaces({ places }: RowFilter, { columns, view }: MatchPoint): RowTest | null {
  if (places === undefined) return null;
  const wanted = Uint8Array.from(columns.placeIds.texts(), (place) => (places.some((asked) => liesIn(view, place, asked)) ? 1 : 0));
  const starts = columns.places.starts.array;
  const values = columns.places.values.array;
  return eachRow((row) => {
    const end = starts[row + 1] ?? 0;
    for (let place = starts[row] ?? 0; place < end; place += 1) if (wanted[values[place] ?? 0] === 1) return true;
    return false;
  });
}

function withType({ stakeholderTypes }: RowFilter, { columns, view }: MatchPoint): RowTest | null {
  if (stakeholderTypes === undefined) return null;
  const wanted = stakeholderTypes.reduce((mask, type) => mask | typeBit(type), 0);
  const maskOf = typeMasks(columns, view.organizations);
  return eachRow((row) => (maskOf(row) & wanted) !== 0);
}

function withBudget({ hasBudget }: RowFilter, { columns, sequence, privateToo }: MatchPoint): RowTest | null {
  if (hasBudget === undefined) return null;
  return eachRow((row) => columns.budgets.has(columns.subjects.at(row), sequence, privateToo) === hasBudget);
}
