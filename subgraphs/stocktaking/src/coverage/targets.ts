import type { ActivityColumns } from "../columns/activity-columns";
import { ASSIGNMENT } from "../columns/assignment";
import { ancestorsOfItem, ancestorsOfLine, lineOfItem } from "../columns/plan-tree";
import type { ReferenceView } from "../columns/reference-tables";
import type { BaseGrid } from "./base-grid";

/** How closely something a record names meets a member of the grid: 2 is the thing itself or part of it, 1 something wider. */
export const NEARNESS = { none: 0, wider: 1, within: 2 } as const;

/**
 * For each number of a dictionary the members of the grid that it meets, end to end as member × 4 + nearness: the scan
 * looks nothing up by text.
 */
export interface Targets {
  readonly starts: Int32Array;
  readonly values: Int32Array;
}

function packTargets(names: readonly string[], membersOf: (name: string) => Iterable<number>): Targets {
  const lists = names.map((name) => [...membersOf(name)]);
  const starts = new Int32Array(names.length + 1);
  lists.forEach((list, number) => {
    starts[number + 1] = (starts[number] ?? 0) + list.length;
  });
  return { starts, values: Int32Array.from(lists.flat()) };
}

/** In place of a member, as bits above all members: a name meets none, or it meets several or one as wider only. */
export const DIRECT = { none: 1 << 29, no: 1 << 30 } as const;

/** Where an assignment stands among the direct ones of items and lines. */
export const directPlace = (packed: number): number => ((packed >>> ASSIGNMENT.bits) << 1) | (packed & ASSIGNMENT.line);

/** Items and lines in one table: each number's as an item, then as a line. */
export function onlyItems(items: Targets, lines: Targets): Int32Array {
  const asLines = onlyTargets(lines);
  return Int32Array.from(Array.from(onlyTargets(items)).flatMap((item, code) => [item, asLines[code] ?? DIRECT.none]));
}

/** By number the one member that it meets, and meets within, where it meets no other. */
export function onlyTargets({ starts, values }: Targets): Int32Array {
  const only = new Int32Array(starts.length - 1);
  for (let number = 0; number < only.length; number += 1) {
    const at = starts[number] ?? 0;
    const many = (starts[number + 1] ?? 0) - at;
    const value = values[at] ?? 0;
    only[number] = many === 0 ? DIRECT.none : many === 1 && (value & 3) === NEARNESS.within ? value >>> 2 : DIRECT.no;
  }
  return only;
}

/** The numbers that meet some member. */
export function metBy({ starts }: Targets): number[] {
  return Array.from({ length: starts.length - 1 }, (_, number) => number).filter((number) => starts[number] !== starts[number + 1]);
}

/** Which members are met from above: by the names of what contains them. */
function membersByName(members: readonly string[], namesAbove: (member: string) => readonly string[]): Map<string, number[]> {
  const byName = new Map<string, number[]>();
  members.forEach((member, position) => {
    for (const name of namesAbove(member)) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [position]);
      else known.push(position);
    }
  });
  return byName;
}

function targetsOf(
  names: readonly string[],
  members: readonly string[],
  above: (name: string) => readonly string[],
  wider: ReadonlyMap<string, readonly number[]>,
): Targets {
  const position = new Map(members.map((member, at) => [member, at]));
  return packTargets(names, function* (name) {
    for (const id of [name, ...above(name)]) {
      const member = position.get(id);
      if (member !== undefined) yield member * 4 + NEARNESS.within;
    }
    for (const member of wider.get(name) ?? []) yield member * 4 + NEARNESS.wider;
  });
}

/** Items met by an assignment to an item: it and those above it within; those below it as wider only. */
export function itemTargets({ codes }: ActivityColumns, grid: BaseGrid, view: ReferenceView): Targets {
  const above = (item: string): readonly string[] => ancestorsOfItem(view, item);
  return targetsOf(codes.texts(), grid.items, above, membersByName(grid.items, above));
}

/** Items met by an assignment to a whole line: all of the line's, and of its sub-lines', as wider. */
export function lineTargets({ codes }: ActivityColumns, grid: BaseGrid, view: ReferenceView): Targets {
  const linesAbove = (item: string): readonly string[] => {
    const line = lineOfItem(view, item);
    return line === null ? [] : [line, ...ancestorsOfLine(view, line)];
  };
  const byLine = membersByName(grid.items, linesAbove);
  return packTargets(codes.texts(), (code) => (byLine.get(code) ?? []).map((member) => member * 4 + NEARNESS.wider));
}

/** Places met by a place that an activity names: it and those that contain it within; those that lie in it as wider only. */
export function placeTargets({ placeIds }: ActivityColumns, grid: BaseGrid, view: ReferenceView): Targets {
  const above = (place: string): readonly string[] => view.places.get(place)?.within ?? [];
  return targetsOf(placeIds.texts(), grid.places, above, membersByName(grid.places, above));
}
