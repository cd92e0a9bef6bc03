import { hubError } from "@actionline/kit/hub-error";
import { lineOfItem } from "../columns/plan-tree";
import type { ReferenceView } from "../columns/reference-tables";
import { inWords } from "../in-words";
import { type BaseGrid, goalsOfItem, isAtOrBelow } from "./base-grid";
import type { AxisValue, AxisValues, CellCoordinates, CoverageAxis } from "./coverage-query";

/** Beyond this an answer is refused with a sentence. */
export const MOST_CELLS = 200_000;

/** The four dimensions of a base cell, and the one that only rows have. */
export const DIMENSION_OF_AXIS = {
  ITEM: "items",
  ACTION_LINE: "items",
  THEME: "items",
  SDG: "items",
  COUNTRY: "places",
  REGION: "places",
  PLACE_GROUP: "places",
  YEAR: "years",
  STAKEHOLDER_TYPE: "types",
  REPORTER: "reporters",
} as const satisfies Record<CoverageAxis, keyof BaseGrid | "reporters">;

export type Dimension = (typeof DIMENSION_OF_AXIS)[CoverageAxis];

/** What one axis shows, and which of its values a member of its dimension counts for: none, one or several. */
export interface Axis extends AxisValues {
  readonly dimension: Dimension;
  readonly stride: number;
  readonly positions: (member: string) => readonly number[];
}

/** How base cells are added up into shown cells: cell number = sum of position × stride over the axes. */
export class RollUp {
  readonly axes: readonly Axis[];
  readonly size: number;

  constructor(by: readonly CoverageAxis[], grid: BaseGrid, view: ReferenceView, reporters: readonly AxisValue[]) {
    const distinct = [...new Set(by)];
    const values = distinct.map((axis) => (axis === "REPORTER" ? reporterAxis(reporters) : makeAxis(axis, grid, view)));
    let stride = 1;
    // The last axis varies fastest: cells come row by row.
    this.axes = values
      .reverse()
      .map((axis) => {
        const placed = { ...axis, stride };
        stride *= axis.values.length;
        return placed;
      })
      .reverse();
    this.size = stride;
    if (this.size > MOST_CELLS) {
      throw hubError("QUERY_TOO_COSTLY", `This answer has ${this.size} cells; ask for at most ${MOST_CELLS} at once.`, {
        cells: this.size,
      });
    }
  }

  /** For each member of a dimension the parts of cell numbers that it brings; several where it counts for several values. */
  parts(dimension: Dimension, members: readonly string[]): number[][] {
    const axes = this.axes.filter((axis) => axis.dimension === dimension);
    return members.map((member) =>
      axes.reduce<number[]>(
        (parts, axis) => parts.flatMap((part) => axis.positions(member).map((position) => part + position * axis.stride)),
        [0],
      ),
    );
  }

  coordinates(cell: number): CellCoordinates {
    const coordinates: CellCoordinates = {};
    for (const { axis, stride, values } of this.axes) {
      const value = values[Math.floor(cell / stride) % values.length]?.value;
      if (value !== undefined) coordinates[axis] = value;
    }
    return coordinates;
  }
}

/** The part of a grid that a shown cell stands for. */
export function gridOfCell(grid: BaseGrid, cell: CellCoordinates, view: ReferenceView): BaseGrid {
  const axes = (Object.keys(cell) as CoverageAxis[]).filter((axis) => axis !== "REPORTER").map((axis) => makeAxis(axis, grid, view));
  const kept = (dimension: Dimension, member: string): boolean =>
    axes
      .filter((axis) => axis.dimension === dimension)
      .every(({ axis, values, positions }) => positions(member).some((position) => values[position]?.value === cell[axis]));
  return {
    items: grid.items.filter((item) => kept("items", item)),
    places: grid.places.filter((place) => kept("places", place)),
    years: grid.years.filter((year) => kept("years", String(year))),
    types: grid.types.filter((type) => kept("types", String(type))),
  };
}

/** The same for a cell of a roll-up, by its number. */
export function gridOfPlace(grid: BaseGrid, { axes }: RollUp, cell: number): BaseGrid {
  const kept = (dimension: Dimension, member: string): boolean =>
    axes
      .filter((axis) => axis.dimension === dimension)
      .every(({ stride, values, positions }) => positions(member).includes(Math.floor(cell / stride) % values.length));
  return {
    items: grid.items.filter((item) => kept("items", item)),
    places: grid.places.filter((place) => kept("places", place)),
    years: grid.years.filter((year) => kept("years", String(year))),
    types: grid.types.filter((type) => kept("types", String(type))),
  };
}

function reporterAxis(values: readonly AxisValue[]): Omit<Axis, "stride"> {
  const place = new Map(values.map(({ value }, position) => [value, [position]]));
  return { axis: "REPORTER", dimension: "reporters", values, positions: (member) => place.get(member) ?? [] };
}

function makeAxis(axis: Exclude<CoverageAxis, "REPORTER">, grid: BaseGrid, view: ReferenceView): Omit<Axis, "stride"> {
  const dimension = DIMENSION_OF_AXIS[axis];
  const members = grid[dimension].map(String);
  const rule = AXIS_RULES[axis];
  const valuesOf = new Map(members.map((member) => [member, rule.of(member, view)]));
  const seen = new Set([...valuesOf.values()].flat());
  const ordered = rule.order(view)?.filter((value) => seen.has(value)) ?? [...seen];
  const place = new Map(ordered.map((value, position) => [value, position]));
  const positions = new Map(
    [...valuesOf].map(([member, of]) => [member, of.map((value) => place.get(value)).filter((at) => at !== undefined)]),
  );
  return {
    axis,
    dimension,
    values: ordered.map((value) => ({ value, label: rule.label(value, view) })),
    positions: (member) => positions.get(member) ?? [],
  };
}

interface AxisRule {
  /** The values that a member of the dimension counts for. */
  of(member: string, view: ReferenceView): readonly string[];
  /** All values in the order shown; null for the order of the grid. */
  order(view: ReferenceView): readonly string[] | null;
  label(value: string, view: ReferenceView): string;
}

const asItStands = (): null => null;
const itself = (value: string): string => value;
const nameOfPlace = (place: string, view: ReferenceView): string => view.places.get(place)?.name ?? place;

const AXIS_RULES: Record<Exclude<CoverageAxis, "REPORTER">, AxisRule> = {
  ITEM: { of: (item) => [item], order: asItStands, label: (item, view) => view.items.get(item)?.title ?? item },
  ACTION_LINE: {
    of: (item, view) => [lineOfItem(view, item)].filter((line) => line !== null),
    order: asItStands,
    label: (line, view) => view.lines.get(line)?.shortName ?? line,
  },
  THEME: {
    of: (item, view) =>
      [...view.themes.values()].filter(({ items }) => items.some((of) => isAtOrBelow(item, of, view))).map(({ id }) => id),
    order: (view) => [...view.themes.keys()].sort(),
    label: (theme, view) => view.themes.get(theme)?.name ?? theme,
  },
  SDG: {
    of: (item, view) => goalsOfItem(item, view).map(String),
    order: () => Array.from({ length: 17 }, (_, goal) => String(goal + 1)),
    label: (goal) => `SDG ${goal}`,
  },
  COUNTRY: {
    of: (place, view) => (view.places.get(place)?.level === "COUNTRY" ? [place] : []),
    order: asItStands,
    label: nameOfPlace,
  },
  REGION: {
    of: (place, view) => [place, ...(view.places.get(place)?.within ?? [])].filter((id) => view.places.get(id)?.level === "REGION"),
    order: (view) => [...view.places.values()].flatMap(({ id, level }) => (level === "REGION" ? [id] : [])).sort(),
    label: nameOfPlace,
  },
  PLACE_GROUP: {
    of: (place, view) => [...view.placeGroups.values()].filter(({ countries }) => countries.includes(place)).map(({ id }) => id),
    order: (view) => [...view.placeGroups.keys()].sort(),
    label: (group, view) => view.placeGroups.get(group)?.name ?? group,
  },
  YEAR: { of: (year) => [year], order: asItStands, label: itself },
  STAKEHOLDER_TYPE: { of: (type) => (type === "null" ? [] : [type]), order: asItStands, label: inWords },
};
