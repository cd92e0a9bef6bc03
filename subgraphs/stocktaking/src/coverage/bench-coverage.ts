import { Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import { type Change, OPEN } from "@actionline/log/log-entry";
import type { Db, MongoClient } from "mongodb";
import { oracleCoverage } from "../oracle/coverage-oracle";
import { StocktakingIndex } from "../stocktaking-index";
import { BENCH_INSTANT, benchBareScan, benchSlices, type Spread } from "./bench-slices";
import { benchActivities, benchCoordination, benchExpectations, benchReference, benchScopes } from "./bench-world";
import type { CoverageQuery } from "./coverage-query";
import { openSlice } from "./slice";

/** One matrix measured. Times are medians in milliseconds. */
export interface MatrixFigures {
  readonly cells: number;
  readonly columnsMs: number;
}

/** One matrix measured against the oracle, which is asked once. */
export interface OracleFigures extends MatrixFigures {
  readonly oracleMs: number;
  /** How many times faster the columns are. */
  readonly ratio: number;
  readonly equalCells: boolean;
}

export interface CoverageFigures {
  readonly activities: number;
  /** From the log in MongoDB to columns in memory. */
  readonly buildMs: number;
  /** Columns, lists of rows and dictionaries, room for growth included. */
  readonly columnBytesPerActivity: number;
  /** What the heap and the arrays grew by. */
  readonly bytesPerActivity: number;
  /** Resident memory of the whole process after the build. */
  readonly residentMegabytes: number;
  /** Reading every column that an unfiltered matrix reads, and nothing else; and that matrix, in turns with it. */
  readonly bareScanMs: number;
  readonly matrixMs: number;
  /** Random filtered matrices, and the evidence of one cell of each. */
  readonly matrix: Spread;
  readonly evidence: Spread;
  /** The least that MongoDB can be asked: unwind items and places and count pairs, without hierarchy, states or distinct counts. */
  readonly plainGroupMs: number;
  readonly unfiltered: MatrixFigures;
  /** The oracle's answer to the same; null where there are more activities than it is asked about unfiltered. */
  readonly unfilteredByOracle: OracleFigures | null;
  readonly filtered: OracleFigures;
  readonly declared: DeclaredFigures;
}

/** Matrices before and after scopes were declared, where no evidence decides on any state: in milliseconds. */
export interface DeclaredFigures {
  readonly scopes: number;
  readonly silentRegionsMs: number;
  readonly regionsMs: number;
  readonly countriesMs: number;
}

const UNFILTERED: CoverageQuery = { by: ["ITEM", "REGION"] };
const FILTERED: CoverageQuery = { actionLines: ["C4"], places: ["101", "103"], years: [2021, 2022, 2023], by: ["ITEM", "REGION", "YEAR"] };
/** Over more activities than these the oracle takes minutes for an unfiltered matrix, and is asked for a filtered one only. */
const MOST_FOR_ORACLE = 10_000;
const BATCH = 2_000;
const SLICES = 100;
const SCOPES_DECLARED = 50;
/** Nothing that is suspended is evidence, so that every state hangs on who answers and by which words. */
const SILENT = { years: [2023], evidence: { statuses: ["SUSPENDED"] } } satisfies Partial<CoverageQuery>;
/** One activity in so many is linked to another or reviewed. */
const COORDINATED = 100;

/** Fills a scratch database with generated activities, and measures the index over it; the caller drops the database. */
export async function benchCoverage(client: MongoClient, scratch: Db, activities: number): Promise<CoverageFigures> {
  await fillBench(client, scratch, activities);
  const before = await memoryInUse();
  const start = performance.now();
  const index = await StocktakingIndex.open(scratch);
  const buildMs = performance.now() - start;
  const after = await memoryInUse();
  const residentMegabytes = process.memoryUsage().rss / 2 ** 20;
  const { bareMs: bareScanMs, matrixMs } = benchBareScan(index);
  return {
    activities,
    buildMs,
    columnBytesPerActivity: index.columns.bytes / activities,
    bytesPerActivity: (after - before) / activities,
    residentMegabytes,
    bareScanMs,
    matrixMs,
    ...benchSlices(index, SLICES),
    plainGroupMs: await plainGroup(scratch),
    unfiltered: measureMatrix(index, UNFILTERED),
    unfilteredByOracle: activities > MOST_FOR_ORACLE ? null : await compare(scratch, index, UNFILTERED),
    filtered: await compare(scratch, index, FILTERED),
    declared: await measureDeclared(client, scratch, index),
  };
}

/** Adds declarations of every agency to a filled database, and measures matrices whose every state hangs on them. */
async function measureDeclared(client: MongoClient, scratch: Db, index: StocktakingIndex): Promise<DeclaredFigures> {
  const regions: CoverageQuery = { by: ["ITEM", "REGION"], ...SILENT };
  const medianOf = (query: CoverageQuery): number =>
    median(() => index.coverage(query, { sequence: index.sequence, instant: BENCH_INSTANT, latest: true }, false));
  const silentRegionsMs = medianOf(regions);
  const scopes = benchScopes(SCOPES_DECLARED);
  const appender = await Appender.acquire(client, scratch, { space: "DEMONSTRATION" });
  const { sequence } = await appender.append([...scopes, ...benchExpectations()]);
  await appender.release();
  await index.reach(sequence);
  const countries: CoverageQuery = { by: ["ITEM", "COUNTRY"], ...SILENT };
  return { scopes: scopes.length, silentRegionsMs, regionsMs: medianOf(regions), countriesMs: medianOf(countries) };
}

/** Appends the bench's reference data and so many generated activities to an empty database. */
export async function fillBench(client: MongoClient, scratch: Db, activities: number): Promise<void> {
  const appender = await Appender.acquire(client, scratch, { space: "DEMONSTRATION" });
  await appender.append(benchReference("2025-06-20T00:00:00Z"));
  let batch: Change[] = [];
  const coordinated: string[] = [];
  let count = 0;
  for (const activity of benchActivities(activities, 2005)) {
    count += 1;
    if (count % COORDINATED === 0) coordinated.push(activity.subject);
    batch.push(activity);
    if (batch.length < BATCH) continue;
    await appender.append(batch);
    batch = [];
  }
  await appender.append(batch);
  const decided = benchCoordination(coordinated);
  for (let at = 0; at < decided.length; at += BATCH) await appender.append(decided.slice(at, at + BATCH));
  await appender.release();
}

/** Heap in use and typed arrays; meaningful only where the process allows collections (`--expose-gc`). */
export async function memoryInUse(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    global.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function median(work: () => unknown, times = 9): number {
  const spent = Array.from({ length: times }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return spent.sort((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN;
}

async function plainGroup(scratch: Db): Promise<number> {
  const start = performance.now();
  const pipeline = [
    { $match: { to: OPEN } },
    { $unwind: "$record.items" },
    { $unwind: "$record.places" },
    { $group: { _id: { item: "$record.items.item", place: "$record.places.place" }, count: { $sum: 1 } } },
  ];
  await versionsOf(scratch, "ACTIVITY").aggregate(pipeline).toArray();
  return performance.now() - start;
}

function measureMatrix(index: StocktakingIndex, query: CoverageQuery): MatrixFigures {
  const point = { sequence: index.sequence, instant: BENCH_INSTANT, latest: true };
  return { columnsMs: median(() => index.coverage(query, point, false)), cells: index.coverage(query, point, false).size };
}

async function compare(scratch: Db, index: StocktakingIndex, query: CoverageQuery): Promise<OracleFigures> {
  const point = { sequence: index.sequence, instant: BENCH_INSTANT, latest: true };
  const { columnsMs } = measureMatrix(index, query);
  const { grid } = openSlice(index, query, point, false);
  const start = performance.now();
  const expected = await oracleCoverage(scratch, grid, point, false);
  const oracleMs = performance.now() - start;
  const result = index.coverage(query, point, false);
  const found = Array.from({ length: result.size }, (_, cell) => result.cell(cell))
    .filter(({ activities, weak, suggested }) => activities + weak + suggested > 0)
    .map(({ item, place, year, activities, weak, suggested, leads }) => [item, place, year, activities, weak, suggested, leads].join(" "));
  const wanted = expected.map(({ item, place, year, strong, weak, suggested, leads }) =>
    [item, place, year, strong, weak, suggested, leads].join(" "),
  );
  const equalCells = found.sort().join("\n") === wanted.sort().join("\n");
  return { cells: result.size, columnsMs, oracleMs, ratio: oracleMs / columnsMs, equalCells };
}
