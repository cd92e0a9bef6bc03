import type { Change } from "@actionline/log/log-entry";
import { change } from "@actionline/log/testing/change";
import type { StakeholderType } from "@actionline/schema/stakeholder-type";
import fc from "fast-check";
import {
  aCommitment,
  aDecision,
  aFacilitator,
  aHarvest,
  aLine,
  anActivity,
  anExpectation,
  anItem,
  anOrganization,
  anOverlap,
  aReview,
  aScope,
  aSource,
  aStatement,
  suggested,
} from "./records";

export const ANY_AGENCIES = ["alpha", "beta", "gamma"] as const;
/** When their sources were last well read, where all is well on 30 June 2025. */
export const WELL_READ = "2025-06-20T00:00:00Z";

const ITEMS = ["GPA-8a", "GPA-14", "GPA-18", "GPA-18a", "GPA-18b"] as const;
const LINES = ["C1", "C7", "C7-eHealth"] as const;
const PLACES = ["GLOBAL", "002", "014", "KE", "019", "BR"] as const;
const ACTIVITIES = ANY_AGENCIES.flatMap((agency) => [`${agency}:1`, `${agency}:2`]);
const SCOPES = ANY_AGENCIES.flatMap((agency) => [`${agency}:s1`, `${agency}:s2`]);

const some = <T>(values: readonly T[], most: number) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: most });

const activity = fc
  .record({
    id: fc.constantFrom(...ACTIVITIES),
    status: fc.constantFrom("PLANNED", "PLANNED", "IMPLEMENTING", "COMPLETED"),
    period: fc.constantFrom({ start: "2024-01-01", end: "2024-12-31" }, { start: "2023-05-01" }),
    items: some(ITEMS, 2).map((items) => items.map((item) => ({ item }))),
    actionLines: some(LINES, 1),
    places: some(PLACES, 2).map((places) => places.map((place) => ({ place }))),
    suggestions: some(ITEMS, 1).map((items) => items.map((item) => suggested(item, "C1"))),
    reporter: fc.constantFrom(
      { id: "GOV", name: "A ministry", type: "GOVERNMENT" as const },
      { id: "OPEN-1", name: "Of no stated type" },
      { reference: "XM-9", name: "Known by a reference" },
    ),
    declared: fc.boolean(),
  })
  .map(({ id, items, actionLines, declared, ...more }) => anActivity(id, { ...more, ...(declared ? { items, actionLines } : {}) }));

const harvest = fc
  .record({
    agency: fc.constantFrom(...ANY_AGENCIES),
    at: fc.constantFrom(WELL_READ, "2024-10-01T00:00:00Z", "2025-01-10T00:00:00Z", null),
    outcome: fc.constantFrom("SUCCEEDED", "SUCCEEDED", "FAILED", "HELD", "RUNNING"),
    withheld: fc.constantFrom(0, 0, 0, 3),
  })
  .map(({ agency, at, outcome, withheld }) => aHarvest(`${agency}/feed`, at, at === null ? "FAILED" : outcome, { withheld }));

const scope = fc
  .record({
    id: fc.constantFrom(...SCOPES),
    level: fc.constantFrom("COMPLETE", "COMPLETE", "NIL", "PARTIAL", "NONE"),
    years: fc.constantFrom<[number, ...number[]]>([2024], [2023], [2024, 2025]),
    places: fc.constantFrom<[string]>(["GLOBAL"], ["002"], ["KE"]),
    items: fc.option(fc.constantFrom<[string]>(["GPA-18"], ["GPA-18a"], ["GPA-14"]), { nil: undefined }),
  })
  .map(({ id, level, items, ...more }) => aScope(id, level, { ...more, ...(items === undefined ? {} : { items }) }));

const statement = fc
  .constantFrom<StakeholderType>("CIVIL_SOCIETY", "PRIVATE_SECTOR")
  .map((type) => aStatement(`st ${type}`, "C7", { items: ["GPA-14"], places: null, years: [2024], stakeholderTypes: [type] }));

const expectation = fc
  .tuple(
    fc.constantFrom(...ITEMS),
    fc.constantFrom("CIVIL_SOCIETY", "GOVERNMENT", null),
    fc.constantFrom("EXPECTED", "EXPECTED", "NOT_APPLICABLE"),
  )
  .map(([item, stakeholderType, state]) => anExpectation(`${item} ${stakeholderType}`, { item, stakeholderType, state }));

/** What agencies, teams and publishers enter. */
export const reportedChange: fc.Arbitrary<Change> = fc.oneof(
  { weight: 5, arbitrary: activity },
  { weight: 2, arbitrary: harvest },
  { weight: 3, arbitrary: scope },
  { weight: 1, arbitrary: statement },
  { weight: 2, arbitrary: expectation },
);

/** Everybody declared all: silence means something then, and a single change undoes it. */
export const EVERYTHING_DECLARED: readonly Change[] = [
  ...ANY_AGENCIES.map((agency) => aScope(`${agency}:whole`, "COMPLETE", { years: [2023, 2024, 2025] })),
  aStatement("whole", "C7", { items: ["GPA-14", "GPA-18", "GPA-18a"], stakeholderTypes: ["CIVIL_SOCIETY"] }),
];

const removal = fc.oneof(
  fc.constantFrom(...ACTIVITIES).map((id) => change("ACTIVITY", id, null)),
  fc.constantFrom(...SCOPES).map((id) => change("SCOPE", id, null)),
);
const review = fc
  .tuple(fc.constantFrom(...ACTIVITIES), fc.constantFrom(...ITEMS), fc.constantFrom("ACCEPTED", "REJECTED"))
  .map(([id, item, decision]) => aReview(id, { item, actionLine: "C1" }, decision));
const pair = fc.uniqueArray(fc.constantFrom(...ACTIVITIES), { minLength: 2, maxLength: 2 });
const link = fc
  .tuple(pair, fc.constantFrom("SAME", "DISTINCT", null))
  .map(([[one = "", other = ""], decision]) =>
    decision === null ? anOverlap(one, other, { outcome: "MERGED" }) : aDecision(one, other, decision),
  );
const reference = fc.constantFrom(
  anOrganization("OPEN-1", "CIVIL_SOCIETY"),
  anOrganization("XM-9", "GOVERNMENT"),
  anItem("GPA-14", "C7", { nature: "CHAPEAU" }),
  anItem("GPA-99z", "C11"),
  aLine("C11"),
);
const responsibility = fc.constantFrom(
  aFacilitator("C1", "GAMMA"),
  aFacilitator("C7", "ALPHA"),
  change("FACILITATOR", "C1 BETA", null),
  aCommitment("k1", "GAMMA", { items: ["GPA-14"] }),
  aSource("gamma/archive", { frequencyDays: null }),
);

/** What anybody enters, in any order: also what takes back, decides, or alters the plan. */
export const anyChange: fc.Arbitrary<Change> = fc.oneof(
  { weight: 8, arbitrary: reportedChange },
  { weight: 1, arbitrary: removal },
  { weight: 2, arbitrary: review },
  { weight: 2, arbitrary: link },
  { weight: 1, arbitrary: reference },
  { weight: 1, arbitrary: responsibility },
);
