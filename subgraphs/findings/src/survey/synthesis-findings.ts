import { versionsOf } from "@actionline/log/collections";
import { type FoundFinding, NOTHING_FOUND, sentence } from "./found-finding";
import { facilitatorsNow } from "./mandate-findings";
import type { SurveyedWorld } from "./surveyed-world";

/** From so many activities on there is something to draw together. */
export const MANY_ACTIVITIES = 5;

/** O7: lines with a team for which many activities work, and no output of the team tells what came of it. */
export async function* synthesisFindings(world: SurveyedWorld, year: number): AsyncGenerator<FoundFinding, void, void> {
  const { result } = await world.ask({ by: ["ACTION_LINE"], years: [year] });
  const told = await linesWithOutput(world, year);
  const umbrellas = new Set([...world.view.lines.values()].map(({ parent }) => parent));
  for (let index = 0; index < result.size; index += 1) {
    const line = result.cell(index).coordinates.ACTION_LINE ?? null;
    if (line === null || umbrellas.has(line) || told.has(line) || result.activities(index) < MANY_ACTIVITIES) continue;
    yield {
      ...NOTHING_FOUND,
      kind: "O7_SYNTHESIS",
      actionLine: line,
      year,
      parties: facilitatorsNow(line, world),
      evidence: [
        sentence(`At least ${MANY_ACTIVITIES} activities are evidence for items of ${line} in ${year}.`, "ACTION_LINE", [line]),
        sentence(`The hub holds no output of the line's team for ${year}, and so no evaluation or outcome report.`),
      ],
    };
  }
}

async function linesWithOutput({ db, point: { sequence } }: SurveyedWorld, year: number): Promise<Set<string>> {
  const held = { from: { $lte: sequence }, to: { $gt: sequence }, visibility: "PUBLIC" } as const;
  return new Set(await versionsOf(db, "OUTPUT").distinct("record.actionLine", { ...held, "record.year": year }));
}
