import type { StoredActivity } from "@actionline/schema/hub-records";
import * as fc from "fast-check";
import { featuresOf, type MoreFacts } from "../features/activity-features";
import { aBudget, aContext, anActivity, inEnglish } from "../testing/records";
import { assess } from "./assess";
import type { Assessment } from "./assessment";
import type { MatchContext } from "./match-context";

type Half = Partial<StoredActivity> & { readonly id?: string };
const features = ({ id, ...record }: Half, without: string) => featuresOf(anActivity(id ?? without, record));
const assessed = (one: Half, other: Half, more: Partial<MatchContext> = {}): Assessment =>
  assess(features(one, "a:1"), features(other, "b:2"), aContext(more));

const led = (id: string) => ({ role: "LEAD" as const, organisation: { id, name: id } });
const CORE: Half = {
  title: inEnglish("First steps in coding for school leavers"),
  places: [{ place: "KE" }],
  participants: [led("WHO")],
};
const UNLIKE: Half = { title: inEnglish("Rural broadband for islands"), places: [{ place: "KE" }] };
const QUALIFIED = "XM-DAC-41114-PROJECT-77";
const PAGE = { sourceUrl: "https://example.org/projects/7" };
const French: Half = { title: [{ language: "fr", text: "Premiers pas en programmation" }] };

describe("records of one activity (L0)", () => {
  it.each<readonly [string, Half, Half, Assessment["outcome"]]>([
    [
      "the same id and reporter, the same content",
      { ...CORE, id: "a:17", reporter: { name: "R" } },
      { ...CORE, id: "b:17", reporter: { name: "R" } },
      "MERGED",
    ],
    ["an id that names its publisher, the same content", { ...CORE, id: `a:${QUALIFIED}` }, { ...CORE, id: `b:${QUALIFIED}` }, "MERGED"],
    [
      "the same, with a later end",
      { ...CORE, id: `a:${QUALIFIED}` },
      { ...CORE, id: `b:${QUALIFIED}`, period: { start: "2024-01-01", end: "2025-06-30" } },
      "PROPOSED",
    ],
    ["the same in another language", { ...CORE, id: `a:${QUALIFIED}` }, { ...CORE, ...French, id: `b:${QUALIFIED}` }, "PROPOSED"],
    [
      "an id that anybody may give, the same title alone",
      { id: "a:17", title: inEnglish("Coding for girls") },
      { id: "b:17", title: inEnglish("Coding for girls") },
      null,
    ],
    [
      "the same page and a near title",
      { ...CORE, ...PAGE },
      { ...PAGE, title: inEnglish("First steps in coding, for school leavers") },
      "PROPOSED",
    ],
    ["the same page and another title", { ...CORE, ...PAGE }, { ...UNLIKE, ...PAGE }, null],
    ["title, lead, place and dates", CORE, CORE, "PROPOSED"],
    ["title, lead and dates in other places", CORE, { ...CORE, places: [{ place: "KE" }, { place: "UG" }] }, null],
    ["title, lead and place at another time", CORE, { ...CORE, period: { start: "2026-01-01", end: "2026-12-31" } }, null],
    ["title, place and dates under other leads", CORE, { ...CORE, participants: [led("FAO")] }, null],
    ["page, lead, place and dates where no language is common", { ...CORE, ...PAGE }, { ...CORE, ...French, ...PAGE }, "PROPOSED"],
    ["lead, place and dates where no language is common", CORE, { ...CORE, ...French }, null],
    [
      "one names the other as a third party's report",
      { ...CORE, links: [{ type: "THIRD_PARTY", activity: "b:2" }] },
      { ...CORE, participants: [led("FAO")] },
      "PROPOSED",
    ],
  ])("%s", (_, one, other, outcome) => {
    const found = assessed(one, other);
    expect({ level: found.level === "L0", outcome: found.level === "L0" ? found.outcome : null }).toEqual({
      level: outcome !== null,
      outcome,
    });
  });

  const ownSource = { source: "a/feed" };
  const worth = (amount: string) => ({ budgets: [aBudget("", amount)] });
  it.each<readonly [string, Half, MoreFacts, Assessment["outcome"]]>([
    ["the same dates", {}, {}, "PROPOSED"],
    ["the same dates, and amounts that are near", {}, worth("99"), "PROPOSED"],
    ["the same dates and other amounts", {}, worth("50"), null],
    ["other dates", { period: { start: "2024-02-01", end: "2024-12-31" } }, {}, null],
  ])("title, lead and place within one source: %s", (_, other, beside, outcome) => {
    const one = featuresOf(anActivity("a:1", { ...CORE, ...ownSource }), worth("100"));
    const found = assess(one, featuresOf(anActivity("a:2", { ...CORE, ...ownSource, ...other }), beside), aContext());
    expect(found.outcome).toBe(outcome);
    expect(found.notes).toEqual(
      outcome === null ? [expect.stringMatching(/^a\/feed lists both, under ids of its own and with other/)] : [],
    );
  });

  const funder = { reporter: { id: "CERF", name: "CERF" }, participants: [led("CERF")] };
  const elsewhere = { period: { start: "2024-02-01", end: "2024-12-31" } };
  it.each<readonly [string, Half, MoreFacts, Half, Assessment["outcome"]]>([
    [
      "named, on the same days",
      funder,
      {},
      { participants: [led("WHO"), { role: "FUNDER", organisation: { id: "CERF", name: "CERF" } }] },
      "PROPOSED",
    ],
    [
      "named, with near amounts",
      funder,
      worth("101"),
      { ...elsewhere, participants: [led("WHO"), { role: "FUNDER", organisation: { id: "CERF", name: "CERF" } }] },
      "PROPOSED",
    ],
    ["on the same days, with near amounts", funder, worth("101"), {}, "PROPOSED"],
    ["on the same days alone", funder, {}, {}, null],
    [
      "named alone",
      funder,
      {},
      { ...elsewhere, participants: [led("WHO"), { role: "FUNDER", organisation: { id: "CERF", name: "CERF" } }] },
      null,
    ],
    [
      "on the same days, with near amounts, as one joint programme",
      funder,
      worth("101"),
      { links: [{ type: "JOINT_PROGRAMME", activity: "b:2" }] },
      null,
    ],
  ])("a funder's report of the work beside the implementer's: %s", (_, theirs, beside, ours, outcome) => {
    const one = featuresOf(anActivity("a:1", { ...CORE, ...ours }), worth("100"));
    const other = featuresOf(anActivity("b:2", { ...CORE, ...theirs }), beside);
    expect(assess(one, other, aContext()).outcome).toBe(outcome);
  });

  it("says where titles couldn't be compared, in the note and in the proposal's own words", () => {
    const { notes, assertions } = assessed({ ...CORE, ...PAGE }, { ...CORE, ...French, ...PAGE });
    expect(notes).toEqual(["The titles are in different languages and weren't compared."]);
    expect(assertions.find(({ name }) => name === "URL_EQUAL")?.detail).toContain("different languages and weren't compared");
  });

  it("calls one id with different content a conflict and no match, whatever else is the same", () => {
    const found = assessed(
      { ...CORE, id: `a:${QUALIFIED}` },
      { ...CORE, id: `b:${QUALIFIED}`, title: inEnglish("Rural broadband for islands") },
    );
    expect(found).toMatchObject({ level: null, outcome: null });
    expect(found.conflict).toContain("a conflict of ids, not a match");
  });

  it("never merges or proposes what a veto stands against", () => {
    const copy = { ...CORE, id: `a:${QUALIFIED}` };
    const phase = { title: inEnglish("First steps in coding for school leavers, phase 2"), id: `b:${QUALIFIED}` };
    expect(assessed(copy, { ...CORE, ...phase }).outcome).toBeNull();
    expect(assessed(copy, { ...CORE, id: `b:${QUALIFIED}` }, { timesInSource: () => 5 }).outcome).toBeNull();
  });
});

const WORK: Half = {
  activityKind: "TRAINING",
  items: [{ item: "GPA-18a" }],
  places: [{ place: "KE" }],
  targetGroups: ["nurses"],
};

describe("activities that overlap (L1 to L3)", () => {
  it.each<readonly [string, Half, Assessment["level"]]>([
    ["kind, group, place, item and time", {}, "L3"],
    ["a place around it", { places: [{ place: "002" }] }, "L3"],
    ["an item above it", { items: [{ item: "GPA-18" }] }, "L3"],
    ["a neighbouring country only", { places: [{ place: "UG" }] }, "L2"],
    ["another group", { targetGroups: ["doctors"] }, "L2"],
    ["another kind", { activityKind: "TOOLKIT" }, "L2"],
    ["another kind and group", { activityKind: "TOOLKIT", targetGroups: ["doctors"] }, "L1"],
    ["the same year but not the same time", { period: { start: "2024-12-20", end: "2026-12-31" } }, "L1"],
    ["another part of the item", { items: [{ item: "GPA-18b" }] }, null],
    ["the world as its place", { places: [{ place: "GLOBAL" }] }, null],
    ["another region", { places: [{ place: "FJ" }] }, null],
    ["planned work", { status: "PLANNED" }, null],
    ["the same lead", { participants: [led("A")] }, null],
    ["another year", { period: { start: "2026-01-01", end: "2026-12-31" } }, null],
  ])("%s", (_, other, level) => {
    expect(assessed(WORK, { ...WORK, ...other }).level).toBe(level);
  });

  it("never takes an unspecified kind for the same kind", () => {
    expect(assessed({ ...WORK, activityKind: "UNSPECIFIED" }, { ...WORK, activityKind: "UNSPECIFIED" }).level).toBe("L2");
  });

  it("tells the cells that both are strong in", () => {
    const until = { period: { start: "2023-06-01", end: "2024-03-31" } };
    expect(assessed(WORK, { ...WORK, ...until, places: [{ place: "UG" }] }).cells).toEqual({
      items: ["GPA-18a"],
      places: ["014"],
      years: { first: 2024, last: 2024 },
    });
  });

  const party = (role: "FUNDER" | "IMPLEMENTER", id: string): Half => ({
    participants: [led("B"), { role, organisation: { id, name: id } }],
  });
  it.each<readonly [string, Half, Half, Partial<MatchContext>]>([
    ["FUNDER_AND_IMPLEMENTER", {}, party("FUNDER", "A"), {}],
    ["CO_IMPLEMENTATION", {}, party("IMPLEMENTER", "A"), {}],
    ["PARENT_CHILD_SIBLING", { links: [{ type: "PARENT", activity: "b:2" }] }, {}, {}],
    ["PARENT_CHILD_SIBLING", { links: [{ type: "PARENT", activity: "P" }] }, { links: [{ type: "PARENT", activity: "P" }] }, {}],
    ["JOINT_PROGRAMME", {}, { links: [{ type: "JOINT_PROGRAMME", activity: "1" }] }, {}],
    [
      "JOINT_PROGRAMME",
      { links: [{ type: "JOINT_PROGRAMME", activity: "P" }] },
      { links: [{ type: "JOINT_PROGRAMME", activity: "P" }] },
      {},
    ],
    ["JOINT_PROGRAMME", { links: [{ type: "CO_FUNDED", activity: "b:2" }] }, {}, {}],
    ["SUCCESSIVE_PHASES", { links: [{ type: "PHASE", activity: "b:2" }] }, {}, {}],
    [
      "SUCCESSIVE_PHASES",
      { title: inEnglish("Nurses learn by tablet, phase 1") },
      { title: inEnglish("Nurses learn by tablet, phase 2") },
      {},
    ],
    ["DISJOINT_SUBNATIONAL", { title: inEnglish("Nurses of Kisumu County") }, { title: inEnglish("Nurses of Turkana County") }, {}],
    ["DECLARED_COMPLEMENT", {}, { links: [{ type: "COMPLEMENT", activity: "a:1" }] }, {}],
    ["DECLARED_COMPLEMENT", {}, {}, { relationOf: () => "COMPLEMENT" }],
  ])("%s stops it at L2 (%#)", (name, one, other, more) => {
    const found = assessed({ ...WORK, ...one }, { ...WORK, ...other }, more);
    expect(found).toMatchObject({ level: "L2", outcome: null });
    expect(found.exculpations.map((exculpation) => exculpation.name)).toContain(name);
  });

  it("isn't explained by phases of two different works", () => {
    const one = { ...WORK, title: inEnglish("Tablets for midwives, phase 1") };
    expect(assessed(one, { ...WORK, title: inEnglish("Radio lessons on hygiene, phase 2") }).level).toBe("L3");
  });
});

const place = fc.subarray(["KE", "UG", "FJ", "014", "002", "GLOBAL"], { maxLength: 2 });
const title = fc.record({
  language: fc.constantFrom("en", "fr", "und", "zh"),
  text: fc.constantFrom(
    "Coding for school leavers in Kenya",
    "Coding for school leavers in Kenya, phase 2",
    "农村网络建设二期项目",
    "ICT census 2019",
    "!",
  ),
});
const year = fc.constantFrom("2019", "2023", "2024", "2025");
const half = fc.record({
  id: fc.constantFrom("a:1", "b:1", "b:2", `a:${QUALIFIED}`, `b:${QUALIFIED}`, "c:3"),
  title: fc.array(title, { minLength: 1, maxLength: 3 }),
  places: place.map((places) => places.map((id) => ({ place: id }))),
  items: fc.subarray(["GPA-18", "GPA-18a", "GPA-9c"]).map((items) => items.map((item) => ({ item }))),
  activityKind: fc.constantFrom("TRAINING" as const, "UNSPECIFIED" as const),
  status: fc.constantFrom("IMPLEMENTING" as const, "COMPLETED" as const, "PLANNED" as const),
  period: fc.record({ start: year.map((in_) => `${in_}-01-01`), end: year.map((in_) => `${in_}-12-31`) }, { requiredKeys: [] }),
  participants: fc
    .array(fc.tuple(fc.constantFrom("LEAD" as const, "FUNDER" as const), fc.constantFrom("A", "B")))
    .map((parties) => parties.map(([role, id]) => ({ role, organisation: { id, name: id } }))),
  targetGroups: fc.subarray(["nurses", "doctors"]),
  links: fc.array(
    fc.record({
      type: fc.constantFrom("PARENT" as const, "PHASE" as const, "THIRD_PARTY" as const),
      activity: fc.constantFrom("b:2", "1", "P"),
    }),
    { maxLength: 2 },
  ),
  homepage: fc.constantFrom("https://example.org/a", "https://example.org/"),
});

describe("any two records", () => {
  it("come to the same whichever is named first, and no vetoed pair is ever called one activity", () => {
    fc.assert(
      fc.property(half, half, fc.constantFrom(1, 5), (one, other, times) => {
        fc.pre(one.id !== other.id);
        const [a, b] = [features(one, ""), features(other, "")];
        const context = aContext({ timesInSource: () => times });
        const found = assess(a, b, context);
        expect(assess(b, a, context)).toEqual(found);
        if (found.vetoes.length > 0) expect(found.level).not.toBe("L0");
        if (found.outcome === "MERGED") expect(found.assertions.map(({ name }) => name)).toContain("SAME_SOURCE_ID");
        expect(found.outcome === null).toBe(found.level !== "L0" && found.level !== "L3");
      }),
      { numRuns: 500 },
    );
  });
});
