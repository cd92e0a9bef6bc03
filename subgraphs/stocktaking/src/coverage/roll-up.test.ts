import type { Change } from "@actionline/log/log-entry";
import { change } from "@actionline/log/testing/change";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import fc from "fast-check";
import { MemoryIndex } from "../testing/memory-index";
import { AGENCIES, history, LINES } from "../testing/random-history";
import { aFacilitator, aHarvest, anActivity, anAgency, anExpectation, aScope, aSource, aStatement } from "../testing/records";
import { SMALL_PLAN } from "../testing/small-plan";
import { boundsOf, type CoverageBounds } from "./bounds";
import type { BaseState } from "./cell-state";
import { computeCoverage } from "./compute-coverage";
import type { CoverageAxis, CoverageQuery } from "./coverage-query";
import type { CoverageCell, CoverageResult } from "./coverage-result";
import { DEFINITIONS, NEWEST_DEFINITION } from "./definitions";
import { evidenceOf } from "./evidence";

const INSTANT = new Date("2025-06-30T00:00:00Z");
const ITEMS = ["GPA-8a", "GPA-8b", "GPA-14", "GPA-18", "GPA-18a", "GPA-18b"];
const YEARS = [2023, 2024];
const TYPES = ["GOVERNMENT", "CIVIL_SOCIETY"] as const;

/** What each value of each axis is made of, by hand. */
const MEMBERS: Readonly<Record<string, Readonly<Record<string, (cell: CoverageCell) => boolean>>>> = {
  ACTION_LINE: {
    C1: ({ item }) => item === "GPA-8a" || item === "GPA-8b",
    C7: ({ item }) => item === "GPA-14",
    "C7-eHealth": ({ item }) => item === "GPA-18" || item === "GPA-18a" || item === "GPA-18b",
  },
  THEME: {
    care: ({ item }) => item !== "GPA-8b" && item !== "GPA-14",
  },
  // The link of C1 to goal 4 is disputed.
  SDG: { "3": ({ item }) => item !== "GPA-14", "9": ({ item }) => item === "GPA-14" },
  REGION: { "002": ({ place }) => place === "KE" || place === "TZ", "019": ({ place }) => place === "BR" },
  PLACE_GROUP: { COAST: ({ place }) => place !== "BR", LDC: ({ place }) => place === "TZ" },
  YEAR: { "2023": ({ year }) => year === 2023, "2024": ({ year }) => year === 2024 },
  STAKEHOLDER_TYPE: {
    GOVERNMENT: ({ stakeholderType }) => stakeholderType === "GOVERNMENT",
    CIVIL_SOCIETY: ({ stakeholderType }) => stakeholderType === "CIVIL_SOCIETY",
  },
};

const linked = (id: string, goals: readonly (readonly [number, boolean])[]): Change => {
  const line = SMALL_PLAN.find(({ kind, subject }) => kind === "ACTION_LINE" && subject === id)?.record as RecordOfKind["ACTION_LINE"];
  const sdgLinks = goals.map(([goal, disputed]) => ({ ...line.sdgLinks[0], goal, disputed })) as RecordOfKind["ACTION_LINE"]["sdgLinks"];
  return change("ACTION_LINE", id, { ...line, sdgLinks });
};
const group = (id: string, countries: readonly string[]): Change =>
  change("PLACE_GROUP", id, { id, name: id, countries, source: "a list" });

const WORLD: readonly Change[] = [
  ...SMALL_PLAN,
  linked("C1", [
    [3, false],
    [4, true],
  ]),
  linked("C7-eHealth", [[3, false]]),
  linked("C7", [[9, false]]),
  change("THEME", "care", { id: "care", name: "Care", items: ["GPA-18", "GPA-8a"] }),
  group("COAST", ["KE", "TZ"]),
  group("LDC", ["TZ"]),
  ...AGENCIES.map(anAgency),
  ...AGENCIES.map((agency) => aSource(`${agency}/feed`)),
  ...AGENCIES.map((agency) => aHarvest(`${agency}/feed`, "2025-06-20T00:00:00Z")),
  ...AGENCIES.map((agency) => aScope(`${agency}:scope`, "COMPLETE", { years: YEARS })),
  ...[aFacilitator("C7-eHealth", "ALPHA"), aFacilitator("C1", "BETA"), aFacilitator("C7", "GAMMA")],
  aStatement("statement C7", "C7", { items: ["GPA-18"], stakeholderTypes: ["CIVIL_SOCIETY"], years: YEARS }),
  ...ITEMS.map((item) => anExpectation(`all ${item}`, { item, year: 2024 })),
];

const world = (changes: readonly Change[]): MemoryIndex => new MemoryIndex([...WORLD, ...changes]);
const pointOf = ({ sequence }: MemoryIndex) => ({ sequence, instant: INSTANT, latest: true });
const cellsOf = (result: CoverageResult): CoverageCell[] => Array.from({ length: result.size }, (_, cell) => result.cell(cell));
const asked = (by: readonly CoverageAxis[], definition: string): CoverageQuery => ({
  ...{ by, definition, items: ITEMS, places: ["002", "019"], placeLevel: "COUNTRY", years: YEARS, stakeholderTypes: TYPES },
});
const BASE = ["ITEM", "COUNTRY", "YEAR", "STAKEHOLDER_TYPE"] as const;
const done = (id: string, item: string, place: string): Change =>
  anActivity(id, {
    ...{ items: [{ item }], places: [{ place }], period: { start: "2023-05-01", end: "2024-05-01" } },
    participants: [{ role: "IMPLEMENTER", organisation: { id: "A MINISTRY", name: "A ministry", type: "GOVERNMENT" } }],
  });
/** Some work that covers a cell or two of every roll-up, beside all that may have happened. */
const busy = fc
  .tuple(history, fc.subarray([done("delta:1", "GPA-18a", "KE"), done("delta:2", "GPA-8a", "TZ"), done("delta:3", "GPA-14", "BR")]))
  .map(([changes, more]) => [...changes, ...more]);
const definition = fc.constantFrom(...DEFINITIONS.map(({ version }) => version));

function countsOf(cells: readonly CoverageCell[]): Record<BaseState, number> {
  const counts = { COVERED: 0, PARTIAL: 0, OMITTED: 0, UNKNOWN: 0, NOT_APPLICABLE: 0, UNDETERMINED: 0 };
  for (const { state } of cells) if (state !== null && state !== "MIXED") counts[state] += 1;
  return counts;
}

function expectNoNarrower(before: CoverageBounds, after: CoverageBounds): void {
  for (const rate of ["covered", "omitted"] as const) {
    expect(after[rate]?.low ?? 0).toBeLessThanOrEqual(before[rate]?.low ?? 0);
    expect(after[rate]?.high ?? 1).toBeGreaterThanOrEqual(before[rate]?.high ?? 1);
  }
  expect(after.completeness ?? 0).toBeLessThanOrEqual(before.completeness ?? 0);
}

describe("a roll-up", () => {
  it("says of its base cells what they say themselves, and a state of its own only where all agree", () => {
    let pretended = 0;
    const axes = fc.constantFrom(...(Object.keys(MEMBERS) as CoverageAxis[]));
    fc.assert(
      fc.property(busy, axes, definition, (changes, axis, version) => {
        const index = world(changes);
        const base = cellsOf(computeCoverage(index, asked(BASE, version), pointOf(index), false));
        const query = asked([axis], version);
        const shown = cellsOf(computeCoverage(index, query, pointOf(index), false));
        expect(shown.map(({ coordinates }) => coordinates[axis])).toEqual(
          Object.entries(MEMBERS[axis] ?? {}).flatMap(([value, isMember]) => (base.some(isMember) ? [value] : [])),
        );
        for (const cell of shown) {
          const own = base.filter(MEMBERS[axis]?.[cell.coordinates[axis] ?? ""] ?? (() => false));
          const states = new Set(own.map(({ state }) => state));
          expect(cell.counts).toEqual(countsOf(own));
          expect(cell.state).toBe(states.size === 0 ? "UNDETERMINED" : states.size === 1 ? [...states][0] : "MIXED");
          if (states.has("COVERED") && states.size > 1) pretended += 1;
          const evidence = own.flatMap((of) =>
            evidenceOf(index, asked(BASE, version), of.coordinates, Number.POSITIVE_INFINITY, pointOf(index), false),
          );
          const strong = evidence.filter(({ strength }) => strength === "STRONG").map(({ activity }) => activity);
          expect(cell.activities).toBe(new Set(strong).size);
        }
      }),
      { numRuns: 60, seed: 2005 },
    );
    expect(pretended).toBeGreaterThan(10);
  });

  it("has the rates of its grid, whatever it is shown by, and none where nothing is applicable", () => {
    fc.assert(
      fc.property(busy, fc.constantFrom<CoverageAxis>("ACTION_LINE", "THEME", "PLACE_GROUP"), definition, (changes, axis, version) => {
        const index = world(changes);
        const base = computeCoverage(index, asked(BASE, version), pointOf(index), false);
        const { note: _note, ...rates } = computeCoverage(index, asked([axis], version), pointOf(index), false).bounds;
        const { note: _nor, ...counted } = boundsOf(countsOf(cellsOf(base)));
        expect(rates).toEqual(counted);
        const closed = world([
          ...changes.filter(({ kind }) => kind !== "EXPECTATION"),
          ...ITEMS.map((item) => anExpectation(`all ${item}`, { item, state: "UNDETERMINED" })),
        ]);
        const none = computeCoverage(
          closed,
          { ...asked([axis], version), items: ["GPA-14"], places: ["TZ"], placeLevel: "COUNTRY", by: ["COUNTRY"] },
          pointOf(closed),
          false,
        );
        expect(none.bounds).toMatchObject({ N: 0, covered: null, omitted: null, completeness: null });
      }),
      { numRuns: 30, seed: 2006 },
    );
  });

  it("never narrows its rates, and keeps no OMITTED cell, when all that an agency declared or a team stated is withdrawn", () => {
    let lost = 0;
    fc.assert(
      fc.property(history, fc.constantFrom(...AGENCIES, null), (changes, agency) => {
        const index = world(changes);
        const before = computeCoverage(index, asked(BASE, NEWEST_DEFINITION.version), pointOf(index), false);
        const had = cellsOf(before);
        const statements = LINES.map((line) => change("STATEMENT", `statement ${line}`, null));
        index.append(agency === null ? statements : withdrawalsOf(agency));
        const after = computeCoverage(index, asked(BASE, NEWEST_DEFINITION.version), pointOf(index), false);
        expectNoNarrower(before.bounds, after.bounds);
        for (const [place, { state }] of cellsOf(after).entries()) {
          const was = had[place]?.state;
          if (state !== was) expect([was, state]).toEqual(["OMITTED", "UNKNOWN"]);
          if (state !== was) lost += 1;
        }
      }),
      { numRuns: 100, seed: 2007 },
    );
    expect(lost).toBeGreaterThan(50);
  });

  it("leaves no cell OMITTED of which one who answered declared it and then fell silent, whoever else declared the same", () => {
    // Gamma is here by its claim alone, alpha by its mandate.
    const index = world([aScope("gamma:other", "COMPLETE", { items: ["GPA-18a"], years: YEARS })]);
    const stateBy = (version: string): string | null | undefined =>
      cellsOf(computeCoverage(index, asked(BASE, version), pointOf(index), false)).find(
        ({ item, place, year, stakeholderType }) =>
          item === "GPA-18a" && place === "KE" && year === 2024 && stakeholderType === "GOVERNMENT",
      )?.state;
    expect(DEFINITIONS.map(({ version }) => stateBy(version))).toEqual(["OMITTED", "OMITTED", "OMITTED"]);
    index.append(withdrawalsOf("gamma"));
    expect(DEFINITIONS.map(({ version }) => stateBy(version))).toEqual(["OMITTED", "OMITTED", "UNKNOWN"]);
  });
});

function withdrawalsOf(agency: string): Change[] {
  return [change("SCOPE", `${agency}:scope`, null), change("SCOPE", `${agency}:other`, null)];
}
