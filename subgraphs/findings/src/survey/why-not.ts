import type { FindingKind, FindingRecord } from "@actionline/schema/coordination-records";
import type { CellReason } from "@actionline/stocktaking/coverage/cell-state";
import type { CoverageCell } from "@actionline/stocktaking/coverage/coverage-result";
import { cellKey, type SurveyedCell } from "./surveyed-cells";

/** What befalls the hub and its sources, and says nothing about the world. */
const OUTAGES: readonly CellReason[] = ["SOURCE_FAILING", "SOURCE_LAPSED", "READ_TOO_EARLY", "RECORDS_REFUSED"];

/** Kinds that say that evidence is missing, and kinds that stand on evidence. */
const OF_ABSENCE: readonly FindingKind[] = ["O2_ACTIVITY", "O4_BREADTH"];
const ON_EVIDENCE: readonly FindingKind[] = ["O5_FUNDING"];

const GENERAL: Readonly<Record<FindingKind, string>> = {
  O1_MANDATE: "It no longer holds: somebody answers for the item now, or nothing is expected of it any more.",
  O2_ACTIVITY: "It no longer holds: nothing is expected in the cell any more.",
  O3_FOLLOW_THROUGH: "It no longer holds: another status or period was reported, or the activity isn't held any more.",
  O4_BREADTH: "It no longer holds: nothing is expected of the type in the cell any more.",
  O5_FUNDING: "It no longer holds: a budget or spending was reported, or reporting isn't declared complete any more.",
  O6_REPORTING: "It no longer holds: the item's cells aren't unknown for two years running any more.",
  O7_SYNTHESIS: "It no longer holds: an output of the line's team was reported, or fewer activities are evidence.",
  CONFLICT: "It no longer holds: declaration and records of the agency don't contradict each other any more.",
  L3_CANDIDATE_DUPLICATION: "It no longer holds: the activities changed, a link explains them, or a person decided on the pair.",
};

/**
 * Why a finding doesn't hold any more, in a sentence. Null where nothing but an outage keeps the hub from telling: an
 * outage ends no finding, as it raises none.
 */
export function whyNot(
  { kind, item, place, year, stakeholderType }: FindingRecord,
  cells: ReadonlyMap<string, SurveyedCell>,
): string | null {
  if (item === null || place === null || year === null) return GENERAL[kind];
  const cell = cells.get(cellKey(item, place, year, stakeholderType))?.cell;
  if (cell === undefined || !(OF_ABSENCE.includes(kind) || ON_EVIDENCE.includes(kind))) return GENERAL[kind];
  if (isOutage(kind, cell)) return null;
  // The cell is as it was, and what other types did there has changed.
  if (cell.state === "OMITTED")
    return "It no longer holds as it was told: what stakeholders of other types did there has changed, and another finding may tell of it.";
  if (cell.state === "COVERED" && ON_EVIDENCE.includes(kind)) return GENERAL[kind];
  const why = cell.reasons.length === 0 ? "" : ` (${cell.reasons.join(", ")})`;
  return `It no longer holds: the cell is ${cell.state}${why}.`;
}

function isOutage(kind: FindingKind, { state, reasons }: CoverageCell): boolean {
  if (state === "UNKNOWN") return reasons.length > 0 && reasons.every((reason) => OUTAGES.includes(reason));
  return ON_EVIDENCE.includes(kind) && state === "PARTIAL" && reasons.every((reason) => reason === "STALE");
}
