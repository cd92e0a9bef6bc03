import type { FindingKind, FindingRecord } from "@actionline/schema/coordination-records";
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

/** By year the kinds of some findings; what has no year is left out. */
export function kindsByYear(findings: readonly Pick<FindingRecord, "kind" | "year">[]): Map<number, Set<FindingKind>> {
  const years = new Map<number, Set<FindingKind>>();
  for (const { kind, year } of findings) if (year !== null) years.set(year, (years.get(year) ?? new Set()).add(kind));
  return years;
}

/** Every finding of one year, of the kinds asked for, but overlaps, which have no year. */
export async function surveyYear(world: SurveyedWorld, year: number, kinds: ReadonlySet<FindingKind>): Promise<YearSurvey> {
  const cells = await surveyedCells(world, year);
  return { cells, found: findingsOf(world, year, cells, kinds) };
}

async function* findingsOf(
  world: SurveyedWorld,
  year: number,
  cells: ReadonlyMap<string, SurveyedCell>,
  kinds: ReadonlySet<FindingKind>,
): AsyncGenerator<FoundFinding, void, void> {
  if (kinds.has("O1_MANDATE")) yield* mandateFindings(world, cells);
  if (kinds.has("O2_ACTIVITY") || kinds.has("O4_BREADTH")) yield* omissionFindings(world, cells);
  if (kinds.has("O3_FOLLOW_THROUGH")) yield* followThroughFindings(world, year);
  if (kinds.has("O5_FUNDING")) yield* fundingFindings(world, await completeCells(world, cells.values()), year);
  if (kinds.has("CONFLICT")) yield* conflictFindings(world, year);
  if (kinds.has("O6_REPORTING")) yield* reportingFindings(world, cells, await regionCells(world, year - 1));
  if (kinds.has("O7_SYNTHESIS")) yield* synthesisFindings(world, year);
}
