import type { EvidenceRow, ResponsibleParty } from "@actionline/stocktaking/coverage/coverage-result";
import type { SurveyedCell } from "./surveyed-cells";
import type { AskedCoverage, SurveyedWorld } from "./surveyed-world";

/** A covered cell with those who answer for it and what covers it. */
export interface CompleteCell {
  readonly surveyed: SurveyedCell;
  readonly responsible: readonly ResponsibleParty[];
  readonly strong: readonly EvidenceRow[];
}

/** Beyond so many activities a cell isn't looked through: what is asked of all of them is then not asked. */
const MOST_EVIDENCE = 2_000;

/**
 * Covered cells, for any type, for which all who answer declared complete reporting: what is missing of their evidence is
 * missing. One pass over the records for each answer that they stand in.
 */
export async function completeCells(world: SurveyedWorld, cells: Iterable<SurveyedCell>): Promise<CompleteCell[]> {
  const asked = new Map<AskedCoverage, { readonly surveyed: SurveyedCell; readonly responsible: readonly ResponsibleParty[] }[]>();
  for (const surveyed of cells) {
    const { cell, of, type } = surveyed;
    if (type !== null || cell.state !== "COVERED" || of.result.activities(cell.index) > MOST_EVIDENCE) continue;
    const responsible = await world.responsible(of, cell.index);
    if (!isComplete(responsible)) continue;
    asked.set(of, [...(asked.get(of) ?? []), { surveyed, responsible }]);
  }
  const complete: CompleteCell[] = [];
  for (const [of, ofAnswer] of asked) {
    const evidence = await world.strongEvidence(
      of,
      ofAnswer.map(({ surveyed }) => surveyed.cell.index),
    );
    ofAnswer.forEach((each, at) => {
      complete.push({ ...each, strong: evidence[at] ?? [] });
    });
  }
  return complete;
}

/** Whether all who answer for a cell, and there is somebody, declared that they report everything. */
const isComplete = (responsible: readonly ResponsibleParty[]): boolean =>
  responsible.length > 0 && responsible.every(({ levels }) => levels.every((level) => level === "COMPLETE"));
