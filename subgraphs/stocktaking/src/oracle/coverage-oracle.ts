import type { AsOfPoint } from "@actionline/kit/request-context";
import { versionsOf } from "@actionline/log/collections";
import { freshnessAt } from "@actionline/schema/freshness";
import type { Db, Document, Filter } from "mongodb";
import type { BaseGrid } from "../coverage/base-grid";
import type { DefinitionChoices } from "../coverage/coverage-definition";
import { NEWEST_DEFINITION } from "../coverage/definitions";
import { bestOfEach, crossYearsAndTypes, liveActivities, meeting, perCell, SCRATCH, withReviews } from "./oracle-stages";
import { oracleTargets, recordsAt } from "./oracle-targets";

/** What the database says of one base cell. */
export interface OracleCell {
  readonly item: string;
  readonly place: string;
  readonly year: number;
  readonly type: string | null;
  readonly strong: number;
  readonly weak: number;
  readonly suggested: number;
  readonly leads: number;
  readonly planned: boolean;
  readonly coarse: boolean;
  readonly diffuse: boolean;
  readonly stale: boolean;
  /** Something would count here were it of the cell's type, which isn't known. */
  readonly untyped: boolean;
}

/**
 * The evidence of every base cell that has any, by one MongoDB aggregation over the versions of activities: a second
 * reading of the definition that shares nothing with the columns. Tests and the bench compare the two.
 *
 * @param only what of their versions is looked at, for evidence that is narrowed
 */
export async function oracleCoverage(
  db: Db,
  grid: BaseGrid,
  point: AsOfPoint,
  privateToo: boolean,
  choices: DefinitionChoices = NEWEST_DEFINITION.choices,
  only: Filter<Document> = {},
): Promise<OracleCell[]> {
  const { sequence } = point;
  const targets = await oracleTargets(db, grid, sequence, privateToo);
  await db.collection(SCRATCH).deleteMany({});
  if (targets.length === 0) return [];
  await db.collection<{ _id: string }>(SCRATCH).insertMany([...targets]);
  const lapsed = await lapsedSources(db, point, privateToo, choices);
  const pipeline = [
    { $match: only },
    ...liveActivities(sequence, privateToo, choices),
    ...withReviews(sequence, privateToo),
    ...meeting("assignments", "item"),
    ...meeting("places", "place"),
    ...bestOfEach(),
    ...crossYearsAndTypes(grid, lapsed),
    ...perCell(),
  ];
  return (await versionsOf(db, "ACTIVITY").aggregate(pipeline, { allowDiskUse: true }).toArray()) as OracleCell[];
}

async function lapsedSources(
  db: Db,
  { sequence, instant }: AsOfPoint,
  privateToo: boolean,
  { freshness }: DefinitionChoices,
): Promise<{ source: string; from: number }[]> {
  const harvests = await recordsAt(db, "HARVEST", sequence, privateToo);
  const lastGood = new Map([...harvests.values()].map(({ source, lastGoodAt }) => [source, lastGoodAt]));
  return [...(await recordsAt(db, "SOURCE", sequence, privateToo)).values()].flatMap(({ id, frequencyDays }) => {
    const good = lastGood.get(id);
    const at = good === undefined || good === null ? null : new Date(good);
    if (freshnessAt(at, frequencyDays, instant, freshness) !== "LAPSED") return [];
    return [{ source: id, from: at === null ? 0 : at.getUTCFullYear() }];
  });
}
