import type { OmissionBasis } from "@actionline/stocktaking/coverage/cell-state";
import { type FoundFinding, NOTHING_FOUND, partiesFrom, sentence } from "./found-finding";
import { cellKey, type SurveyedCell } from "./surveyed-cells";
import type { SurveyedWorld } from "./surveyed-world";

const RESTS_ON: Readonly<Record<OmissionBasis, string>> = {
  NIL_RETURN: "Everybody who answers for the cell declared that they did nothing there.",
  COMPLETE_SCOPE: "Everybody who answers for the cell declared complete or nil reporting, and was harvested without error.",
  TEAM_STATEMENT: "The line's team signed that stakeholders of this type did nothing there.",
};

/** O2: cells that are omitted; O4: cells that are covered, but not by a type that the plan's text names. */
export async function* omissionFindings(
  world: SurveyedWorld,
  cells: ReadonlyMap<string, SurveyedCell>,
): AsyncGenerator<FoundFinding, void, void> {
  for (const surveyed of cells.values()) {
    if (surveyed.cell.state !== "OMITTED") continue;
    const { item, place, year, type, cell, of } = surveyed;
    const whole = type === null ? null : (cells.get(cellKey(item, place, year, null)) ?? null);
    // Where nobody of any type did anything, that is one finding, not one for each type.
    if (whole?.cell.state === "OMITTED") continue;
    const covered = whole?.cell.state === "COVERED";
    const responsible = await world.responsible(of, cell.index);
    yield {
      ...NOTHING_FOUND,
      kind: covered ? "O4_BREADTH" : "O2_ACTIVITY",
      item,
      actionLine: world.lineOf(item),
      place,
      year,
      stakeholderType: type,
      parties: partiesFrom(responsible),
      evidence: [
        sentence(whatIsMissing(surveyed, world), "PLAN_ITEM", [item]),
        ...(covered ? [sentence(`For stakeholders of other types the cell is COVERED; the plan's text names ${type}.`)] : []),
        ...(cell.basis === null ? [] : [sentence(RESTS_ON[cell.basis])]),
        ...responsible.map(({ organization, agency, levels, scopes }) =>
          sentence(`${agency ?? organization} declared: ${levels.toSorted().join(", ")}.`, "SCOPE", scopes),
        ),
      ],
    };
  }
}

function whatIsMissing({ item, place, year, type }: SurveyedCell, world: SurveyedWorld): string {
  const ofType = type === null ? "" : ` led or implemented by stakeholders of the type ${type}`;
  return `No activity${ofType} is evidence for ${item} in ${world.nameOfPlace(place)} in ${year}, and no suggestion that awaits review meets the cell.`;
}
