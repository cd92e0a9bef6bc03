import { startIndex, type TestIndex } from "@actionline/kit/testing/start-index";
import { Appender } from "@actionline/log/appender";
import { change } from "@actionline/log/testing/change";
import fc from "fast-check";
import { boundsOf } from "../coverage/bounds";
import type { CoverageQuery } from "../coverage/coverage-query";
import type { CoverageCell, CoverageResult } from "../coverage/coverage-result";
import { openSlice } from "../coverage/slice";
import { StocktakingIndex } from "../stocktaking-index";
import { AGENCIES, history, question } from "../testing/random-history";
import { aFacilitator, aHarvest, anAgency, aScope, aSource } from "../testing/records";
import { rowsBehind } from "../testing/rows-behind";
import { SMALL_PLAN } from "../testing/small-plan";
import { oracleCoverage } from "./coverage-oracle";

/** `npm test` shows a seeded slice; a soak runs many times as many cases, from a seed of its own. */
const TIMES = Number(process.env.ACTIONLINE_SOAK_TIMES ?? 1);
const SEED = Number(process.env.ACTIONLINE_SOAK_SEED ?? 2005);
const INSTANT = new Date("2025-06-30T00:00:00Z");

let database: TestIndex;
let appender: Appender;
let index: StocktakingIndex;

beforeAll(async () => {
  database = await startIndex();
  appender = await Appender.acquire(database.client, database.db, { space: "DEMONSTRATION" });
  await appender.append([...SMALL_PLAN, ...AGENCIES.map(anAgency), ...AGENCIES.map((agency) => aSource(`${agency}/feed`))]);
  await appender.append([aFacilitator("C7-eHealth", "ALPHA"), aFacilitator("C1", "BETA", { to: "2023-06-30" })]);
  index = await StocktakingIndex.open(database.db);
});
afterAll(async () => {
  await appender.release();
  await database.stop();
});

const cellsOf = (result: CoverageResult): CoverageCell[] => Array.from({ length: result.size }, (_, cell) => result.cell(cell));

/** Runs a property over a history that grows: the index follows it, and every earlier point stays answerable. */
const holds = (runs: number, check: (asked: typeof question extends fc.Arbitrary<infer Q> ? Q : never, sequence: number) => unknown) =>
  fc.assert(
    fc.asyncProperty(history, question, async (changes, asked) => {
      const { sequence } = await appender.append(changes);
      await index.reach(sequence);
      await check(asked, Math.max(SMALL_PLAN.length, sequence - asked.back));
    }),
    // The log only grows, so a failing case can't be tried again smaller.
    { numRuns: runs * TIMES, seed: SEED, endOnFailure: true },
  );

describe("coverage over columns", () => {
  it("has the evidence that MongoDB counts for every base cell, at any point of the log", async () => {
    let compared = 0;
    let untypedCells = 0;
    await holds(55, async ({ places, years, items, typed, definition, privateToo }, sequence) => {
      const point = { sequence, instant: INSTANT, latest: false };
      const by = ["ITEM", "YEAR", ...(typed ? (["STAKEHOLDER_TYPE"] as const) : [])] as const;
      const query: CoverageQuery = { items, years, by, definition: definition.version };
      const { grid } = openSlice(index, { ...query, places }, point, privateToo);
      const counted = await oracleCoverage(database.db, grid, point, privateToo, definition.choices);
      const expected = counted
        .filter(({ strong, weak, suggested: waiting }) => strong + weak + waiting > 0)
        .map(({ planned, coarse, diffuse, stale, untyped, ...counts }) => ({
          ...counts,
          weaknesses: Object.entries({ PLANNED: planned, COARSE: coarse, DIFFUSE: diffuse, STALE: stale })
            .filter(([, holding]) => holding)
            .map(([weakness]) => weakness),
        }));
      const untyped = new Set(
        counted.filter((cell) => cell.untyped).map((cell) => [cell.item, cell.place, cell.year, cell.type].join(" ")),
      );
      for (const place of places) {
        const unknown = cellsOf(index.coverage({ ...query, places: [place] }, point, privateToo)).filter(
          ({ state }) => state === "UNKNOWN",
        );
        for (const { item, year: of, stakeholderType, reasons } of unknown) {
          const met = untyped.has([item, place, of, stakeholderType].join(" "));
          expect(reasons.includes("TYPE_UNKNOWN")).toBe(met && definition.choices.reasons.includes("TYPE_UNKNOWN"));
          if (reasons.includes("TYPE_UNKNOWN")) untypedCells += 1;
        }
      }
      const found = places.flatMap((place) => {
        const asked = { ...query, places: [place] };
        return cellsOf(index.coverage(asked, point, privateToo))
          .filter(({ activities, weak, suggested: waiting }) => activities + weak + waiting > 0)
          .map(({ coordinates, activities, weak, leads, suggested: waiting, year: of }) => {
            const weakRows = index.evidenceOf(asked, coordinates, 100, point, privateToo).filter(({ strength }) => strength === "WEAK");
            const weaknesses = ["PLANNED", "COARSE", "DIFFUSE", "STALE"].filter((name) =>
              weakRows.some((row) => row.weaknesses.some((is) => is === name)),
            );
            const type = coordinates.STAKEHOLDER_TYPE ?? null;
            return { item: coordinates.ITEM, place, year: of, type, strong: activities, weak, leads, suggested: waiting, weaknesses };
          });
      });
      const inOrder = (cells: readonly unknown[]) => cells.map((cell) => JSON.stringify(cell, Object.keys(found[0] ?? {}).sort())).sort();
      expect(found).toHaveLength(expected.length);
      expect(inOrder(found)).toEqual(inOrder(expected));
      compared += found.length;
    });
    expect(compared).toBeGreaterThan(1000);
    expect(untypedCells).toBeGreaterThan(20);
  });

  it("counts in a roll-up the distinct activities of its base cells, and their states", async () => {
    let mixed = 0;
    await holds(25, async ({ years, privateToo }, sequence) => {
      const point = { sequence, instant: INSTANT, latest: false };
      const base: CoverageQuery = { years, by: ["ITEM", "REGION", "YEAR"] };
      const whole = index.coverage(base, point, privateToo);
      for (const line of cellsOf(index.coverage({ years, by: ["ACTION_LINE", "REGION"] }, point, privateToo))) {
        const inLine: CoverageQuery = { ...base, actionLines: [line.coordinates.ACTION_LINE ?? ""] };
        const own = cellsOf(index.coverage(inLine, point, privateToo)).filter(
          ({ coordinates, item }) => coordinates.REGION === line.coordinates.REGION && lineOf(item) === line.coordinates.ACTION_LINE,
        );
        const evidence = own.flatMap(({ coordinates }) => index.evidenceOf(inLine, coordinates, 100, point, privateToo));
        const strong = new Set(evidence.filter(({ strength }) => strength === "STRONG").map(({ activity: of }) => of));
        expect(line.activities).toBe(strong.size);
        const states = new Set(own.map(({ state }) => state));
        expect(line.state).toBe(states.size === 1 ? [...states][0] : "MIXED");
        if (states.size > 1) mixed += 1;
        for (const state of states)
          if (state !== null && state !== "MIXED") expect(line.counts?.[state]).toBe(own.filter((cell) => cell.state === state).length);
      }
      const sums = { COVERED: 0, PARTIAL: 0, OMITTED: 0, UNKNOWN: 0, NOT_APPLICABLE: 0, UNDETERMINED: 0 };
      for (const { state } of cellsOf(whole)) if (state !== null && state !== "MIXED") sums[state] += 1;
      // The note puts the same counts into words.
      expect({ ...whole.bounds, note: null }).toEqual({ ...boundsOf(sums), note: null });
    });
    expect(mixed).toBeGreaterThan(5);
  });

  it("opens every number to rows that sum to it", async () => {
    await holds(25, async ({ years: [only], privateToo }, sequence) => {
      const point = { sequence, instant: INSTANT, latest: false };
      const query: CoverageQuery = { years: [only ?? 2024], by: ["ACTION_LINE", "COUNTRY"] };
      for (const { coordinates, activities } of cellsOf(index.coverage(query, point, privateToo))) {
        const filter = rowsBehind(index, query, coordinates, point, privateToo);
        expect(index.rowsMatching(filter, point, privateToo)).toHaveLength(activities);
      }
    });
  });

  it("never narrows an interval, and leaves no OMITTED cell of its, when an agency's scope is withdrawn", async () => {
    let lost = 0;
    await holds(20, async ({ years }) => {
      const query: CoverageQuery = { years, by: ["ITEM", "REGION", "YEAR"] };
      const at = () => index.coverage(query, { sequence: index.sequence, instant: INSTANT, latest: false }, false);
      await index.reach(
        (await appender.append([aScope("alpha:scope", "NIL", { places: ["GLOBAL"], years: [2021, 2022, 2023, 2024] })])).sequence,
      );
      await index.reach((await appender.append([aHarvest("alpha/feed", "2025-06-20T00:00:00Z")])).sequence);
      const before = at();
      await index.reach((await appender.append([change("SCOPE", "alpha:scope", null)])).sequence);
      const after = at();
      for (const rate of ["covered", "omitted"] as const) {
        expect(after.bounds[rate]?.low ?? 0).toBeLessThanOrEqual(before.bounds[rate]?.low ?? 0);
        expect(after.bounds[rate]?.high ?? 1).toBeGreaterThanOrEqual(before.bounds[rate]?.high ?? 1);
      }
      lost += before.bounds.O - after.bounds.O;
    });
    expect(lost).toBeGreaterThan(0);
  });

  it("is the same whether the index followed the log or was built from it anew", async () => {
    const anew = await StocktakingIndex.open(database.db);
    expect(anew.sequence).toBe(index.sequence);
    const query: CoverageQuery = { years: [2022, 2023, 2024], by: ["ITEM", "COUNTRY", "STAKEHOLDER_TYPE"] };
    for (const sequence of [40, Math.floor(index.sequence / 2), index.sequence]) {
      const point = { sequence, instant: INSTANT, latest: false };
      expect(cellsOf(anew.coverage(query, point, true))).toEqual(cellsOf(index.coverage(query, point, true)));
    }
  });
});

const lineOf = (item: string | null): string | null =>
  item === null ? null : item.startsWith("GPA-18") ? "C7-eHealth" : item.startsWith("GPA-8") ? "C1" : "C7";
