import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { RULES, type RuleName } from "./rules";
import { createValidator, type Finding, type KnownCodes } from "./validator";

const known: KnownCodes = {
  items: new Set(["GPA-18a", "GPA-18c"]),
  actionLines: new Set(["C4", "C7-eHealth"]),
  places: new Set(["KE", "UG", "002", "GLOBAL"]),
};
const validator = createValidator(known);

type Fields = Record<string, unknown>;

const example = (kind: string): Fields => JSON.parse(readFileSync(join(__dirname, `../../contract/examples/${kind}.json`), "utf8"));
const activity = (facts: Fields = {}): Fields => ({ ...example("activity"), ...facts });
const budget = (facts: Fields = {}): Fields => ({ ...example("budget"), ...facts });
const scope = (facts: Fields = {}): Fields => ({ ...example("scope"), ...facts });
const titled = (text: string): Fields => activity({ title: [{ language: "en", text }] });
const without = (record: Fields, field: string): Fields => Object.fromEntries(Object.entries(record).filter(([name]) => name !== field));
const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });

/** Each case: the rule, what is given, and the place and value that are reported. */
const CASES: readonly (readonly [RuleName, string, unknown, Partial<Finding>])[] = [
  ["SHAPE_NOT_A_RECORD", "a list", [], { pointer: "", value: "a list of 0" }],
  ["SHAPE_NOT_A_RECORD", "an UPSERT without a record", { operation: "UPSERT" }, { pointer: "", value: "nothing" }],
  [
    "OPERATION_UNKNOWN",
    "an operation of a later version",
    { operation: "RENAMED_TO", id: "a:1" },
    { pointer: "/operation", value: "RENAMED_TO" },
  ],
  ["SUCCESSORS_WRONG", "a merge into nothing", { operation: "MERGED_INTO", id: "a:1" }, { pointer: "/into", value: "nothing" }],
  ["SUCCESSORS_WRONG", "a merge into two", { operation: "MERGED_INTO", id: "a:1", into: ["a:2", "a:3"] }, { pointer: "/into" }],
  ["SUCCESSORS_WRONG", "a merge into itself", { operation: "MERGED_INTO", id: "a:1", into: ["a:1"] }, { pointer: "/into" }],
  ["SUCCESSORS_WRONG", "a split into one", { operation: "SPLIT_INTO", id: "a:1", into: ["a:2"] }, { pointer: "/into" }],
  ["SUCCESSORS_WRONG", "a split into one, twice", { operation: "SPLIT_INTO", id: "a:1", into: ["a:2", "a:2"] }, { pointer: "/into" }],
  [
    "ENTITY_ID_WRONG",
    "values under a record's id",
    { ...example("entity"), id: "example-agency:1" },
    { pointer: "/id", value: "example-agency:1" },
  ],
  ["KIND_UNKNOWN", "a kind in lower case", activity({ kind: "activity" }), { pointer: "/kind", value: "activity" }],
  ["KIND_UNKNOWN", "a record without a kind", without(activity(), "kind"), { pointer: "/kind", value: "nothing" }],
  ["DEPTH_TOO_GREAT", "a record of 40 levels", activity({ period: nested(40) }), { pointer: "" }],
  ["RECORD_TOO_LARGE", "a text of 2 MB", titled("x".repeat(2_000_000)), { pointer: "/title" }],
  ["RECORD_TOO_LARGE", "a million empty lists", activity({ items: new Array(1_000_000).fill([]) }), { pointer: "/items" }],
  [
    "KEY_FORBIDDEN",
    "a __proto__ key",
    JSON.parse('{"kind":"ACTIVITY","period":{"__proto__":{"start":"x"}}}'),
    { pointer: "/period/__proto__" },
  ],
  ["LONE_SURROGATE", "half a character", titled("a\ud83d"), { pointer: "/title/0/text", value: "a\\ud83d" }],
  ["CONTROL_CHARACTER", "a NUL", titled("a\u0000b"), { pointer: "/title/0/text", value: "a\\u0000b" }],
  ["CONTROL_CHARACTER", "an escape sequence", titled("a\u001b[2J"), { value: "a\\u001b[2J" }],
  ["TEXT_MISENCODED", "a Windows apostrophe read as Latin-1", titled("nurse\u0092s"), { value: "nurse\\u0092s", severity: "WARNING" }],
  ["TEXT_MISENCODED", "a replacement character", titled("Universit\ufffd"), { pointer: "/title/0/text" }],
  ["REQUIRED_MISSING", "a record without a status", without(activity(), "status"), { pointer: "/status", value: "nothing" }],
  ["REQUIRED_MISSING", "a DELETE without an id", { operation: "DELETE" }, { pointer: "/id" }],
  ["UNKNOWN_FIELD", "a field the contract has not", activity({ colour: "red" }), { pointer: "/colour", value: "red" }],
  ["UNKNOWN_FIELD", "a field beside a change", { operation: "DELETE", id: "a:1", when: 3 }, { pointer: "/when", value: "3" }],
  ["SHAPE_TYPE", "a title that is a text", activity({ title: "Nurses" }), { pointer: "/title", value: "Nurses" }],
  [
    "SHAPE_TYPE",
    "a weight that is NaN",
    activity({ items: [{ item: "GPA-18a", weight: Number.NaN }] }),
    { pointer: "/items/0/weight", value: "NaN" },
  ],
  ["VALUE_NOT_IN_LIST", "a status of another standard", activity({ status: "2" }), { pointer: "/status", value: "2" }],
  ["SHAPE_FORM", "a country by its name", activity({ places: [{ place: "Kenya" }] }), { pointer: "/places/0/place", value: "Kenya" }],
  ["NUMBER_OUT_OF_RANGE", "goal 18", activity({ sdgs: [{ goal: 18 }] }), { pointer: "/sdgs/0/goal", value: "18" }],
  ["TEXT_TOO_SHORT", "an empty title", titled(""), { pointer: "/title/0/text", value: "" }],
  ["TEXT_TOO_LONG", "a title of 20,001 characters", titled("x".repeat(20_001)), { pointer: "/title/0/text", value: `${"x".repeat(119)}…` }],
  ["LIST_EMPTY", "no title at all", activity({ title: [] }), { pointer: "/title", value: "a list of 0" }],
  [
    "LIST_TOO_LONG",
    "301 places",
    activity({ places: new Array(301).fill({ place: "KE" }) }),
    { pointer: "/places", value: "a list of 301" },
  ],
  ["ID_NOT_A_HUB_ID", "an id without an agency", activity({ id: "EH-014" }), { pointer: "/id", value: "EH-014" }],
  ["ID_NOT_A_HUB_ID", "a DELETE of a number", { operation: "DELETE", id: 7 }, { pointer: "/id", value: "7" }],
  ["DATE_IMPOSSIBLE", "0000-00-00", activity({ period: { start: "0000-00-00" } }), { pointer: "/period/start", value: "0000-00-00" }],
  ["DATE_IMPOSSIBLE", "30 February", activity({ period: { end: "2025-02-30" } }), { pointer: "/period/end" }],
  ["DATE_IMPOSSIBLE", "an instant without its time zone", activity({ updatedAt: "2025-03-31T12:00:00" }), { pointer: "/updatedAt" }],
  ["DATE_IMPOSSIBLE", "a leap second", activity({ updatedAt: "2016-12-31T23:59:60Z" }), { pointer: "/updatedAt" }],
  ["AMOUNT_NOT_A_NUMBER", "NaN", budget({ value: { amount: "NaN", currency: "USD" } }), { pointer: "/value/amount", value: "NaN" }],
  ["AMOUNT_NOT_A_NUMBER", "thousands separators", budget({ value: { amount: "1,000", currency: "USD" } }), { pointer: "/value/amount" }],
  [
    "AMOUNT_NOT_A_NUMBER",
    "a JSON number",
    budget({ value: { amount: 12.5, currency: "USD" } }),
    { pointer: "/value/amount", value: "12.5" },
  ],
  [
    "WEB_ADDRESS_UNUSABLE",
    "a script",
    activity({ homepage: "javascript:alert(1)" }),
    { pointer: "/homepage", value: "javascript:alert(1)" },
  ],
  [
    "PERIOD_REVERSED",
    "an activity",
    activity({ period: { start: "2025-02-01", end: "2024-02-01" } }),
    { pointer: "/period", value: "2025-02-01 to 2024-02-01" },
  ],
  ["PERIOD_REVERSED", "a budget", budget({ period: { start: "2025-02-01", end: "2025-01-31" } }), { pointer: "/period" }],
  [
    "PERCENTAGES_SUM",
    "places of 140 percent",
    activity({
      places: [
        { place: "KE", percentage: 70 },
        { place: "UG", percentage: 70 },
      ],
    }),
    { pointer: "/places", value: "the shares add up to 140", severity: "WARNING" },
  ],
  [
    "PERCENTAGES_SUM",
    "items of 101 percent",
    activity({
      items: [
        { item: "GPA-18a", weight: 100 },
        { item: "GPA-18c", weight: 1 },
      ],
    }),
    { pointer: "/items" },
  ],
  [
    "PERCENTAGES_SUM",
    "sectors of one vocabulary, but not of two together",
    activity({
      sectors: [
        { vocabulary: "A", code: "1", percentage: 100 },
        { vocabulary: "B", code: "1", percentage: 100 },
        { vocabulary: "B", code: "2", percentage: 20 },
      ],
    }),
    { pointer: "/sectors", value: "the shares add up to B: 120" },
  ],
  [
    "CODE_REPEATED",
    "a line twice",
    activity({ actionLines: ["C4", "C4"] }),
    { pointer: "/actionLines/1", value: "C4", severity: "WARNING" },
  ],
  ["SDG_TARGET_MISMATCH", "target 4.1 with goal 3", activity({ sdgs: [{ goal: 3, target: "4.1" }] }), { pointer: "/sdgs/0/target" }],
  ["UNKNOWN_ITEM", "an item the plan has not", activity({ items: [{ item: "GPA-99z" }] }), { pointer: "/items/0/item", value: "GPA-99z" }],
  ["UNKNOWN_ITEM", "a budget for such an item", budget({ item: "GPA-99z" }), { pointer: "/item", value: "GPA-99z" }],
  [
    "UNKNOWN_ACTION_LINE",
    "a sub-line that is none",
    activity({ actionLines: ["C7-eNothing"] }),
    { pointer: "/actionLines/0", severity: "WARNING" },
  ],
  ["UNKNOWN_PLACE", "a country that is none", activity({ places: [{ place: "ZZ" }] }), { pointer: "/places/0/place", severity: "WARNING" }],
  ["UNKNOWN_PLACE", "an organization's country", { ...example("organisation"), country: "ZZ" }, { pointer: "/country", value: "ZZ" }],
  ["NO_KNOWN_CODE_LEFT", "a scope whose only place is unknown", scope({ places: ["ZZ"] }), { pointer: "/places" }],
  [
    "NO_KNOWN_CODE_LEFT",
    "an output of a line that is none",
    { ...example("output"), actionLine: "C3" },
    { pointer: "/actionLine", value: "C3" },
  ],
];

describe("each rule of the contract", () => {
  for (const [rule, title, change, expected] of CASES) {
    it(`${rule}: ${title}`, () => {
      const { findings, accepted, record } = validator.check(change);
      const found = findings.filter((finding) => finding.rule === rule);
      expect(found).toEqual([expect.objectContaining({ severity: RULES[rule].severity, ...expected })]);
      expect(accepted).toBe(findings.every((finding) => finding.severity === "WARNING"));
      if (!accepted) expect(record).toBeNull();
    });
  }

  it("has a case here", () => {
    expect(Object.keys(RULES).filter((rule) => !CASES.some(([tested]) => tested === rule))).toEqual([]);
  });
});

describe("the validator", () => {
  it.each(["activity", "budget", "scope", "output", "organisation", "entity"])(
    "accepts the contract's example of kind %s as it stands",
    (kind) => {
      const record = example(kind);
      const verdict = validator.check({ operation: "UPSERT", record });
      expect(verdict).toEqual({ operation: "UPSERT", id: record.id, kind: record.kind, record, accepted: true, into: [], findings: [] });
    },
  );

  it("sets unknown codes aside and keeps the rest, without touching what it was given", () => {
    const given = activity({ places: [{ place: "ZZ" }, { place: "KE", percentage: 50 }], items: [{ item: "GPA-1z" }] });
    const before = structuredClone(given);
    expect(validator.check(given).record).toEqual({ ...before, places: [{ place: "KE", percentage: 50 }], items: [] });
    expect(given).toEqual(before);
  });

  it("narrows a scope that names an unknown place beside a known one, and never widens one", () => {
    expect(validator.check(scope({ places: ["002", "ZZ"] })).record).toEqual(scope({ places: ["002"] }));
    expect(validator.check(scope({ actionLines: ["C9"], items: ["GPA-18a"] })).accepted).toBe(false);
  });

  it("reads a DELETE and a CONFIRMED by their id, with or without the kind", () => {
    expect(validator.check({ operation: "DELETE", id: "a:1" })).toMatchObject({
      operation: "DELETE",
      id: "a:1",
      kind: null,
      accepted: true,
    });
    expect(validator.check({ operation: "CONFIRMED", id: "a:1", kind: "SCOPE" })).toMatchObject({
      kind: "SCOPE",
      record: null,
      accepted: true,
    });
  });

  it("tells the id of a record that it refuses, so that nobody takes it for withdrawn", () => {
    expect(validator.check(activity({ status: "?" }))).toMatchObject({
      id: "example-agency:2025/EH-014",
      kind: "ACTIVITY",
      accepted: false,
    });
  });

  it("tells every mistake of a record at once", () => {
    const { findings } = validator.check(activity({ status: "?", activityKind: 1, colour: 2, period: { start: "x" } }));
    expect(findings.map(({ rule, pointer }) => `${rule} ${pointer}`).sort()).toEqual([
      "DATE_IMPOSSIBLE /period/start",
      "SHAPE_TYPE /activityKind",
      "UNKNOWN_FIELD /colour",
      "VALUE_NOT_IN_LIST /activityKind",
      "VALUE_NOT_IN_LIST /status",
    ]);
  });

  it("shows nothing that could move a cursor or turn a line around", () => {
    const { findings } = validator.check({ kind: "ACTIVITY", "a\u001b[2J/b~\u202e": "\u2066x\u0007" });
    const told = JSON.stringify(findings.map(({ pointer, value }) => pointer + value));
    expect(told).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(findings.find(({ rule }) => rule === "UNKNOWN_FIELD")?.pointer).toBe("/a\\u001b[2J~1b~0\\u202e");
  });

  it("never throws and always decides, whatever JSON it is given", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), mutatedRecord()), (change) => {
        const { accepted, findings, record } = validator.check(change);
        expect(accepted).toBe(!findings.some(({ severity }) => severity === "ERROR"));
        for (const { value, pointer } of findings) expect(value.length <= 120 && !/\p{Surrogate}/u.test(pointer + value)).toBe(true);
        // What it lets through, it lets through again with nothing left to set aside.
        if (record !== null) expect(validator.check(record)).toMatchObject({ accepted: true, record });
      }),
      { seed: 20250331, numRuns: 2_000 },
    );
  });
});

/** A valid record with one or two of its fields, at any depth of the first two levels, exchanged for any JSON. */
function mutatedRecord(): fc.Arbitrary<unknown> {
  const kinds = fc.constantFrom("activity", "budget", "scope", "output", "organisation", "entity").map(example);
  const changes = fc.array(fc.tuple(fc.nat(30), fc.nat(3), fc.jsonValue({ maxDepth: 3 })), { minLength: 1, maxLength: 2 });
  return fc.tuple(kinds, changes).map(([record, edits]) => {
    for (const [position, within, value] of edits) {
      const keys = Object.keys(record);
      const key = keys[position % keys.length] ?? "id";
      const inner = record[key];
      if (Array.isArray(inner) && within > 0) inner[within - 1] = value;
      else record[key] = value;
    }
    return record;
  });
}
