import { versionsOf } from "@actionline/log/collections";
import type { CompleteCell } from "./complete-cells";
import { type FoundFinding, NOTHING_FOUND, partiesFrom, sentence } from "./found-finding";
import type { SurveyedWorld } from "./surveyed-world";

/** O5: covered cells whose reporting is complete, and to which no budget or spending can be attributed. */
export async function* fundingFindings(
  world: SurveyedWorld,
  complete: readonly CompleteCell[],
  year: number,
): AsyncGenerator<FoundFinding, void, void> {
  const unfunded = complete.filter((cell) => !hasBudget(cell, world));
  if (unfunded.length === 0) return;
  const funded = await itemsWithBudget(world, [...new Set(unfunded.map(({ surveyed }) => surveyed.item))], year);
  for (const { surveyed, responsible, strong } of unfunded) {
    const { item, place } = surveyed;
    if (funded.has(item)) continue;
    const activities = strong.map(({ activity }) => activity);
    yield {
      ...NOTHING_FOUND,
      kind: "O5_FUNDING",
      item,
      actionLine: world.lineOf(item),
      place,
      year,
      parties: partiesFrom(responsible),
      evidence: [
        sentence(`${item} is covered in ${world.nameOfPlace(place)} in ${year}, and everybody declared complete reporting.`, "SCOPE", [
          ...new Set(responsible.flatMap(({ scopes }) => scopes)),
        ]),
        sentence(
          "None of the activities that cover it has a budget or spending in the hub, nor has the item itself.",
          "ACTIVITY",
          activities,
        ),
      ],
    };
  }
}

function hasBudget({ strong }: CompleteCell, { index: { columns }, point }: SurveyedWorld): boolean {
  return strong.some(({ row }) => columns.budgets.has(columns.subjects.at(row), point.sequence, false));
}

/** Items with an amount of their own, of no activity, whose period meets the year. */
async function itemsWithBudget({ db, point: { sequence } }: SurveyedWorld, items: readonly string[], year: number): Promise<Set<string>> {
  const held = { from: { $lte: sequence }, to: { $gt: sequence }, visibility: "PUBLIC" } as const;
  const period = { "record.period.start": { $lte: `${year}-12-31` }, "record.period.end": { $gte: `${year}-01-01` } };
  const found = await versionsOf(db, "BUDGET").distinct("record.item", { ...held, ...period, "record.item": { $in: [...items] } });
  return new Set(found.filter((item) => item !== undefined));
}
