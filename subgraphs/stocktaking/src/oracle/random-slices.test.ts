import type { AsOfPoint } from "@actionline/kit/request-context";
import { seeded } from "../coverage/bench-world";
import type { CoverageAxis, CoverageQuery } from "../coverage/coverage-query";
import { openSlice } from "../coverage/slice";
import { SECRETARIAT, startStocktaking, type TestStocktaking } from "../testing/start-stocktaking";
import { oracleCoverage } from "./coverage-oracle";
import { pick, randomBatch, randomReference, some, WORLD_AGENCIES, WORLD_YEARS } from "./random-world";

/** `npm test` shows a seeded slice; a soak asks many times as many questions of a larger world, from a seed of its own. */
const TIMES = Number(process.env.ACTIONLINE_SOAK_TIMES ?? 1);
const SEED = Number(process.env.ACTIONLINE_SOAK_SEED ?? 2005);
const SLICES = 50 * TIMES;
const NUMBERS = 50 * TIMES;
const ACTIVITIES = 60 * Math.min(TIMES, 10);
const BATCHES = 4;
const INSTANT = new Date("2025-06-30T00:00:00Z");

const below = seeded(SEED);
let hub: TestStocktaking;
/** The log's sequence after each batch. */
const sequences: number[] = [];

beforeAll(async () => {
  hub = await startStocktaking(INSTANT.toISOString());
  await hub.append(...randomReference());
  for (let batch = 0; batch < BATCHES; batch += 1) sequences.push(await hub.append(...randomBatch(below, ACTIVITIES)));
  await hub.index.reach(sequences.at(-1) ?? 0);
});
afterAll(() => hub.stop());

/** Somewhere in the history, not only between its batches. */
const anySequence = (): number => (sequences[0] ?? 0) + below((sequences.at(-1) ?? 0) - (sequences[0] ?? 0) + 1);

const AXES: readonly (readonly CoverageAxis[])[] = [
  ["ITEM", "REGION", "YEAR"],
  ["ITEM", "COUNTRY", "YEAR"],
  ["ITEM", "COUNTRY", "YEAR", "STAKEHOLDER_TYPE"],
  ["ITEM", "REGION", "YEAR", "STAKEHOLDER_TYPE"],
];

/** A slice of any mix of lines, regions, years, types, reporters and statuses, shown by its base cells. */
function randomSlice(): CoverageQuery {
  const statuses = some(below, ["PLANNED", "IMPLEMENTING", "COMPLETED"] as const, 2);
  const narrowed = { ...(below(2) === 0 && { reporters: reporters() }), ...(below(2) === 0 && { statuses }) };
  const by = AXES[below(AXES.length)] ?? [];
  return {
    by,
    years: some(below, WORLD_YEARS, 3),
    ...(below(2) === 0 && { actionLines: some(below, ["C1", "C7", "C7-eHealth"], 2) }),
    ...(below(2) === 0 && { places: some(below, ["002", "019"], 2) }),
    ...(by.includes("STAKEHOLDER_TYPE") && below(2) === 0 && { stakeholderTypes: some(below, ["GOVERNMENT", "ACADEMIA"] as const, 2) }),
    ...(Object.keys(narrowed).length > 0 && { evidence: narrowed }),
  };
}

const reporters = (): string[] => some(below, WORLD_AGENCIES, 2).map((agency) => agency.toUpperCase());

const inWords = (...parts: readonly unknown[]): string => parts.join(" ");

async function expected(query: CoverageQuery, point: AsOfPoint, privateToo: boolean): Promise<string[]> {
  const { grid, definition } = openSlice(hub.index, query, point, privateToo);
  const { reporters: asked, statuses } = query.evidence ?? {};
  const only = {
    ...(asked !== undefined && { "record.reporter.id": { $in: [...asked] } }),
    ...(statuses !== undefined && { "record.status": { $in: [...statuses] } }),
  };
  const cells = await oracleCoverage(hub.db, grid, point, privateToo, definition.choices, only);
  return cells
    .filter(({ strong, weak, suggested }) => strong + weak + suggested > 0)
    .map(({ item, place, year, type, strong, weak, suggested, leads }) => inWords(item, place, year, type, strong, weak, suggested, leads))
    .sort();
}

function found(query: CoverageQuery, point: AsOfPoint, privateToo: boolean): string[] {
  const result = hub.index.coverage(query, point, privateToo);
  return Array.from({ length: result.size }, (_, cell) => result.cell(cell))
    .filter(({ activities, weak, suggested }) => activities + weak + suggested > 0)
    .map(({ item, place, year, stakeholderType, activities, weak, suggested, leads }) =>
      inWords(item, place, year, stakeholderType, activities, weak, suggested, leads),
    )
    .sort();
}

describe("random slices", () => {
  it(`have the evidence that MongoDB counts, at any point of the log: ${SLICES} of them`, async () => {
    let cells = 0;
    for (let slice = 0; slice < SLICES; slice += 1) {
      const query = randomSlice();
      const point = { sequence: anySequence(), instant: INSTANT, latest: false };
      const privateToo = below(2) === 0;
      const wanted = await expected(query, point, privateToo);
      expect({ query, point, cells: found(query, point, privateToo) }).toEqual({ query, point, cells: wanted });
      cells += wanted.length;
    }
    expect(cells).toBeGreaterThan(SLICES);
  });
});

const DEDUPES = ["NONE", "CONFIRMED", "PROPOSED"] as const;
const BY = [
  "[ITEM, REGION]",
  "[ACTION_LINE, COUNTRY]",
  "[ITEM]",
  "[REGION, YEAR]",
  "[ACTION_LINE, STAKEHOLDER_TYPE]",
  "[REPORTER]",
] as const;
const GROUPS = ["[ITEM]", "[COUNTRY]", "[REPORTER, STATUS]", "[ACTION_LINE, YEAR]", "[STAKEHOLDER_TYPE]", "[REGION, KIND]"] as const;

describe("random numbers, opened", () => {
  it(`list as many rows as they say, whatever is counted once: ${NUMBERS} of cells and groups`, async () => {
    let opened = 0;
    let deduped = 0;
    while (opened < NUMBERS) {
      const dedupe = pick(below, DEDUPES);
      const asking = { as: SECRETARIAT, asOf: { sequence: anySequence() } };
      const cells = `coverage(by: ${pick(below, BY)}, years: [${pick(below, WORLD_YEARS)}], dedupe: ${dedupe}) {
        cells(first: 100) { nodes { activities weak suggested counts { none }
          strong: filter(strengths: [STRONG]) weakAlone: filter(strengths: [WEAK]) awaiting: filter(strengths: [SUGGESTED]) } } }`;
      const groups = `activityAggregate(groupBy: ${pick(below, GROUPS)}, dedupe: ${dedupe}, first: ${pick(below, [2, 100])}) {
        groups { nodes { ...Opens } } other { ...Opens } missing { ...Opens } }`;
      const opens = "fragment Opens on AggregateGroup { count { none confirmed proposed } filter }";
      const answer = await hub.ask<{ coverage: CellsAnswer; activityAggregate: GroupsAnswer }>(`{ ${cells} ${groups} } ${opens}`, asking);
      const numbers = [...ofCells(answer.coverage), ...ofGroups(answer.activityAggregate, dedupe)].filter(({ count }) => count > 0);
      // Half of them are those in which the three ways of counting differ.
      const differing = numbers.filter(({ count, none }) => count < none);
      for (const number of new Set([...some(below, numbers, 3), ...some(below, differing, 3)])) {
        deduped += Number(number.count < number.none);
        const { activities } = await hub.ask<{ activities: { totalCount: number } }>(
          "query ($filter: ActivityFilter) { activities(filter: $filter, first: 1) { totalCount } }",
          { ...asking, variables: { filter: number.filter } },
        );
        expect({ ...number, rows: activities.totalCount }).toEqual({ ...number, rows: number.count });
        opened += 1;
      }
    }
    expect(deduped).toBeGreaterThan(NUMBERS / 10);
  });
});

interface Counted {
  readonly filter: object;
  /** As many as `dedupe` counts, and as records. */
  readonly count: number;
  readonly none: number;
}
interface CellsAnswer {
  readonly cells: { readonly nodes: readonly CellNumbers[] };
}
interface CellNumbers extends Readonly<Record<"activities" | "weak" | "suggested", number>> {
  readonly counts: { readonly none: number };
  readonly strong: object;
  readonly weakAlone: object;
  readonly awaiting: object;
}
interface GroupNumbers {
  readonly count: Readonly<Record<"none" | "confirmed" | "proposed", number>>;
  readonly filter: object;
}
interface GroupsAnswer {
  readonly groups: { readonly nodes: readonly GroupNumbers[] };
  readonly other: GroupNumbers | null;
  readonly missing: GroupNumbers | null;
}

const ofCells = ({ cells }: CellsAnswer): Counted[] =>
  cells.nodes.flatMap(({ activities, weak, suggested, counts, strong, weakAlone, awaiting }) => [
    { filter: strong, count: activities, none: counts.none },
    { filter: weakAlone, count: weak, none: weak },
    { filter: awaiting, count: suggested, none: suggested },
  ]);

function ofGroups({ groups, other, missing }: GroupsAnswer, dedupe: (typeof DEDUPES)[number]): Counted[] {
  const field = { NONE: "none", CONFIRMED: "confirmed", PROPOSED: "proposed" } as const;
  const all = [...groups.nodes, ...[other, missing].filter((group) => group !== null)];
  return all.map(({ count, filter }) => ({ filter, count: count[field[dedupe]], none: count.none }));
}
