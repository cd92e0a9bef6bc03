import type { StatementRecord } from "@actionline/schema/coordination-records";
import type { StakeholderType } from "@actionline/schema/stakeholder-type";
import { ancestorsOfItem, liesIn } from "../columns/plan-tree";
import type { KeptScope } from "../columns/reference-tables";
import { MARK } from "./cell-counters";
import { declared, scopesByAgency } from "./declarations";
import { lastYearsOf } from "./period-reading";
import { RollUp } from "./roll-up";
import { type Slice, staleness, tallyOf } from "./slice";
import { statementsOn } from "./statements";

/** Somebody's word that nothing was done, and the activity that contradicts it, where the activity itself stands. */
export interface Conflict {
  readonly kind: "NIL_RETURN" | "TEAM_STATEMENT";
  /** Id of the reporting scope or of the statement. */
  readonly record: string;
  /** Who made the nil return; null for a team's statement. */
  readonly agency: string | null;
  /** The line whose team signed the statement; null for a nil return. */
  readonly actionLine: string | null;
  readonly activity: string;
  readonly item: string;
  readonly place: string;
  readonly year: number;
  /** The type that the statement names; null for a nil return. */
  readonly stakeholderType: StakeholderType | null;
}

/** An item and a place of an activity's own, in a year in which it is strong evidence for them. */
interface Deed {
  readonly row: number;
  readonly item: string;
  readonly place: string;
  readonly year: number;
}

/** What judging one activity costs, against one look at a row. */
const UNITS_OF_JUDGED = 300;

/**
 * Nil returns and teams' nil statements that strong evidence of a slice contradicts. A nil return is contradicted by an
 * activity of the same agency, as its reporter or as its lead; a statement by anybody's work of the type. Between an
 * agency's scopes the one speaks that is the most specific for the activity's own item and place.
 */
export function* conflictsOf(slice: Slice): Generator<number, Conflict[], void> {
  const nilReturns = agenciesWithNil(slice);
  const statements = slice.definition.choices.statements && slice.view.statements.size > 0;
  if (nilReturns.size === 0 && !statements) return [];
  const rows: number[] = [];
  yield* tallyOf(slice, new RollUp([], slice.grid, slice.view, [])).steps((row, marks) => {
    if ((marks & MARK.strong) !== 0) rows.push(row);
  });
  const conflicts: Conflict[] = [];
  const meets = yearsMet(slice);
  for (const row of rows) {
    yield UNITS_OF_JUDGED;
    const own = ownAgencies(row, nilReturns, slice);
    if (own.length === 0 && !statements) continue;
    for (const deed of deedsOf(row, meets(row), slice)) {
      conflicts.push(...own.flatMap((agency) => againstNilReturn(agency, deed, slice)));
      if (statements) conflicts.push(...againstStatements(deed, slice));
    }
  }
  return conflicts;
}

/** Agencies that made a nil return for some year of the slice, with the organizations that they are. */
function agenciesWithNil({ view, grid }: Slice): Map<string, string> {
  const isMeant = ({ level, years }: KeptScope): boolean => level === "NIL" && years.some((year) => grid.years.includes(year));
  const agencies = [...scopesByAgency(view.scopes)].filter(([, scopes]) => scopes.some(isMeant));
  return new Map(agencies.map(([agency]) => [agency, view.agencies.get(agency)?.organization ?? agency]));
}

function ownAgencies(row: number, agencies: ReadonlyMap<string, string>, { index: { columns } }: Slice): string[] {
  const [reporting, leading] = [columns.agencyOf(row), columns.leadOf(row)];
  return [...agencies].flatMap(([agency, organization]) => (agency === reporting || organization === leading ? [agency] : []));
}

/** What an activity did, as far as it is strong evidence for the slice. */
function deedsOf(row: number, years: readonly number[], slice: Slice): Deed[] {
  const { index, view, grid, point, privateToo } = slice;
  const { columns } = index;
  const items = columns
    .itemsOf(row, point.sequence, privateToo)
    .filter(({ code, basis }) => basis !== "SUGGESTED" && [code, ...ancestorsOfItem(view, code)].some((id) => grid.items.includes(id)));
  const places = columns.placesOf(row).filter((place) => grid.places.some((whole) => liesIn(view, place, whole)));
  return items.flatMap(({ code: item }) => places.flatMap((place) => years.map((year) => ({ row, item, place, year }))));
}

/** The years of the slice in which a row is evidence from a source that hasn't lapsed. */
function yearsMet(slice: Slice): (row: number) => number[] {
  const { columns } = slice.index;
  const lastYears = lastYearsOf(columns, slice.definition.choices);
  const isStale = staleness(slice);
  return (row) => {
    const years = columns.years(row);
    if (years === null) return [];
    const last = lastYears?.[row] ?? years.last;
    return slice.grid.years.filter((year) => years.first <= year && year <= last && !isStale(columns.sources.at(row), year));
  };
}

function againstNilReturn(agency: string, { row, item, place, year }: Deed, { index, view }: Slice): Conflict[] {
  const scope = declared(agency, item, place, year, view);
  if (scope === null || scope.level !== "NIL") return [];
  const activity = index.columns.subject(row);
  return [{ kind: "NIL_RETURN", record: scope.id, agency, actionLine: null, activity, item, place, year, stakeholderType: null }];
}

function againstStatements({ row, item, place, year }: Deed, { index, view, grid }: Slice): Conflict[] {
  const statements = statementsOn(item, place, year, view);
  if (statements.length === 0) return [];
  const activity = index.columns.subject(row);
  const types = index.columns
    .stakeholderTypes(row, view.organizations)
    .filter((type) => grid.types.some((of) => of === null || of === type));
  const against = ({ id, actionLine, stakeholderTypes }: StatementRecord): Conflict[] =>
    types
      .filter((type) => stakeholderTypes.includes(type))
      .map((type) => ({
        ...({ kind: "TEAM_STATEMENT", record: id, agency: null, actionLine } as const),
        ...{ activity, item, place, year, stakeholderType: type },
      }));
  return statements.flatMap(against);
}
