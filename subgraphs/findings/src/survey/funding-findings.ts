import { versionsOf } from "@actionline/log/collections";
import type { CompleteCell } from "./complete-cells";
import { type FoundFinding, MOST_IDS, NOTHING_FOUND, partiesFrom, sentence } from "./found-finding";
import { MoneyOfCells } from "./money-of-cells";
import type { AskedCoverage, SurveyedWorld } from "./surveyed-world";

/** A covered cell of which nothing that covers it has an amount. */
interface UnfundedCell extends CompleteCell {
  /** Some of what covers it. */
  readonly activities: readonly string[];
}

/** O5: covered cells whose reporting is complete, and to which no budget or spending can be attributed. */
export async function* fundingFindings(
  world: SurveyedWorld,
  complete: readonly CompleteCell[],
  year: number,
): AsyncGenerator<FoundFinding, void, void> {
  const unfunded = await unfundedAmong(world, complete);
  if (unfunded.length === 0) return;
  const funded = await itemsWithBudget(world, [...new Set(unfunded.map(({ surveyed }) => surveyed.item))], year);
  for (const { surveyed, responsible, activities } of unfunded) {
    const { item, place } = surveyed;
    if (funded.has(item)) continue;
    yield {
      ...NOTHING_FOUND,
      kind: "O5_FUNDING",
      item,
      actionLine: world.lineOf(item),
      place,
      year,
      parties: partiesFrom(responsible),
      evidence: [
        sentence(
          `${item} is covered in ${world.nameOfPlace(place)} in ${year}, and everybody declared complete or nil reporting.`,
          "SCOPE",
          [...new Set(responsible.flatMap(({ scopes }) => scopes))],
        ),
        sentence(
          "None of the activities that cover it has a budget or spending in the hub, nor has the item itself.",
          "ACTIVITY",
          activities,
        ),
      ],
    };
  }
}

/** One pass over the records for each answer that the cells stand in. */
async function unfundedAmong(world: SurveyedWorld, complete: readonly CompleteCell[]): Promise<UnfundedCell[]> {
  const { columns } = world.index;
  const answers = new Map<AskedCoverage, CompleteCell[]>();
  for (const each of complete) answers.set(each.surveyed.of, [...(answers.get(each.surveyed.of) ?? []), each]);
  const unfunded: UnfundedCell[] = [];
  for (const [of, cells] of answers) {
    const numbers = cells.map(({ surveyed }) => surveyed.cell.index);
    const money = new MoneyOfCells(numbers, columns, world.point.sequence, MOST_IDS);
    await world.count(of, money);
    for (const cell of cells) {
      const activities = money.without(cell.surveyed.cell.index);
      if (activities !== null) unfunded.push({ ...cell, activities });
    }
  }
  return unfunded;
}

/** Items with an amount of their own, of no activity, whose period meets the year. */
async function itemsWithBudget({ db, point: { sequence } }: SurveyedWorld, items: readonly string[], year: number): Promise<Set<string>> {
  const held = { from: { $lte: sequence }, to: { $gt: sequence }, visibility: "PUBLIC" } as const;
  const period = { "record.period.start": { $lte: `${year}-12-31` }, "record.period.end": { $gte: `${year}-01-01` } };
  const found = await versionsOf(db, "BUDGET").distinct("record.item", { ...held, ...period, "record.item": { $in: [...items] } });
  return new Set(found.filter((item) => item !== undefined));
}
