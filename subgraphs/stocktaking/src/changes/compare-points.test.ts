import { inOneGo } from "@actionline/kit/work-budget";
import type { Change } from "@actionline/log/log-entry";
import { change } from "@actionline/log/testing/change";
import fc from "fast-check";
import { computeCoverage } from "../coverage/compute-coverage";
import type { CoverageQuery } from "../coverage/coverage-query";
import { ANY_AGENCIES, anyChange, EVERYTHING_DECLARED, WELL_READ } from "../testing/any-changes";
import { MemoryIndex } from "../testing/memory-index";
import {
  aCommitment,
  aDecision,
  aFacilitator,
  aHarvest,
  anActivity,
  anAgency,
  anExpectation,
  anItem,
  anOverlap,
  aReview,
  aScope,
  aSource,
  suggested,
} from "../testing/records";
import { SMALL_PLAN } from "../testing/small-plan";
import { CHANGE_CAUSES } from "./change-cause";
import { type CellChange, type Comparing, comparePoints } from "./compare-points";
import { TABLES_OF_FAMILY } from "./input-family";

const TIMES = Number(process.env.ACTIONLINE_SOAK_TIMES ?? 1);
const SEED = Number(process.env.ACTIONLINE_SOAK_SEED ?? 2005);
const THEN = new Date("2025-06-25T00:00:00Z");
const NOW = new Date("2025-06-30T00:00:00Z");
const BASE: readonly Change[] = [
  ...SMALL_PLAN,
  ...ANY_AGENCIES.map(anAgency),
  ...ANY_AGENCIES.map((agency) => aSource(`${agency}/feed`)),
  ...ANY_AGENCIES.map((agency) => aHarvest(`${agency}/feed`, WELL_READ)),
  aFacilitator("C7-eHealth", "ALPHA"),
  aFacilitator("C1", "BETA"),
];
const HEALTH: CoverageQuery = { by: ["ITEM", "REGION"], years: [2024] };

interface Period {
  readonly before: readonly Change[];
  readonly since: readonly Change[];
  readonly from?: Date;
  readonly to?: Date;
}

/** What changed over a period, and how both answers are had by themselves. */
function compared({ before, since, from = THEN, to = NOW }: Period, query: CoverageQuery, comparing: Partial<Comparing> = {}) {
  const index = new MemoryIndex([...BASE, ...before]);
  const earlier = { sequence: index.sequence, instant: from, latest: false };
  index.append(since);
  const later = { sequence: index.sequence, instant: to, latest: false };
  const asked = { index, query, earlier, later, privateToo: false };
  const found = inOneGo(comparePoints(asked, { counts: false, dedupe: "CONFIRMED", ...comparing }));
  return { ...found, alone: () => [earlier, later].map((point) => computeCoverage(index, query, point, false)) };
}

const told = ({ coordinates, before, after, cause, together }: CellChange): string =>
  `${Object.values(coordinates).join(" ")}: ${before?.state ?? "-"} → ${after?.state ?? "-"}, ${cause}${together ? " together" : ""}`;
const changesOf = (period: Period, query: CoverageQuery = HEALTH, comparing: Partial<Comparing> = {}): string[] =>
  compared(period, query, comparing).changes.map(told);

const inKenya = (id: string, more: Parameters<typeof anActivity>[1] = {}): Change =>
  anActivity(id, { items: [{ item: "GPA-18b" }], places: [{ place: "KE" }], ...more });
const nil = aScope("alpha:s1", "NIL", { items: ["GPA-18b"], places: ["002"], years: [2024, 2025] });
/** GPA-18 lies above GPA-18b: what covers the one covers the other. */
const only18b: CoverageQuery = { ...HEALTH, items: ["GPA-18b"] };

describe("a change with one cause is put down to it", () => {
  it("new work in a year that is still open is a new activity", () => {
    const since = [inKenya("beta:1", { period: { start: "2025-02-01", end: "2025-11-30" } })];
    expect(changesOf({ before: [], since }, { ...only18b, years: [2025] })).toEqual(["GPA-18b 002: UNKNOWN → COVERED, NEW_ACTIVITY"]);
  });

  it("work of a year that had closed is a late report", () => {
    expect(changesOf({ before: [nil], since: [inKenya("beta:1")] }, only18b)).toEqual(["GPA-18b 002: OMITTED → COVERED, LATE_REPORT"]);
  });

  it("work of closed years alone is late for a cell of open years too, and work that goes on is new", () => {
    const byItem: CoverageQuery = { by: ["ITEM"], items: ["GPA-18b"], places: ["002"], years: [2023, 2024, 2025] };
    const late = inKenya("beta:1", { period: { start: "2023-01-01", end: "2024-02-01" } });
    expect(changesOf({ before: [], since: [late] }, byItem)).toEqual(["GPA-18b: UNKNOWN → MIXED, LATE_REPORT"]);
    const goingOn = inKenya("beta:1", { period: { start: "2023-01-01" } });
    expect(changesOf({ before: [], since: [goingOn] }, byItem)).toEqual(["GPA-18b: UNKNOWN → COVERED, NEW_ACTIVITY"]);
  });

  it("a source that fails, recovers, or only grows old is an outage or a recovery", () => {
    const failed = aHarvest("alpha/feed", WELL_READ, "FAILED");
    expect(changesOf({ before: [nil], since: [failed] }, only18b)).toEqual(["GPA-18b 002: OMITTED → UNKNOWN, SOURCE_OUTAGE_OR_RECOVERY"]);
    expect(changesOf({ before: [nil, failed], since: [aHarvest("alpha/feed", "2025-06-29T00:00:00Z")] }, only18b)).toEqual([
      "GPA-18b 002: UNKNOWN → OMITTED, SOURCE_OUTAGE_OR_RECOVERY",
    ]);
    const months = { from: new Date("2025-06-25T00:00:00Z"), to: new Date("2025-11-30T00:00:00Z") };
    expect(changesOf({ before: [nil], since: [], ...months }, only18b)).toEqual([
      "GPA-18b 002: OMITTED → UNKNOWN, SOURCE_OUTAGE_OR_RECOVERY",
    ]);
    const beta = aHarvest("beta/feed", "2024-05-01T00:00:00Z");
    expect(changesOf({ before: [inKenya("beta:1")], since: [beta] }, only18b)).toEqual([
      "GPA-18b 002: COVERED → PARTIAL, SOURCE_OUTAGE_OR_RECOVERY",
    ]);
  });

  it("a decision on duplicates alters counts, and never a state", () => {
    const before = [inKenya("beta:1"), inKenya("gamma:1"), anOverlap("beta:1", "gamma:1")];
    const since = [aDecision("beta:1", "gamma:1", "SAME")];
    expect(changesOf({ before, since }, only18b)).toEqual([]);
    const { changes } = compared({ before, since }, only18b, { counts: true });
    expect(changes.map(told)).toEqual(["GPA-18b 002: COVERED → COVERED, DUPLICATE_DECISION"]);
    expect(changes.map(({ before: was, after: is }) => [was?.activities, is?.activities])).toEqual([[2, 1]]);
    expect(changesOf({ before, since }, only18b, { counts: true, dedupe: "NONE" })).toEqual([]);
  });

  it("an edit of the expectation register is one", () => {
    const since = [anExpectation("e1", { item: "GPA-18b", place: "002", state: "NOT_APPLICABLE" })];
    expect(changesOf({ before: [], since }, only18b)).toEqual(["GPA-18b 002: UNKNOWN → NOT_APPLICABLE, EXPECTATION_CHANGE"]);
  });

  it("another version of the definition is one", () => {
    const version = (of: string): Change => change("DEFINITION", "coverage", { id: "coverage", version: of, text: "", parameters: {} });
    const before = [nil, aHarvest("alpha/feed", WELL_READ, "SUCCEEDED", { withheld: 2 }), version("1.0.0")];
    expect(changesOf({ before, since: [version("1.1.0")] }, only18b)).toEqual(["GPA-18b 002: OMITTED → UNKNOWN, DEFINITION_CHANGE"]);
    // Asked under one version, nothing has changed.
    expect(changesOf({ before, since: [version("1.1.0")] }, { ...only18b, definition: "1.0.0" })).toEqual([]);
  });

  it("a declaration that comes or goes is one", () => {
    expect(changesOf({ before: [], since: [nil] }, only18b)).toEqual(["GPA-18b 002: UNKNOWN → OMITTED, SCOPE_CHANGE"]);
    const withdrawn = change("SCOPE", "alpha:s1", null);
    expect(changesOf({ before: [nil], since: [withdrawn] }, only18b)).toEqual(["GPA-18b 002: OMITTED → UNKNOWN, SCOPE_CHANGE"]);
  });

  it("a reviewer's decision is one", () => {
    const before = [nil, inKenya("beta:1", { items: [], suggestions: [suggested("GPA-18b", "C7-eHealth")] })];
    const decided = (decision: "ACCEPTED" | "REJECTED") => aReview("beta:1", { item: "GPA-18b", actionLine: "C7-eHealth" }, decision);
    expect(changesOf({ before, since: [decided("ACCEPTED")] }, only18b)).toEqual(["GPA-18b 002: UNKNOWN → COVERED, REVIEW_DECISION"]);
    expect(changesOf({ before, since: [decided("REJECTED")] }, only18b)).toEqual(["GPA-18b 002: UNKNOWN → OMITTED, REVIEW_DECISION"]);
  });

  it("an activity that is changed or withdrawn is one", () => {
    const before = [nil, inKenya("beta:1", { status: "PLANNED" })];
    expect(changesOf({ before, since: [inKenya("beta:1")] }, only18b)).toEqual(["GPA-18b 002: PARTIAL → COVERED, ACTIVITY_CHANGE"]);
    expect(changesOf({ before, since: [change("ACTIVITY", "beta:1", null)] }, only18b)).toEqual([
      "GPA-18b 002: PARTIAL → OMITTED, ACTIVITY_CHANGE",
    ]);
  });

  it("another who answers for the item is one", () => {
    expect(changesOf({ before: [nil], since: [aCommitment("k1", "GAMMA", { items: ["GPA-18b"] })] }, only18b)).toEqual([
      "GPA-18b 002: OMITTED → UNKNOWN, RESPONSIBILITY_CHANGE",
    ]);
  });

  it("another plan is one; an item that wasn't there has no state before", () => {
    const since = [anItem("GPA-18c", "C7-eHealth", { parent: "GPA-18" }), anItem("GPA-14", "C7", { nature: "CHAPEAU" })];
    expect(changesOf({ before: [], since }, { ...HEALTH, places: ["002"], actionLines: ["C7"] })).toEqual([
      "GPA-18c 002: - → UNKNOWN, REFERENCE_CHANGE",
      "GPA-14 002: UNKNOWN → -, REFERENCE_CHANGE",
    ]);
    expect(changesOf({ before: [], since }, { ...HEALTH, items: ["GPA-18c"], places: ["002"] })).toEqual([
      "GPA-18c 002: - → UNKNOWN, REFERENCE_CHANGE",
    ]);
  });

  it("a year that closes is one", () => {
    const before = [nil, aSource("alpha/feed", { frequencyDays: null }), aHarvest("alpha/feed", "2026-01-02T00:00:00Z")];
    const newYear = { from: new Date("2025-12-30T00:00:00Z"), to: new Date("2026-01-03T00:00:00Z") };
    expect(changesOf({ before, since: [], ...newYear }, { ...only18b, years: [2025] })).toEqual([
      "GPA-18b 002: UNKNOWN → OMITTED, YEAR_CLOSED",
    ]);
  });
});

describe("a change with several causes", () => {
  it("is put down to the first in the order of precedence that does it alone", () => {
    const before = [inKenya("beta:1", { items: [], suggestions: [suggested("GPA-18b", "C7-eHealth")] })];
    const since = [inKenya("gamma:1"), aReview("beta:1", { item: "GPA-18b", actionLine: "C7-eHealth" }, "ACCEPTED")];
    expect(changesOf({ before, since }, only18b)).toEqual(["GPA-18b 002: UNKNOWN → COVERED, REVIEW_DECISION"]);
    expect(changesOf({ before, since }, only18b, { counts: true })).toEqual(["GPA-18b 002: UNKNOWN → COVERED, REVIEW_DECISION"]);
  });

  it("is put down to what changed the state, however many activities came with it; they count where it stayed", () => {
    const undetermined = anExpectation("e1", { item: "GPA-18b", place: "002", state: "UNDETERMINED" });
    for (const counts of [false, true]) {
      const { changes } = compared({ before: [], since: [undetermined, inKenya("beta:1")] }, only18b, { counts });
      expect(changes.map(told)).toEqual(["GPA-18b 002: UNKNOWN → UNDETERMINED, EXPECTATION_CHANGE"]);
      expect(changes.map(({ before, after }) => [before?.activities, after?.activities])).toEqual([[0, 1]]);
    }
    const since = [anExpectation("e2", { item: "GPA-18b", place: "002", reason: "Said anew." }), inKenya("gamma:1")];
    const { changes } = compared({ before: [inKenya("beta:1")], since }, only18b, { counts: true });
    expect(changes.map(told)).toEqual(["GPA-18b 002: COVERED → COVERED, LATE_REPORT"]);
    expect(changes.map(({ before, after }) => [before?.activities, after?.activities])).toEqual([[1, 2]]);
  });

  it("is put down to the last of those that were needed, and says that it wasn't alone", () => {
    const before = [inKenya("beta:1", { items: [], suggestions: [suggested("GPA-18b", "C7-eHealth")] })];
    const since = [aReview("beta:1", { item: "GPA-18b", actionLine: "C7-eHealth" }, "REJECTED"), nil];
    expect(changesOf({ before, since }, only18b)).toEqual(["GPA-18b 002: UNKNOWN → OMITTED, SCOPE_CHANGE together"]);
  });
});

const period = fc.record({
  before: fc.tuple(fc.constantFrom([], EVERYTHING_DECLARED), fc.array(anyChange, { maxLength: 14 })).map((parts) => parts.flat()),
  since: fc.array(anyChange, { minLength: 1, maxLength: 8 }),
  from: fc.constantFrom(new Date("2024-12-20T00:00:00Z"), THEN),
  to: fc.constantFrom(NOW, new Date("2025-09-30T00:00:00Z"), new Date("2026-01-10T00:00:00Z")),
});
const question = fc.constantFrom<CoverageQuery>(
  HEALTH,
  { by: ["ITEM", "REGION", "STAKEHOLDER_TYPE"], years: [2024], stakeholderTypes: ["GOVERNMENT", "CIVIL_SOCIETY"] },
  { by: ["ACTION_LINE", "YEAR"], years: [2023, 2024, 2025] },
);

describe("changes between any two points", () => {
  it("are explained by families that hold every table, each once", () => {
    const tables = Object.values(TABLES_OF_FAMILY).flat();
    expect([...tables].sort()).toEqual(Object.keys(new MemoryIndex().tables.at(0, false)).sort());
  });

  it("are exactly the cells whose states differ between two answers, each with one cause", () => {
    const seen = new Set<string>();
    let together = 0;
    fc.assert(
      fc.property(period, question, fc.boolean(), (over, query, counts) => {
        const { changes, alone, before, after } = compared(over, query, { counts });
        const coverage = alone();
        const [were, are] = coverage.map((result) => {
          const cells = Array.from({ length: result.size }, (_, cell) => ({ ...result.cell(cell), ...result.activityCounts(cell) }));
          return new Map(cells.map((cell) => [JSON.stringify(cell.coordinates), cell]));
        });
        const differing = [...new Set([...(are?.keys() ?? []), ...(were?.keys() ?? [])])].filter((key) => {
          const [one, other] = [were?.get(key), are?.get(key)];
          const alike = one?.confirmed === other?.confirmed && JSON.stringify(one?.counts) === JSON.stringify(other?.counts);
          return one?.state !== other?.state || (counts && !alike);
        });
        expect(changes.map(({ coordinates }) => JSON.stringify(coordinates)).sort()).toEqual(differing.sort());
        for (const change of changes) {
          const key = JSON.stringify(change.coordinates);
          expect([change.before?.state, change.after?.state]).toEqual([were?.get(key)?.state, are?.get(key)?.state]);
          seen.add(change.cause);
          if (change.together) together += 1;
        }
        expect([before.bounds, after.bounds]).toEqual(coverage.map(({ bounds }) => bounds));
      }),
      { numRuns: 200 * TIMES, seed: SEED },
    );
    // Another definition, and links between records that both count, have tests of their own.
    const rare = ["DEFINITION_CHANGE", "DUPLICATE_DECISION"];
    expect([...seen].filter((cause) => !rare.includes(cause)).sort()).toEqual(
      CHANGE_CAUSES.filter((cause) => !rare.includes(cause)).sort(),
    );
    expect(together).toBeGreaterThan(5);
  });

  it("of a state have the same cause whether counts are compared as well or not", () => {
    let states = 0;
    let numbers = 0;
    fc.assert(
      fc.property(period, question, (over, query) => {
        const plain = compared(over, query).changes;
        const counted = compared(over, query, { counts: true }).changes;
        const ofStates = counted.filter(({ before, after }) => before?.state !== after?.state);
        expect(ofStates.map(told)).toEqual(plain.map(told));
        states += ofStates.length;
        numbers += counted.length - ofStates.length;
      }),
      { numRuns: 100 * TIMES, seed: SEED },
    );
    expect(Math.min(states, numbers)).toBeGreaterThan(20);
  });

  it("never show a gap where a source failed and nothing else happened", () => {
    let changed = 0;
    const outage = fc.record({ agency: fc.constantFrom(...ANY_AGENCIES), at: fc.constantFrom(WELL_READ, "2024-10-01T00:00:00Z", null) });
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 14 }), outage, question, (before, { agency, at }, query) => {
        const { changes } = compared(
          { before: [...before, nil, aHarvest(`${agency}/feed`, WELL_READ)], since: [aHarvest(`${agency}/feed`, at, "FAILED")] },
          query,
        );
        for (const { cause, after, coordinates } of changes) {
          expect(cause).toBe("SOURCE_OUTAGE_OR_RECOVERY");
          expect({ coordinates, state: after?.state }).not.toEqual({ coordinates, state: "OMITTED" });
        }
        changed += changes.length;
      }),
      { numRuns: 150 * TIMES, seed: SEED },
    );
    expect(changed).toBeGreaterThan(20);
  });
});
