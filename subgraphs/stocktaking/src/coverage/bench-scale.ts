import { Appender } from "@actionline/log/appender";
import type { Db, MongoClient } from "mongodb";
import { StocktakingIndex } from "../stocktaking-index";
import { anActivity } from "../testing/records";
import { fillBench, memoryInUse } from "./bench-coverage";
import { BENCH_INSTANT, benchBareScan, benchSlices, type Spread, spreadOf } from "./bench-slices";

/** What coverage over so many activities costs, in milliseconds and bytes. */
export interface ScaleFigures {
  readonly fillSeconds: number;
  /** From the log in MongoDB to columns in memory. */
  readonly buildSeconds: number;
  /** What heap and typed arrays grew by: columns, current versions, lists of rows and dictionaries of ids. */
  readonly bytesPerActivity: number;
  readonly matrix: Spread;
  readonly evidence: Spread;
  readonly bareScanMs: number;
  readonly matrixMs: number;
  /** From a change's acceptance until an answer counts it. */
  readonly visible: Spread;
}

const SLICES = 200;
const CHANGES = 20;

/** Fills a scratch database with generated activities, and measures coverage over it; the caller drops the database. */
export async function benchScale(client: MongoClient, scratch: Db, activities: number, say: (line: string) => void): Promise<ScaleFigures> {
  const started = performance.now();
  await fillBench(client, scratch, activities);
  const fillSeconds = (performance.now() - started) / 1_000;
  say(`${activities} activities entered in ${Math.round(fillSeconds)} s`);
  const before = await memoryInUse();
  const opened = performance.now();
  const index = await StocktakingIndex.open(scratch);
  const buildSeconds = (performance.now() - opened) / 1_000;
  const bytesPerActivity = ((await memoryInUse()) - before) / activities;
  say(`index built in ${Math.round(buildSeconds)} s`);
  const { bareMs: bareScanMs, matrixMs } = benchBareScan(index);
  const slices = benchSlices(index, SLICES);
  const visible = await timesUntilVisible(client, scratch, index);
  return { fillSeconds, buildSeconds, bytesPerActivity, ...slices, bareScanMs, matrixMs, visible };
}

/** Appends one activity after the other, and asks for the whole matrix until it counts it. */
async function timesUntilVisible(client: MongoClient, scratch: Db, index: StocktakingIndex): Promise<Spread> {
  const appender = await Appender.acquire(client, scratch, { space: "DEMONSTRATION" });
  const times: number[] = [];
  for (let change = 0; change < CHANGES; change += 1) {
    const before = coveredAt(index);
    const { sequence } = await appender.append([
      anActivity(`agency-0:visible-${change}`, { items: [{ item: "GPA-8a" }], places: [{ place: "AA" }] }),
    ]);
    const accepted = performance.now();
    await index.reach(sequence);
    if (coveredAt(index) !== before + 1) throw new Error(`The change ${sequence} isn't counted.`);
    times.push(performance.now() - accepted);
  }
  await appender.release();
  return spreadOf(times);
}

/** What the whole matrix of the last closed year counts in one cell that every change adds to. */
function coveredAt(index: StocktakingIndex): number {
  const point = { sequence: index.sequence, instant: BENCH_INSTANT, latest: true };
  const result = index.coverage({ by: ["ITEM", "REGION"] }, point, false);
  const cells = Array.from({ length: result.size }, (_, cell) => result.cell(cell));
  return cells.find(({ item, place }) => item === "GPA-8a" && place === "100")?.activities ?? Number.NaN;
}
