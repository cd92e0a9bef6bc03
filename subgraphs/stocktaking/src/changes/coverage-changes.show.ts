import { explain } from "../coverage-graph/cell-reason";
import type { CellChange, PointsCompared } from "./compare-points";
import type { ChangeCount, CoverageChange } from "./coverage-changes";

/** A changed cell as the graph shows it. */
export function showChange(compared: PointsCompared, found: CellChange): CoverageChange {
  const { coordinates, before, after, cause, together } = found;
  const place = coordinates.COUNTRY ?? coordinates.REGION;
  return {
    compared,
    found,
    keys: compared.frame.axes.map(({ axis, values }) => {
      const value = coordinates[axis] ?? "";
      return { axis, value, label: values.find((each) => each.value === value)?.label ?? value };
    }),
    item: coordinates.ITEM === undefined ? null : { id: coordinates.ITEM },
    place: place === undefined ? null : { id: place },
    from: before?.state ?? null,
    to: after?.state ?? null,
    reasonsBefore: (before?.reasons ?? []).map(explain),
    reasonsAfter: (after?.reasons ?? []).map(explain),
    activitiesBefore: before?.activities ?? 0,
    activitiesAfter: after?.activities ?? 0,
    cause,
    together,
  };
}

/** Changes by states and cause, the most frequent first; among equals the one that comes first in the grid. */
export function countChanges(changes: readonly CellChange[]): ChangeCount[] {
  const counts = new Map<string, ChangeCount>();
  for (const { before, after, cause } of changes) {
    const key = `${before?.state} ${after?.state} ${cause}`;
    const count = (counts.get(key)?.count ?? 0) + 1;
    counts.set(key, { from: before?.state ?? null, to: after?.state ?? null, cause, count });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}
