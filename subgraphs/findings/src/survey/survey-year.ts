import { completeCells } from "./complete-cells";
import { conflictFindings } from "./conflict-findings";
import { followThroughFindings } from "./follow-through-findings";
import type { FoundFinding } from "./found-finding";
import { fundingFindings } from "./funding-findings";
import { mandateFindings } from "./mandate-findings";
import { omissionFindings } from "./omission-findings";
import { reportingFindings } from "./reporting-findings";
import { regionCells, type SurveyedCell, surveyedCells } from "./surveyed-cells";
import type { SurveyedWorld } from "./surveyed-world";
import { synthesisFindings } from "./synthesis-findings";

/** What a survey of one year found, kind after kind, and the cells that it looked at. */
export interface YearSurvey {
  readonly cells: ReadonlyMap<string, SurveyedCell>;
  readonly found: AsyncGenerator<FoundFinding, void, void>;
}

/** Every finding of one year but overlaps, which have no year. */
export async function surveyYear(world: SurveyedWorld, year: number): Promise<YearSurvey> {
  const cells = await surveyedCells(world, year);
  return { cells, found: findingsOf(world, year, cells) };
}

async function* findingsOf(
  world: SurveyedWorld,
  year: number,
  cells: ReadonlyMap<string, SurveyedCell>,
): AsyncGenerator<FoundFinding, void, void> {
  yield* mandateFindings(world, cells);
  yield* omissionFindings(world, cells);
  yield* followThroughFindings(world, year);
  yield* fundingFindings(world, await completeCells(world, cells.values()), year);
  yield* conflictFindings(world, year);
  yield* reportingFindings(world, cells, await regionCells(world, year - 1));
  yield* synthesisFindings(world, year);
}
