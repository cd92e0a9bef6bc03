import { MARK, WEAKNESS_BITS } from "../coverage/cell-counters";
import { staleness } from "../coverage/slice";
import type { ChangeStep, ChangeWay, Suggestion } from "./change-step";
import { type CellRow, type ImaginedWorld, sliceOf } from "./imagined-world";
import { flawsOnceAccepted, suggestionsOf } from "./suggestions";
import { trueWay } from "./true-way";

/** Ways shown of one sort, and activities shown in one step. */
const MOST_WAYS = 5;
const MOST_ACTIVITIES = 100;

/** How weak evidence becomes strong: by as few steps as any of the activities takes, a way for each sort of weakness. */
export function* waysToStrengthen(world: ImaginedWorld): Generator<number, ChangeWay[], void> {
  const flawsOf = ({ marks }: CellRow): number => countOf(marks & WEAKNESS_BITS);
  const weak = world.rows.filter((row) => flawsOf(row) > 0);
  const fewest = Math.min(...weak.map(flawsOf));
  const { columns } = world.slice.index;
  const sorts = new Map<string, CellRow[]>();
  for (const row of weak.filter((each) => flawsOf(each) === fewest)) {
    const source = (row.marks & MARK.STALE) === 0 ? "" : columns.sourceOf(row.row);
    const sort = `${row.marks & WEAKNESS_BITS} ${source}`;
    sorts.set(sort, [...(sorts.get(sort) ?? []).slice(0, MOST_ACTIVITIES - 1), row]);
  }
  const ways: ChangeWay[] = [];
  for (const rows of [...sorts.values()].slice(0, MOST_WAYS)) {
    const way = yield* trueWay(world, stepsToStrengthen(world, rows), "COVERED");
    if (way !== null) ways.push(way);
  }
  return ways;
}

/** What it takes of one of these activities, which are weak alike. */
function stepsToStrengthen({ slice }: ImaginedWorld, rows: readonly CellRow[]): ChangeStep[] {
  const { columns } = slice.index;
  const [first] = rows;
  if (first === undefined) return [];
  const activities = rows.map(({ row }) => columns.subject(row));
  const steps: ChangeStep[] = [];
  if ((first.marks & MARK.STALE) !== 0) steps.push({ kind: "HARVEST_SOURCE", source: columns.sourceOf(first.row) });
  if ((first.marks & MARK.PLANNED) !== 0) steps.push({ kind: "BEGIN_ACTIVITY", activities });
  if ((first.marks & MARK.COARSE) !== 0) steps.push({ kind: "NAME_ITEM", activities });
  if ((first.marks & MARK.DIFFUSE) !== 0) steps.push({ kind: "NAME_PLACE", activities });
  return steps;
}

/** How what the hub suggests becomes evidence: by a reviewer who accepts it. */
export function* waysToAccept(world: ImaginedWorld): Generator<number, ChangeWay[], void> {
  const isStale = staleness(sliceOf(world));
  const { sources } = world.slice.index.columns;
  const strong: Suggestion[] = [];
  const weak: Suggestion[] = [];
  for (const { row } of world.rows.filter(({ marks }) => (marks & MARK.suggested) !== 0)) {
    const stale = isStale(sources.at(row), world.cell.year);
    for (const suggestion of suggestionsOf(world, row)) {
      (stale || flawsOnceAccepted(world, row, suggestion) !== 0 ? weak : strong).push(suggestion);
    }
  }
  const accept = (suggestions: readonly Suggestion[]): ChangeStep[] =>
    suggestions.length === 0 ? [] : [{ kind: "ACCEPT_SUGGESTION", suggestions: suggestions.slice(0, MOST_ACTIVITIES) }];
  const way = (yield* trueWay(world, accept(strong), "COVERED")) ?? (yield* trueWay(world, accept(weak), "PARTIAL"));
  return way === null ? [] : [way];
}

/** How work of a type that nobody states becomes evidence: where its actors turn out to be of the cell's type. */
export function* waysToType(world: ImaginedWorld): Generator<number, ChangeWay[], void> {
  const { type } = world.cell;
  const organizations = [...new Set(world.untyped.flatMap((row) => row.organizations))];
  const ways: ChangeWay[] = [];
  for (const organization of organizations.slice(0, MOST_WAYS)) {
    const steps: ChangeStep[] = [{ kind: "STATE_TYPE", organizations: [organization], type }];
    const way = (yield* trueWay(world, steps, "COVERED")) ?? (yield* trueWay(world, steps, "PARTIAL"));
    if (way !== null) ways.push(way);
  }
  return ways;
}

function countOf(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}
