import type { Change } from "@actionline/log/log-entry";
import { change } from "@actionline/log/testing/change";
import fc from "fast-check";
import { DEFINITIONS } from "../coverage/definitions";
import { aCommitment, aHarvest, anActivity, anExpectation, aReview, aScope, aStatement, suggested } from "./records";

/** Items of the small plan, and one that no plan has. */
export const ITEMS = ["GPA-8", "GPA-8a", "GPA-8b", "GPA-14", "GPA-18", "GPA-18a", "GPA-18b", "GPA-77"] as const;
export const LINES = ["C1", "C7", "C7-eHealth"] as const;
export const PLACES = ["GLOBAL", "002", "014", "KE", "TZ", "019", "BR", "ZZ"] as const;
export const AGENCIES = ["alpha", "beta", "gamma"] as const;
const TYPES = ["GOVERNMENT", "ACADEMIA", "CIVIL_SOCIETY"] as const;
const ACTIVITIES = AGENCIES.flatMap((agency) => [1, 2, 3, 4].map((number) => `${agency}:${number}`));
const some = <T>(values: readonly T[], most: number) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: most });
const year = fc.integer({ min: 2021, max: 2026 });
const date = fc.tuple(year, fc.integer({ min: 1, max: 12 })).map(([of, month]) => `${of}-${String(month).padStart(2, "0")}-15`);
const target = fc.oneof(
  fc.constantFrom(...ITEMS).map((item) => ({ item, actionLine: "C1" })),
  fc.constantFrom(...LINES).map((actionLine) => ({ item: null, actionLine })),
);
const organisation = fc.oneof(
  fc.constantFrom(...TYPES).map((type) => ({ id: `ORG-${type}`, name: "By its own word", type })),
  fc.constantFrom("ORG-1", "ORG-2").map((id) => ({ id, name: "By the hub's record" })),
  fc.constantFrom("XM-1", "XM-2").map((reference) => ({ reference, name: "By a reference" })),
);

/** Any version of any of a dozen activities: some undated, some halted, some private, with every kind of assignment. */
const activity: fc.Arbitrary<Change> = fc
  .record({
    id: fc.constantFrom(...ACTIVITIES),
    status: fc.constantFrom("PLANNED", "IMPLEMENTING", "IMPLEMENTING", "COMPLETED", "SUSPENDED", "CANCELLED"),
    period: fc.record({ start: date, end: date }, { requiredKeys: [] }),
    items: some(ITEMS, 3).map((items) => items.map((item) => ({ item }))),
    actionLines: some(LINES, 1),
    places: some(PLACES, 3).map((places) => places.map((place) => ({ place }))),
    suggestions: fc.array(target, { maxLength: 2 }).map((targets) => targets.map(({ item, actionLine }) => suggested(item, actionLine))),
    participants: fc.array(fc.record({ role: fc.constantFrom("FUNDER", "LEAD", "IMPLEMENTER"), organisation }), { maxLength: 3 }),
    visibility: fc.constantFrom("PUBLIC", "PUBLIC", "PUBLIC", "PRIVATE"),
  })
  .map(({ id, visibility, ...record }) => anActivity(id, record, visibility));

const removal = fc.constantFrom(...ACTIVITIES).map((id) => change("ACTIVITY", id, null));
const review = fc
  .tuple(fc.constantFrom(...ACTIVITIES), target, fc.constantFrom("ACCEPTED", "REJECTED"))
  .map(([id, of, decision]) => aReview(id, of, decision));
const harvest = fc
  .tuple(fc.constantFrom(...AGENCIES), fc.constantFrom("2023-05-01T00:00:00Z", "2024-08-01T00:00:00Z", "2025-06-20T00:00:00Z", null))
  .map(([agency, at]) => aHarvest(`${agency}/feed`, at, at === null ? "FAILED" : "SUCCEEDED"));
const organization = fc.tuple(fc.constantFrom("ORG-1", "ORG-2", "XM-1"), fc.constantFrom(...TYPES)).map(([id, type]) =>
  change("ORGANIZATION", id, {
    id,
    name: id,
    acronym: null,
    type,
    kindOfBody: null,
    role: null,
    website: null,
    identifiers: [],
    verified: true,
    invented: true,
  }),
);
const scopeOf = (ids: readonly string[], level: fc.Arbitrary<"COMPLETE" | "NIL" | "PARTIAL" | "SAMPLE">) =>
  fc
    .record(
      {
        id: fc.constantFrom(...ids),
        level,
        places: fc.constantFrom<string[]>(["GLOBAL"], ["002"], ["KE", "BR"], ["014"]),
        years: fc.constantFrom<number[]>([2023, 2024], [2022, 2023, 2024]),
        items: fc.constantFrom<string[]>(["GPA-18"], ["GPA-18a", "GPA-8a"], ["GPA-14"]),
        actionLines: fc.constantFrom<string[]>(["C7"], ["C1"], ["C7-eHealth"]),
      },
      { requiredKeys: ["id", "level", "years"] },
    )
    .map((each) => aScope(each.id, each.level, each));
const scope = fc.oneof(
  scopeOf(
    AGENCIES.map((agency) => `${agency}:scope`),
    fc.constantFrom("COMPLETE", "NIL", "PARTIAL", "COMPLETE"),
  ),
  scopeOf(
    AGENCIES.map((agency) => `${agency}:other`),
    fc.constantFrom("COMPLETE", "NIL", "SAMPLE"),
  ),
);
const statement = fc
  .record({
    items: fc.constantFrom<string[]>(["GPA-18"], ["GPA-18a", "GPA-14"], ["GPA-8a"]),
    places: fc.constantFrom<string[] | null>(null, ["002"], ["KE"]),
    years: fc.constantFrom<number[]>([2024], [2022, 2023, 2024]),
    stakeholderTypes: fc.constantFrom<("CIVIL_SOCIETY" | "PRIVATE_SECTOR")[]>(["CIVIL_SOCIETY"], ["CIVIL_SOCIETY", "PRIVATE_SECTOR"]),
  })
  .chain((more) => fc.constantFrom(...LINES).map((line) => aStatement(`statement ${line}`, line, more)));
const commitment = fc
  .record({
    organization: fc.constantFrom("ALPHA", "BETA", "A MINISTRY"),
    items: fc.constantFrom<string[]>(["GPA-18"], ["GPA-18a", "GPA-14"], ["GPA-8b"]),
    places: fc.constantFrom<string[] | null>(null, ["019"], ["KE"]),
    from: fc.constantFrom(null, "2023-06-01"),
    to: fc.constantFrom(null, "2023-12-31"),
  })
  .map(({ organization, ...more }) => aCommitment(`commitment ${organization}`, organization, more));
const withdrawal = fc
  .constantFrom<[Change["kind"], string]>(
    ...AGENCIES.map((agency): ["SCOPE", string] => ["SCOPE", `${agency}:other`]),
    ["COMMITMENT", "commitment A MINISTRY"],
    ["COMMITMENT", "commitment BETA"],
  )
  .map(([kind, subject]) => change(kind, subject, null));
const expectation = fc
  .record({
    item: fc.constantFrom(...ITEMS),
    place: fc.constantFrom("KE", "002", null),
    year: fc.constantFrom(2023, null),
    state: fc.constantFrom("EXPECTED", "EXPECTED", "NOT_APPLICABLE", "UNDETERMINED"),
  })
  .map((more) => anExpectation(`${more.item} ${more.place} ${more.year}`, more));
const anyChange = fc.oneof(
  { weight: 10, arbitrary: activity },
  { weight: 1, arbitrary: removal },
  { weight: 2, arbitrary: review },
  { weight: 1, arbitrary: harvest },
  { weight: 1, arbitrary: organization },
  { weight: 2, arbitrary: scope },
  { weight: 1, arbitrary: statement },
  { weight: 1, arbitrary: commitment },
  { weight: 1, arbitrary: withdrawal },
  { weight: 1, arbitrary: expectation },
);
/** A few changes of any kind. */
export const history = fc.uniqueArray(anyChange, { minLength: 4, maxLength: 16, selector: ({ kind, subject }) => `${kind} ${subject}` });
/** A slice of the grid, by any version of the definition, at a point some way back. */
export const question = fc.record({
  places: fc.uniqueArray(fc.constantFrom(...PLACES.filter((place) => place !== "ZZ")), { minLength: 1 }),
  years: fc.uniqueArray(year, { minLength: 1, maxLength: 3 }),
  items: fc.constantFrom(ITEMS.filter((item) => item !== "GPA-77")),
  typed: fc.constantFrom(true, true, false),
  definition: fc.constantFrom(...DEFINITIONS),
  privateToo: fc.boolean(),
  back: fc.integer({ min: 0, max: 60 }),
});
