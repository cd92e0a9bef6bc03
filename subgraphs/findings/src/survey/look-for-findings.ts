import type { FindingKind } from "@actionline/schema/coordination-records";
import { FoundFindings } from "./found-findings";
import { overlapFindings } from "./overlap-findings";
import { surveyYear } from "./survey-year";
import type { SurveyedCell } from "./surveyed-cells";
import type { SurveyedWorld } from "./surveyed-world";

/** What a survey is to look for. */
export interface Wanted {
  /** By year the kinds that are looked for in it. */
  readonly years: ReadonlyMap<number, ReadonlySet<FindingKind>>;
  /** The one year of these in which what is new counts too; null where only what stands already is looked after. */
  readonly newIn: number | null;
  /** Whether overlaps are looked for, which have no year. */
  readonly overlaps: boolean;
  /** Ids of what stands already. */
  readonly standing: ReadonlySet<string>;
}

/** What was found, and the cells that were looked at for it. */
export interface Looked {
  readonly found: FoundFindings;
  readonly cells: ReadonlyMap<string, SurveyedCell>;
}

/** Looks for what holds in a world, and writes nothing. */
export async function lookForFindings(world: SurveyedWorld, { years, newIn, overlaps, standing }: Wanted): Promise<Looked> {
  const found = new FoundFindings(standing);
  const cells = new Map<string, SurveyedCell>();
  for (const [year, kinds] of years) {
    const ofYear = await surveyYear(world, year, kinds);
    for (const [key, cell] of ofYear.cells) cells.set(key, cell);
    for await (const finding of ofYear.found) {
      if (year === newIn) found.add(finding);
      else found.addStanding(finding);
    }
    world.forget();
  }
  if (overlaps) {
    for await (const finding of overlapFindings(world)) {
      if (newIn === null) found.addStanding(finding);
      else found.add(finding);
    }
  }
  return { found, cells };
}
