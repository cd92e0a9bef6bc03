import type { AsOfPoint } from "@actionline/kit/request-context";
import type { StakeholderType } from "@actionline/schema/stakeholder-type";
import { TYPE_UNSTATED, typeBit } from "../columns/activity-row";
import type { IndexSnapshot } from "../columns/index-snapshot";
import { typeMasks } from "../columns/type-masks";
import type { CoverageQuery } from "../coverage/coverage-query";
import type { CoverageCell } from "../coverage/coverage-result";
import { namesIn } from "../coverage/effort";
import type { BaseCell } from "../coverage/expectations";
import { gridOfPlace, RollUp } from "../coverage/roll-up";
import { RowsOfCells } from "../coverage/rows-of-cells";
import { openSlice, reportersOf, type Slice, tallyOf, UNITS_OF_SLICE } from "../coverage/slice";
import type { ChangeWay } from "./change-step";
import { type CellRow, type ImaginedWorld, type UntypedRow, worldOf } from "./imagined-world";
import { narrowedTo } from "./narrow-view";
import { waysFromOmission } from "./ways-from-omission";
import { waysToAccept, waysToStrengthen, waysToType } from "./ways-to-cover";
import { waysToDecide } from "./ways-to-decide";

/** Rows looked at for each cell: of more the steps tell the number. */
const ROWS_OF_CELL = 1_000;
/** What it costs to sort out a row, against one look at it. */
const UNITS_OF_ROW = 30;
/** What it costs to see whether a name that a scope gives bears on an item, and to find a member of the grid in a cell. */
const UNITS_OF_NAME = 10;
const UNITS_OF_MEMBER = 10;

/** What would change cells of one query; the query is read once, however many are asked for. */
export class CellWays {
  readonly #slice: Slice;
  readonly #rollUp: RollUp;
  readonly #slices = new Map<string, Slice>();

  constructor(index: IndexSnapshot, query: CoverageQuery, point: AsOfPoint, privateToo: boolean) {
    this.#slice = openSlice(index, query, point, privateToo);
    const reporters = query.by.includes("REPORTER") ? reportersOf(this.#slice) : [];
    this.#rollUp = new RollUp(query.by, this.#slice.grid, this.#slice.view, reporters);
  }

  /** The ways out of each cell's state, the shortest first; none for the roll-up of several cells. */
  *of(cells: readonly CoverageCell[]): Generator<number, ChangeWay[][], void> {
    const rows = yield* this.#rowsOf(cells);
    const untyped = yield* this.#untypedRowsOf(cells);
    const ways: ChangeWay[][] = [];
    for (const [at, cell] of cells.entries()) {
      yield this.#members * UNITS_OF_MEMBER;
      const base = this.baseCell(cell);
      if (base === null) {
        ways.push([]);
        continue;
      }
      const world = worldOf(yield* this.#sliceFor(base.item), base, rows[at] ?? [], untyped.get(cell.index) ?? []);
      ways.push((yield* waysOut(world, cell)).sort((a, b) => a.steps.length - b.steps.length));
    }
    return ways;
  }

  /** The base cell that a cell is; null where it stands for several. */
  baseCell({ index }: CoverageCell): BaseCell | null {
    const { items, places, years, types } = gridOfPlace(this.#slice.grid, this.#rollUp, index);
    const [item] = items;
    const [place] = places;
    const [year] = years;
    const [type] = types;
    if (items.length * places.length * years.length * types.length !== 1) return null;
    return item === undefined || place === undefined || year === undefined || type === undefined ? null : { item, place, year, type };
  }

  get #members(): number {
    const { items, places, years, types } = this.#slice.grid;
    return items.length + places.length + years.length + types.length;
  }

  *#sliceFor(item: string): Generator<number, Slice, void> {
    const known = this.#slices.get(item);
    if (known !== undefined) return known;
    const { scopes, endedScopes } = this.#slice.view;
    yield (namesIn(scopes) + namesIn(endedScopes)) * UNITS_OF_NAME;
    const slice = { ...this.#slice, view: narrowedTo(this.#slice.view, item) };
    this.#slices.set(item, slice);
    return slice;
  }

  /** Evidence and suggestions of each cell, from one pass over the rows. */
  *#rowsOf(cells: readonly CoverageCell[]): Generator<number, CellRow[][], void> {
    // An omission has neither: no pass is needed to know it.
    const wanted = cells.filter(({ state }) => state === "UNKNOWN" || state === "PARTIAL").map(({ index }) => index);
    if (wanted.length === 0) return [];
    const gathered = new RowsOfCells(
      this.#rollUp.size,
      wanted.map((cell) => ({ cell, first: ROWS_OF_CELL })),
    );
    yield* tallyOf(this.#slice, this.#rollUp, { counters: gathered }).steps();
    const lists = gathered.lists();
    return cells.map(({ index }) => lists[wanted.indexOf(index)] ?? []);
  }

  /** By cell what would count for it, were its actors of the cell's type: one more pass, where any cell hangs on it. */
  *#untypedRowsOf(cells: readonly CoverageCell[]): Generator<number, Map<number, UntypedRow[]>, void> {
    const open = cells.filter(({ reasons, stakeholderType }) => reasons.includes("TYPE_UNKNOWN") && stakeholderType !== null);
    if (open.length === 0) return new Map();
    yield UNITS_OF_SLICE;
    const { query } = this.#slice;
    const slice = { ...this.#slice, grid: { ...this.#slice.grid, types: [null] } };
    const rollUp = new RollUp(
      query.by.filter((axis) => axis !== "STAKEHOLDER_TYPE"),
      slice.grid,
      slice.view,
      [],
    );
    const wanted = [...new Set(open.map((cell) => numberIn(rollUp, cell)))];
    const gathered = new RowsOfCells(
      rollUp.size,
      wanted.map((cell) => ({ cell, first: ROWS_OF_CELL })),
    );
    yield* tallyOf(slice, rollUp, { counters: gathered }).steps();
    const lists = gathered.lists();
    yield lists.reduce((sum, { length }) => sum + length, 0) * UNITS_OF_ROW;
    const untyped = untypedRows(slice);
    return new Map(
      open.map((cell) => {
        const rows = lists[wanted.indexOf(numberIn(rollUp, cell))] ?? [];
        return [cell.index, untyped(rows, this.baseCell(cell)?.type ?? null)];
      }),
    );
  }
}

function* waysOut(world: ImaginedWorld, { state }: CoverageCell): Generator<number, ChangeWay[], void> {
  if (state === "PARTIAL") return yield* waysToStrengthen(world);
  if (state === "OMITTED") return yield* waysFromOmission(world);
  if (state !== "UNKNOWN") return [];
  return [...(yield* waysToAccept(world)), ...(yield* waysToType(world)), ...(yield* waysToDecide(world))];
}

/** The cell of the same coordinates in a roll-up by fewer axes. */
const numberIn = ({ axes }: RollUp, { coordinates }: CoverageCell): number =>
  axes.reduce((sum, { axis, stride, values }) => sum + stride * values.findIndex(({ value }) => value === coordinates[axis]), 0);

/** Those of some rows that have an actor whose type nobody states, and none known to be of the cell's type. */
function untypedRows({ index, view }: Slice): (rows: readonly CellRow[], type: StakeholderType | null) => UntypedRow[] {
  const { columns } = index;
  const maskOf = typeMasks(columns, view.organizations);
  const unstated = (row: number): string[] =>
    Array.from(columns.actors.list(row), (actor) => columns.organizationKeys.text(actor)).filter(
      (key) => view.organizations.get(key)?.type === undefined,
    );
  return (rows, type) =>
    rows.flatMap(({ row, marks }) => {
      const mask = maskOf(row);
      const own = type === null ? 0 : typeBit(type);
      return (mask & TYPE_UNSTATED) === 0 || (mask & own) !== 0 ? [] : [{ row, marks, organizations: unstated(row) }];
    });
}
