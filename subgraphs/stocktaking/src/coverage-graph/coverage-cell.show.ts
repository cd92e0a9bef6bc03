import { STAKEHOLDER_TYPES } from "@actionline/schema/stakeholder-type";
import { CELL_STATES } from "../coverage/cell-state";
import type { CoverageCell as CountedCell } from "../coverage/coverage-result";
import { countedBy, showCount } from "../dedupe";
import { explain } from "./cell-reason";
import type { CoverageCell, StateCount } from "./coverage-cell";
import type { CoverageKey } from "./coverage-matrix";
import type { OpenedCoverage } from "./opened-coverage";

/** A counted cell as the graph shows it. */
export function showCell(opened: OpenedCoverage, counted: CountedCell): CoverageCell {
  const { coordinates, item, place, year, stakeholderType, state, reasons, basis, weak, leads, suggested } = counted;
  const refer = (id: string | null | undefined): { id: string } | null => (id == null ? null : { id });
  const counts = opened.result.activityCounts(counted.index);
  return {
    coverage: opened,
    counted,
    keys: keysOf(opened, counted),
    item: refer(item),
    actionLine: coordinates.ACTION_LINE === undefined ? null : { code: coordinates.ACTION_LINE },
    theme: refer(coordinates.THEME),
    sdg: coordinates.SDG === undefined ? null : Number(coordinates.SDG),
    place: refer(place),
    placeGroup: refer(coordinates.PLACE_GROUP),
    year,
    stakeholderType: STAKEHOLDER_TYPES.find((type) => type === stakeholderType) ?? null,
    reporter: coordinates.REPORTER ?? null,
    state,
    reasons: reasons.map(explain),
    basis,
    stateCounts: stateCountsOf(counted),
    activities: countedBy(counts, opened.dedupe),
    counts: showCount(counts),
    weak,
    leads,
    suggested,
  };
}

function keysOf({ result }: OpenedCoverage, { coordinates }: CountedCell): CoverageKey[] {
  return result.axes.map(({ axis, values }) => {
    const value = coordinates[axis] ?? "";
    return { axis, value, label: values.find((each) => each.value === value)?.label ?? value };
  });
}

function stateCountsOf({ counts }: CountedCell): StateCount[] {
  if (counts === null) return [];
  return CELL_STATES.flatMap((state) => {
    const count = state === "MIXED" ? 0 : counts[state];
    return count === 0 ? [] : [{ state, count }];
  });
}
