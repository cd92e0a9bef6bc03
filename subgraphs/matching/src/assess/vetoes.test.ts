import { VETOES, type VetoName } from "@actionline/schema/coordination-records";
import type { StoredActivity } from "@actionline/schema/hub-records";
import { featuresOf } from "../features/activity-features";
import { aContext, anActivity, inEnglish } from "../testing/records";
import { assess } from "./assess";
import type { MatchContext } from "./match-context";
import { whatWouldVeto } from "./what-would-veto";

type Half = Partial<StoredActivity>;
const features = (id: string, record: Half) => featuresOf(anActivity(id, record));
const vetoes = (one: Half, other: Half, more: Partial<MatchContext> = {}): ReadonlyMap<VetoName, string> =>
  new Map(assess(features("a:1", one), features("b:2", other), aContext(more)).vetoes.map(({ name, detail }) => [name, detail]));

const titled = (text: string, language = "en"): Half => ({ title: [{ language, text }] });

describe("what shows that two records aren't one activity", () => {
  it.each<readonly [VetoName, Half, Half, string]>([
    ["DIFFERENT_COUNTRY", { places: [{ place: "KE" }] }, { places: [{ place: "UG" }] }, "single country: KE and UG"],
    ["DIFFERENT_PHASE", titled("Schools online, phase 1"), titled("Schools online, Phase II"), "different phases: 1 and 2"],
    ["DIFFERENT_PHASE", titled("Schools online"), titled("Schools online: second phase"), "phase 2; the other, in the same language"],
    ["DIFFERENT_PHASE", titled("Écoles en ligne, deuxième phase", "fr"), titled("Schools online, phase 3"), "2 and 3"],
    ["DIFFERENT_PHASE", titled("Escuelas en línea, fase 2", "es"), titled("Школы онлайн, третий этап", "ru"), "2 and 3"],
    ["DIFFERENT_PHASE", titled("农村网络二期", "zh"), titled("农村网络第三期", "zh"), "2 and 3"],
    ["DIFFERENT_PHASE", titled("الشبكات الريفية المرحلة الثانية", "ar"), titled("الشبكات الريفية المرحلة ٣", "ar"), "2 and 3"],
    ["DIFFERENT_PHASE", titled("Connected schools II"), titled("Connected schools III"), "2 and 3"],
    ["DIFFERENT_PHASE", titled("Girls code, cohort 3"), titled("Girls code, 4th cohort"), "different cohorts: 3 and 4"],
    ["DIFFERENT_PHASE", titled("ICT census 2019"), titled("ICT census 2020"), "different years: 2019 and 2020"],
    ["DIFFERENT_PHASE", { links: [{ type: "PHASE", activity: "b:2" }] }, {}, "another phase of the same work"],
    ["DISJOINT_SUBNATIONAL", titled("Nurses in Kisumu County"), titled("Nurses in Turkana County"), "county kisumu and county turkana"],
    [
      "DISJOINT_SUBNATIONAL",
      titled("Infirmières, province de Kasai", "fr"),
      titled("Infirmières de la province du Katanga", "fr"),
      "province",
    ],
    ["DISJOINT_SUBNATIONAL", titled("Nurses in northern Ghana"), titled("Nurses in southern Ghana"), "north and compass south"],
    ["PARENT_CHILD", { links: [{ type: "PARENT", activity: "2" }] }, {}, "a:1 names b:2 as its parent"],
    ["PARENT_CHILD", {}, { links: [{ type: "CHILD", activity: "a:1" }] }, "b:2 names a:1 as its child"],
    ["PARENT_CHILD", {}, { links: [{ type: "SIBLING", activity: "a:1" }] }, "as its sibling"],
    ["PARENT_CHILD", { hierarchyLevel: 1, source: "a/feed" }, { hierarchyLevel: 2, source: "a/feed" }, "levels 1 and 2"],
    [
      "PARENT_CHILD",
      { source: "a/feed", links: [{ type: "PARENT", activity: "P" }] },
      { source: "a/feed", links: [{ type: "PARENT", activity: "P" }] },
      "Both name P as their parent",
    ],
  ])("%s: %#", (name, one, other, detail) => {
    expect(vetoes(one, other).get(name)).toContain(detail);
  });

  it.each<readonly [VetoName, string, Half, Half]>([
    ["DIFFERENT_COUNTRY", "several countries", { places: [{ place: "KE" }, { place: "UG" }] }, { places: [{ place: "UG" }] }],
    ["DIFFERENT_COUNTRY", "a region", { places: [{ place: "014" }] }, { places: [{ place: "UG" }] }],
    ["DIFFERENT_PHASE", "one phase in two languages", titled("Deuxième phase", "fr"), titled("Phase II")],
    [
      "DIFFERENT_PHASE",
      "a phase that the other's language may leave out",
      titled("Schools online, phase 2"),
      titled("Écoles en ligne", "fr"),
    ],
    ["DIFFERENT_PHASE", "a year that one leaves out", titled("ICT census 2019"), titled("ICT census")],
    ["DIFFERENT_PHASE", "a phase-out", titled("Phase out of analogue television"), titled("Switching off analogue television")],
    ["DISJOINT_SUBNATIONAL", "one shared county", titled("Nurses in Kisumu County"), titled("Kisumu County and Turkana County: nurses")],
    ["DISJOINT_SUBNATIONAL", "north and east", titled("Nurses in northern Ghana"), titled("Nurses in eastern Ghana")],
    ["PARENT_CHILD", "levels of two publishers' trees", { hierarchyLevel: 1 }, { hierarchyLevel: 2 }],
    ["TEMPLATE_TITLE", "titles that are rare", {}, {}],
  ])("%s isn't established by %s", (name, _, one, other) => {
    expect(vetoes(one, other).has(name)).toBe(false);
  });

  it("TEMPLATE_TITLE: a title that stands five times in its source", () => {
    const times = (count: number) => ({
      timesInSource: (source: string, title: string) => (source === "a/feed" && title === "training" ? count : 1),
    });
    expect(vetoes(titled("Training!"), titled("Other work"), times(5)).get("TEMPLATE_TITLE")).toContain("a/feed");
    expect(vetoes(titled("Training!"), titled("Other work"), times(4)).has("TEMPLATE_TITLE")).toBe(false);
  });
});

describe("what would veto a pair", () => {
  it("names every veto that isn't established, each with a sentence", () => {
    const one = features("a:1", { places: [{ place: "KE" }], title: inEnglish("Phase 1") });
    const other = features("b:2", { places: [{ place: "UG" }], title: inEnglish("Phase 1") });
    const would = whatWouldVeto(one, other, aContext());
    expect(would.map(({ name }) => name)).toEqual(VETOES.filter((name) => name !== "DIFFERENT_COUNTRY"));
    for (const { detail } of would) expect(detail).toMatch(/^[A-Z0-9].*\.$/);
    expect(whatWouldVeto(other, one, aContext())).toEqual(would);
  });
});
