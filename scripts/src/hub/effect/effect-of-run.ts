import type { RunEffect } from "@actionline/registry/admin/effect";
import type { Space } from "@actionline/schema/entry-kind";
import type { Db } from "mongodb";
import { effectOnCells } from "./effect-on-cells";
import { effectOnMoney } from "./effect-on-money";
import { effectOnOverlaps } from "./effect-on-overlaps";
import { effectOnRecords } from "./effect-on-records";
import { bringNeighbours } from "./neighbours";
import type { RehearsedRun } from "./rehearsed-run";

/** What a run does beyond its own records, found out beside the hub, among what others report to it. */
export async function effectOfRun(hub: Db, space: Space, run: RehearsedRun, mostNeighbours?: number): Promise<RunEffect> {
  const altered = await effectOnRecords(run);
  const money = await effectOnMoney(run);
  run.stop.throwIfAborted();
  const among = await bringNeighbours(hub, space, run, mostNeighbours);
  run.stop.throwIfAborted();
  const cells = among.areAllOfTheirLines ? await effectOnCells(run) : null;
  return { reidentified: altered.reidentified, money, cells, overlaps: await effectOnOverlaps(run, altered, among) };
}
