import type { ResponsibleParty } from "@actionline/stocktaking/coverage/coverage-result";
import type { SurveyedCell } from "./surveyed-cells";
import type { SurveyedWorld } from "./surveyed-world";

/** A covered cell with those who answer for it. */
export interface CompleteCell {
  readonly surveyed: SurveyedCell;
  readonly responsible: readonly ResponsibleParty[];
}

/**
 * Covered cells, for any type, for which all who answer declared that they report everything: what is missing beside
 * their evidence is missing.
 */
export async function completeCells(world: SurveyedWorld, cells: Iterable<SurveyedCell>): Promise<CompleteCell[]> {
  const complete: CompleteCell[] = [];
  for (const surveyed of cells) {
    const { cell, of, type } = surveyed;
    if (type !== null || cell.state !== "COVERED") continue;
    const responsible = await world.responsible(of, cell.index);
    if (isComplete(responsible)) complete.push({ surveyed, responsible });
  }
  return complete;
}

/** Complete or nil reporting by all, and by somebody complete: where all did nothing, others' work has other reporters. */
function isComplete(responsible: readonly ResponsibleParty[]): boolean {
  const levels = responsible.flatMap((party) => party.levels);
  return levels.includes("COMPLETE") && levels.every((level) => level === "COMPLETE" || level === "NIL");
}
